import { orAbort, pause } from '@grabber/primitives/abort';
import { createDeadline } from '@grabber/primitives/deadline';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { ConnectionState } from '../connection-state.ts';
import type { PairingQr } from '../pairing/pairing-qr.ts';
import type { PageProbe } from '../reader/page/probe.ts';
import { createProbeMemory, interpretProbe, type ProbeMemory } from './interpret-probe.ts';
import { probePage } from './page-probe.ts';

/** Probes the page at intervals until the connection ends, and ends it when the page is dead. */
export async function watchPage(
  state: ConnectionState,
  qr: Pick<PairingQr, 'onWaiting'>,
): Promise<void> {
  const { probeIntervalMs } = state.options.waits;
  const { signal } = state.closing;
  const memory = createProbeMemory(state);
  const probePageOnce = createProbe(state);
  state.lastLife = performance.now();
  while (!signal.aborted) {
    const probe = await probePageOnce();
    if (signal.aborted) return;
    if (probe) interpretProbe(state, memory, probe, qr);
    endWhenDead(state, memory);
    await pause(probeIntervalMs, { signal });
  }
}

/** One probe at a time: while a probe of a hanging page is pending, the answer is null. */
function createProbe(state: ConnectionState): () => Promise<PageProbe | null> {
  let pending: Promise<PageProbe | null> | null = null;
  return async () => {
    const page = state.page();
    if (!page) return null;
    pending ??= probePage(page, state.options.settleMs)
      .then((probe) => {
        state.lastLife = performance.now();
        return probe;
      })
      // The page navigates or is gone; the next probes show which.
      .catch(() => null);
    const deadline = createDeadline(state.options.waits.probeIntervalMs, {
      reason: () => new Error('The page is still busy.'),
      signal: state.closing.signal,
    });
    try {
      const probe = await orAbort(pending, deadline.signal);
      pending = null;
      return probe;
    } catch {
      return null;
    } finally {
      deadline.clear();
    }
  };
}

function endWhenDead(state: ConnectionState, memory: ProbeMemory): void {
  const { startTimeoutMs, syncTimeoutMs, hangTimeoutMs } = state.options.waits;
  const now = performance.now();
  const inPhase = now - state.phaseSince;
  if (now - state.lastLife > hangTimeoutMs) fail(state, 'WhatsApp Web does not answer.');
  else if (state.phase === 'starting' && inPhase > startTimeoutMs) {
    fail(state, 'WhatsApp Web did not reach a QR code or a connection in time.');
  } else if (state.phase === 'syncing' && inPhase > syncTimeoutMs) {
    fail(state, 'WhatsApp Web did not finish its sync in time.');
  } else if (memory.absentSince !== null && now - memory.absentSince > startTimeoutMs) {
    fail(state, 'WhatsApp Web is gone from the page and did not come back.');
  }
}

function fail(state: ConnectionState, message: string): void {
  const error = new ServiceError('PAGE_UNRESPONSIVE', message);
  state.end({ kind: 'failed', error, isFinal: false });
}
