import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { useSay } from '../../ui/toast.tsx';
import type { Session } from './account-state.ts';
import type { GrabKind } from './grab-state.ts';

export type Verb = 'start' | 'stop' | 'restart' | 'logout';

/** Starts, stops, restarts or unlinks an account, and says so. */
export function useAccountAction({ session_id: id, session_name: name }: Session) {
  const client = useQueryClient();
  const say = useSay();
  const { t } = useText();
  return useMutation({
    mutationFn: (verb: Verb) =>
      dataOf(api.POST(`/api/sessions/{id}/${verb}`, { params: { path: { id } } })),
    onSuccess: (_, verb) => say.done(t(`accounts.done.${verb}`, { name })),
    onError: say.failed,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: KEYS.sessions });
      void client.invalidateQueries({ queryKey: KEYS.session(id) });
    },
  });
}

/** Chooses whether an account keeps its browser between grabs, and says so. */
export function useKeep({ session_id: id, session_name: name }: Session) {
  const client = useQueryClient();
  const say = useSay();
  const { t } = useText();
  return useMutation({
    mutationFn: (keep: Session['keep']) =>
      dataOf(api.PATCH('/api/sessions/{id}', { params: { path: { id } }, body: { keep } })),
    onSuccess: (_, keep) => say.done(t(`accounts.done.keep.${keep}`, { name })),
    onError: say.failed,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: KEYS.sessions });
      void client.invalidateQueries({ queryKey: KEYS.session(id) });
    },
  });
}

export type GrabWish = {
  readonly kind: GrabKind;
  readonly refresh?: boolean;
  readonly confirm_removals?: boolean;
};

/** Queues a grab in the background. */
export function useStartGrab(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GrabWish) =>
      dataOf(api.POST('/api/sessions/{id}/grabs', { params: { path: { id } }, body })),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: KEYS.grabs(id) });
      void client.invalidateQueries({ queryKey: KEYS.session(id) });
    },
  });
}

export function useCancelGrab(id: string) {
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: (grabId: string) =>
      dataOf(api.DELETE('/api/sessions/{id}/grabs/{grabId}', { params: { path: { id, grabId } } })),
    onError: say.failed,
    onSettled: () => void client.invalidateQueries({ queryKey: KEYS.grabs(id) }),
  });
}
