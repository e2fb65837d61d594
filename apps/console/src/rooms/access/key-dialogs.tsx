import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { ConfirmDialog } from '../../ui/dialog/confirm-dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { useSay } from '../../ui/toast.tsx';
import type { ApiKey } from './key-facts.ts';

/** Seconds, as the API wants them: at once, an hour, a day, a week, 30 days. */
const OVERLAPS = ['0', '3600', '86400', '604800', '2592000'] as const;
type Overlap = (typeof OVERLAPS)[number];

type DialogProps = { readonly apiKey: ApiKey; readonly onClose: () => void };

/** Replaces a key; the old one stays valid for a while. */
export function RotateDialog({
  apiKey,
  onClose,
  onRotated,
}: DialogProps & { readonly onRotated: (key: string) => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const [overlap, setOverlap] = useState<Overlap>('86400');
  const rotate = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/api/keys/{keyId}/rotate', {
          params: { path: { keyId: apiKey.key_id } },
          body: { overlap_seconds: Number(overlap) },
        }),
      ),
    onSuccess: ({ key }) => {
      void client.invalidateQueries({ queryKey: KEYS.keys });
      onClose();
      onRotated(key);
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('access.rotate_title', { name: apiKey.name })}
      text={t('access.rotate_text')}
      action={t('access.rotate')}
      isHarmless
      isBusy={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate()}
    >
      <SelectField
        label={t('access.overlap')}
        value={overlap}
        choices={OVERLAPS.map((value) => ({ value, label: t(`access.overlap.${value}`) }))}
        onChange={(event) => setOverlap(event.target.value as Overlap)}
      />
    </ConfirmDialog>
  );
}

/** Revokes a key after its name was typed. */
export function RevokeDialog({ apiKey, onClose }: DialogProps) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () =>
      dataOf(api.DELETE('/api/keys/{keyId}', { params: { path: { keyId: apiKey.key_id } } })),
    onSuccess: () => {
      say.done(t('access.revoked', { name: apiKey.name }));
      void client.invalidateQueries({ queryKey: KEYS.keys });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('access.revoke_title', { name: apiKey.name })}
      text={t('access.revoke_text')}
      action={t('access.revoke')}
      typed={apiKey.name}
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
    />
  );
}
