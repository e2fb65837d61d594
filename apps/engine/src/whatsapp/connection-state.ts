import type { Page } from 'puppeteer';
import type { LaunchSettings } from '../browser/launch-options.ts';
import type { ConnectionEnd, ConnectionListener } from './connection.ts';
import type { LibraryClient } from './library/library-client.ts';
import type { GroupQueryLimits } from './reader/page/group-queries.ts';

export type ConnectionOptions = {
  readonly launch: Omit<LaunchSettings, 'signal'>;
  /** The profile has been linked before: a page that asks for a scan was unlinked. */
  readonly wasPaired: boolean;
  readonly waits: ConnectionWaits;
  /** How many runs of QR codes may follow the first before an unscanned page is given up. */
  readonly qrRefreshes: number;
  readonly groupQueries: GroupQueryLimits;
  readonly listener: ConnectionListener;
};

export type ConnectionWaits = {
  readonly startTimeoutMs: number;
  readonly syncTimeoutMs: number;
  readonly hangTimeoutMs: number;
  readonly probeIntervalMs: number;
  /** For WhatsApp Web's scripts to appear in a loaded page. */
  readonly scriptsTimeoutMs: number;
};

/** `starting` until there is a QR or a connection; `online` once connected and synced. */
export type ConnectionPhase = 'starting' | 'qr' | 'syncing' | 'online' | 'offline';

/** What the parts of one connection share. */
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
  /** When the page last answered anything, on the clock of performance.now(). */
  lastLife: number;
};

export function enterPhase(state: ConnectionState, phase: ConnectionPhase): void {
  if (state.phase === phase) return;
  state.phase = phase;
  state.phaseSince = performance.now();
}
