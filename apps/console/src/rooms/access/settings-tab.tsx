import type { WorkspaceSettings } from '@grabber/contracts/api/own-data';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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

type Change = Partial<Omit<WorkspaceSettings, 'workspace'>>;

const SWITCHES = [
  {
    setting: 'masks_numbers',
    label: 'access.settings.masks',
    hint: 'access.settings.masks_hint',
  },
  {
    setting: 'keeps_change_values',
    label: 'access.settings.keeps',
    hint: 'access.settings.keeps_hint',
  },
] as const;

/** What the workspace keeps and shows, and which own fields its contacts have. */
export function SettingsTab() {
  const { t } = useText();
  const { may, session_ids } = useMe();
  const where = useWorkspaceParameter();
  const queryKey = [...KEYS.settings, where.workspace ?? null];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: () => dataOf(api.GET('/api/workspace-settings', { params: { query: where } })),
  });
  const save = useSave(where);
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
          <Card className="flex flex-col gap-4">
            {SWITCHES.map(({ setting, label, hint }) => (
              <CheckField
                key={setting}
                label={t(label)}
                hint={t(hint)}
                // The box follows the click at once, and goes back if the change is refused.
                checked={(save.isPending ? save.variables[setting] : undefined) ?? data[setting]}
                disabled={!mayChange || save.isPending}
                onChange={({ target }) => save.mutate({ [setting]: target.checked })}
              />
            ))}
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

function useSave(where: ReturnType<typeof useWorkspaceParameter>) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      dataOf(api.PATCH('/api/workspace-settings', { body: { ...change, ...where } })),
    onSuccess: async (saved) => {
      client.setQueryData([...KEYS.settings, where.workspace ?? null], saved);
      say.done(t('access.settings.saved'));
      // Other screens use the settings too, and their numbers are masked or not from now on.
      await client.invalidateQueries({ queryKey: KEYS.settings });
    },
  });
}
