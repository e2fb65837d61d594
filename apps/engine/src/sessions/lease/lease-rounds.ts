import type { BrowserGuard } from '../../leases/browser-guard.ts';
import type { Session } from '../session.ts';
import { endIfOver, guardBrowser } from './session-lease.ts';

const LOOK_MS = 250;

export type LeaseRounds = {
  /** Ends every browser whose lease is over. Cheap: call it before anything that a lease allows. */
  look(): void;
  /** Call it when no browser is left. */
  end(): void;
};

/**
 * Ends browsers when their leases are over, four times a second, and keeps the guard process informed, which ends them if
 * this process cannot.
 */
export function createLeaseRounds(
  list: () => readonly Session[],
  guard: BrowserGuard,
): LeaseRounds {
  const look = () => {
    for (const session of list()) {
      if (session.lease === null || !session.isActive) continue;
      endIfOver(session);
      guardBrowser(session);
    }
  };
  const timer = setInterval(() => {
    look();
    guard.look();
  }, LOOK_MS).unref();
  return {
    look,
    end() {
      clearInterval(timer);
      guard.close();
    },
  };
}
