import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Live, LiveEvents } from '../api/live-events.ts';

export const LiveContext = createContext<LiveEvents | null>(null);

/** What happens now, by the API's events. */
export function useLive(): Live {
  const events = useContext(LiveContext);
  if (events === null) throw new Error('useLive() is called outside of SignedIn');
  return useSyncExternalStore(events.subscribe, events.current);
}
