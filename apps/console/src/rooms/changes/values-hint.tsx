import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { settingsQuery } from '../../api/queries.ts';
import type { Change } from '../../book/changes/change-kinds.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../ui/toast.tsx';

/** Says why a change has no old value, and turns the setting on. */
export function ValuesHint({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useText();
  const { may } = useMe();
  const say = useSay();
  const client = useQueryClient();
  const { data: settings } = useQuery(settingsQuery);
  const turnOn = useMutation({
    mutationFn: () =>
      dataOf(api.PATCH('/api/workspace-settings', { body: { keeps_change_values: true } })),
    onSuccess: (changed) => {
      client.setQueryData(KEYS.settings, changed);
      say.done(t('changes.values.on'));
    },
    onError: say.failed,
  });
  const hasChanged = changes.some(({ change }) => change === 'changed');
  if (!settings || settings.keeps_change_values || !hasChanged) return null;
  return (
    <Notice
      tone="accent"
      action={
        may('manage') && (
          <Button isBusy={turnOn.isPending} onClick={() => turnOn.mutate()}>
            {t('changes.values.turn_on')}
          </Button>
        )
      }
    >
      {t('changes.values.off')} {!may('manage') && t('changes.values.ask')}
    </Notice>
  );
}
