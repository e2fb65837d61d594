import type { Page } from 'puppeteer';
import type { LaunchSettings } from '../browser/launch-options.ts';
import type { ConnectionEnd, ConnectionListener } from './connection.ts';
import type { LibraryClient } from './library/library-client.ts';
import type { GroupQueryLimits } from './reader/page/groups/group-queries.ts';

export type ConnectionOptions = {
  readonly launch: Omit<LaunchSettings, 'signal'>;
  /** The profile was linked before, so a page that shows a QR was unlinked. */
  readonly wasPaired: boolean;
  readonly waits: ConnectionWaits;
  /** Runs of QR codes after the first one, before a page that is not scanned is closed. */
  readonly qrRefreshes: number;
  readonly groupQueries: GroupQueryLimits;
  /** How long a page must have been connected and caught up for a complete listing. */
  readonly settleMs: number;
  readonly listener: ConnectionListener;
};

type ConnectionWaits = {
  readonly startTimeoutMs: number;
  readonly syncTimeoutMs: number;
  readonly hangTimeoutMs: number;
  readonly probeIntervalMs: number;
  /** Before a lost line is asked for again the first time; doubles. */
  readonly reconnectDelayMs: number;
  /** Until WhatsApp Web's scripts appear in a loaded page. */
  readonly scriptsTimeoutMs: number;
};

/** `starting` until the page has a QR or a connection; `online` once it is connected and synced. */
export type ConnectionPhase = 'starting' | 'qr' | 'syncing' | 'online' | 'offline';

/** The state that the parts of one connection share. */
export type ConnectionState = {
  readonly options: ConnectionOptions;
  readonly client: LibraryClient;
  readonly page: () => Page | null;
  /** Aborted when the end begins. */
  readonly closing: AbortController;
  /** Begins the end; only the first call counts. */
  readonly end: (result: ConnectionEnd) => void;
  phase: ConnectionPhase;
  phaseSince: number;
  wasPaired: boolean;
  /** WhatsApp has confirmed a logout of ours. */
  isOwnLogout: boolean;
  /** WhatsApp refused the last login by a ban. */
  isBanned: boolean;
  /** The pairing code that was last given out. */
  pairingCode: string | null;
  /** When the page last answered a call, on the clock of performance.now(). */
  lastLife: number;
};

export function enterPhase(state: ConnectionState, phase: ConnectionPhase): void {
  if (state.phase === phase) return;
  state.phase = phase;
  state.phaseSince = performance.now();
}
