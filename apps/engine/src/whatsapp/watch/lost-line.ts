import { backoffMs } from '@grabber/primitives/retry';
import type { ConnectionProblem } from '../connection.ts';
import type { ConnectionState } from '../connection-state.ts';
import type { PageProbe } from '../reader/page/probe.ts';
import { RECONNECT_SCRIPT } from '../reader/page-script.ts';

/** A page that lost its line leaves CONNECTED within a second or two. One that stopped its communication stays. */
const SILENT_FOR_MS = 10_000;
/** A page may stop its communication for a moment, to start it again. */
const STOPPED_FOR_MS = 1_000;
const MAX_RECONNECT_DELAY_MS = 5 * 60_000;

const NO_NETWORK: ConnectionProblem = {
  code: 'NO_NETWORK',
  message: 'WhatsApp Web has lost its line to WhatsApp and tries again.',
};
const UNAVAILABLE: ConnectionProblem = {
  code: 'WHATSAPP_UNAVAILABLE',
  message: "WhatsApp's service does not answer now (503). WhatsApp Web tries again.",
};

export type LostLine = {
  /**
   * Whether the page has stopped its communication though it says CONNECTED: another browser uses the device.
   * Such a page does not come back by itself.
   */
  isStopped(probe: PageProbe): boolean;
  /** Why a page that was connected is not. Asks for a new line when the page has tried alone for long. */
  watch(probe: PageProbe): ConnectionProblem | null;
  /** The line is there. */
  reset(): void;
};

export function createLostLine(state: ConnectionState): LostLine {
  /** On the clock of performance.now(), like the next. */
  let stoppedSince: number | null = null;
  let silentSince: number | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asked = 0;

  /** The page's own pauses grow to a quarter of an hour. */
  function ask(): void {
    const now = performance.now();
    askedAt = Math.max(askedAt, state.phaseSince);
    const firstMs = state.options.waits.reconnectDelayMs;
    const pauseMs = backoffMs(asked + 1, { firstMs, maxMs: MAX_RECONNECT_DELAY_MS });
    if (now - askedAt < pauseMs) return;
    asked += 1;
    askedAt = now;
    state
      .page()
      ?.evaluate(RECONNECT_SCRIPT)
      // A page that has stopped its communication throws: the next probes show it.
      .catch(() => undefined);
  }

  return {
    isStopped({ hasLine, stream, isSynced }) {
      const now = performance.now();
      const isSilent = isSynced && stream === 'DISCONNECTED';
      stoppedSince = hasLine === false ? (stoppedSince ?? now) : null;
      silentSince = isSilent ? (silentSince ?? now) : null;
      const isStopped = stoppedSince !== null && now - stoppedSince >= STOPPED_FOR_MS;
      return isStopped || (silentSince !== null && now - silentSince >= SILENT_FOR_MS);
    },
    watch({ stream, hasSynced, refusal }) {
      if (refusal === 'unavailable') return UNAVAILABLE;
      // A page that loads has no line yet.
      if (!hasSynced || stream !== 'DISCONNECTED') return null;
      if (state.phase === 'offline') ask();
      return NO_NETWORK;
    },
    reset() {
      askedAt = Number.NEGATIVE_INFINITY;
      asked = 0;
    },
  };
}
