import { useSessions } from '../../api/sessions.ts';
import { useLive } from '../../signed-in/use-live.ts';

/** What runs and what waits: known to every key that may read. */
export function useWork() {
  const { sessions } = useSessions();
  const grabs = [...useLive().grabs.values()];
  return {
    accounts: sessions.length,
    connected: sessions.filter(({ status }) => status === 'connected').length,
    stopped: sessions.filter((one) => one.action_required !== null).length,
    running: grabs.filter(({ state }) => state === 'running').length,
    queued: grabs.filter(({ state }) => state === 'queued').length,
  };
}
