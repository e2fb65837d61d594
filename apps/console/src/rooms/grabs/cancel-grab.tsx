import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../ui/toast.tsx';
import { isActive, type ListedGrab } from './grab-facts.ts';

/** Only for a grab that has not ended, and a key that may grab. */
export function CancelGrab({
  grab,
}: {
  readonly grab: Pick<ListedGrab, 'grab_id' | 'session_id' | 'state'>;
}) {
  const { t } = useText();
  const { may } = useMe();
  const say = useSay();
  const client = useQueryClient();
  const { session_id: id, grab_id: grabId } = grab;
  const cancel = useMutation({
    mutationFn: () =>
      dataOf(api.DELETE('/api/sessions/{id}/grabs/{grabId}', { params: { path: { id, grabId } } })),
    onSuccess: () => {
      say.done(t('grabs.cancelled'));
      void client.invalidateQueries({ queryKey: KEYS.allGrabs() });
      return client.invalidateQueries({ queryKey: KEYS.grabs(id) });
    },
    onError: say.failed,
  });
  if (!isActive(grab) || !may('grab')) return null;
  return (
    <Button isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
      {t('grabs.cancel')}
    </Button>
  );
}
