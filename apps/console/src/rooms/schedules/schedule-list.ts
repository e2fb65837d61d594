import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { useSay } from '../../ui/toast.tsx';
import type { Schedule } from './schedule-draft.ts';

/** Schedules send no event to the page. */
const LOOK_AGAIN_MS = 30_000;

/** The schedules of some accounts, in the order of the accounts. */
export function useSchedules(sessions: readonly string[]) {
  return useQueries({
    queries: sessions.map((id) => ({
      queryKey: KEYS.schedules(id),
      refetchInterval: LOOK_AGAIN_MS,
      queryFn: () => dataOf(api.GET('/api/sessions/{id}/schedules', { params: { path: { id } } })),
    })),
    combine: (results) => ({
      schedules: results.flatMap(({ data }) => data?.schedules ?? []),
      error: results.find(({ error }) => error)?.error ?? null,
      isPending: results.some(({ isPending }) => isPending),
      retry: () => {
        for (const { refetch } of results) void refetch();
      },
    }),
  });
}

/** Pausing, going on, and deleting. */
export function useScheduleActions({ session_id: id, schedule_id: scheduleId }: Schedule) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const params = { path: { id, scheduleId } };
  const again = () => client.invalidateQueries({ queryKey: KEYS.schedules(id) });
  const enable = useMutation({
    mutationFn: (enabled: boolean) =>
      dataOf(api.PATCH('/api/sessions/{id}/schedules/{scheduleId}', { params, body: { enabled } })),
    onSuccess: ({ enabled }) => {
      say.done(t(enabled ? 'schedules.resumed' : 'schedules.paused'));
      return again();
    },
    onError: say.failed,
  });
  const remove = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/sessions/{id}/schedules/{scheduleId}', { params })),
    onSuccess: () => {
      say.done(t('schedules.deleted'));
      return again();
    },
  });
  return { enable, remove };
}
