import { useQuery } from '@tanstack/react-query';
import { useLive } from '../../signed-in/use-live.ts';
import { grabsQuery } from './account-queries.ts';
import { type RunningGrab, runningGrab } from './grab-state.ts';

/** The grab that waits or runs, by the list and by the events. */
export function useRunningGrab(id: string): RunningGrab | null {
  const { data = [] } = useQuery(grabsQuery(id));
  return runningGrab(data, useLive().grabs.get(id));
}
