import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import type { AccountDialogProps } from './logout-dialog.tsx';

const NAME_MAX = 200;

export function RenameDialog({ session, onClose }: AccountDialogProps) {
  const { t } = useText();
  const client = useQueryClient();
  const [name, setName] = useState(session.session_name);
  const rename = useMutation({
    mutationFn: () =>
      dataOf(
        api.PATCH('/api/sessions/{id}', {
          params: { path: { id: session.session_id } },
          body: { name: name.trim() },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: KEYS.sessions });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={t('accounts.rename')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
      >
        <TextField
          label={t('accounts.name')}
          data-initial-focus
          required
          maxLength={NAME_MAX}
          pattern=".*\S.*"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {rename.isError && <ErrorNotice error={rename.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="main" type="submit" isBusy={rename.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
