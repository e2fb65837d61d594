import type { WorkspaceSettings } from '@grabber/contracts/api/own-data';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { CheckField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Card, Loading } from '../../ui/page.tsx';
import { useSay } from '../../ui/toast.tsx';
import { CustomFields } from './custom-fields.tsx';
import { useWorkspaceParameter, WorkspaceChoice } from './workspace-choice.tsx';

type Change = Partial<Pick<WorkspaceSettings, 'custom_fields' | 'keeps_change_values'>>;

/** What the workspace keeps, and which own fields its contacts have. */
export function SettingsTab() {
  const { t } = useText();
  const { may, session_ids } = useMe();
  const say = useSay();
  const client = useQueryClient();
  const where = useWorkspaceParameter();
  const queryKey = [...KEYS.settings, where.workspace ?? null];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: () => dataOf(api.GET('/api/workspace-settings', { params: { query: where } })),
  });
  // The box follows the click at once, and goes back if the change is refused.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const save = useMutation({
    mutationFn: (change: Change) =>
      dataOf(api.PATCH('/api/workspace-settings', { body: { ...change, ...where } })),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved);
      say.done(t('access.settings.saved'));
    },
    onSettled: () => setWanted(null),
  });
  const mayChange = may('manage') && session_ids === null;
  return (
    <>
      <WorkspaceChoice />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {!mayChange && <Notice>{t('access.settings.read_only')}</Notice>}
      {save.isError && <ErrorNotice error={save.error} />}
      {data && (
        <>
          <Card>
            <CheckField
              label={t('access.settings.keeps')}
              hint={t('access.settings.keeps_hint')}
              checked={wanted ?? data.keeps_change_values}
              disabled={!mayChange || save.isPending}
              onChange={({ target }) => {
                setWanted(target.checked);
                save.mutate({ keeps_change_values: target.checked });
              }}
            />
          </Card>
          <CustomFields
            // What is being edited starts again from what is stored.
            key={JSON.stringify(data.custom_fields)}
            stored={data.custom_fields}
            mayChange={mayChange}
            isBusy={save.isPending}
            onSave={(custom_fields) => save.mutate({ custom_fields })}
          />
        </>
      )}
    </>
  );
}
