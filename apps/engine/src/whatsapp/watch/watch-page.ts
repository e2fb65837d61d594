import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { ConnectionState } from '../connection-state.ts';
import type { PairingQr } from '../pairing/pairing-qr.ts';
import type { PageProbe } from '../reader/page/probe.ts';
import { createProbeMemory, interpretProbe, type ProbeMemory } from './interpret-probe.ts';
import { probePage } from './page-probe.ts';

/** Looks at the page again and again until the connection ends; ends it when the page is dead. */
export async function watchPage(
  state: ConnectionState,
  qr: Pick<PairingQr, 'onWaiting'>,
): Promise<void> {
  const { probeIntervalMs } = state.options.waits;
  const { signal } = state.closing;
  const memory = createProbeMemory();
  const look = createLook(state);
  state.lastLife = performance.now();
  while (!signal.aborted) {
    const probe = await look();
    if (signal.aborted) return;
    if (probe) interpretProbe(state, memory, probe, qr);
    endWhenDead(state, memory);
    await sleep(probeIntervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/** One look at a time: a page that hangs is not asked again, and shows as null meanwhile. */
function createLook(state: ConnectionState): () => Promise<PageProbe | null> {
  let pending: Promise<PageProbe | null> | null = null;
  return async () => {
    const page = state.page();
    if (!page) return null;
    pending ??= probePage(page)
      .then((probe) => {
        state.lastLife = performance.now();
        return probe;
      })
      // It navigates, or is gone; the next look or its silence will tell.
      .catch(() => null);
    const stillBusy = Symbol();
    const late = sleep(state.options.waits.probeIntervalMs, stillBusy, {
      signal: state.closing.signal,
    }).catch(() => stillBusy);
    const first = await Promise.race([pending, late]);
    if (first === stillBusy) return null;
    pending = null;
    return first as PageProbe | null;
  };
}

function endWhenDead(state: ConnectionState, memory: ProbeMemory): void {
  const { startTimeoutMs, syncTimeoutMs, hangTimeoutMs } = state.options.waits;
  const now = performance.now();
  const inPhase = now - state.phaseSince;
  if (now - state.lastLife > hangTimeoutMs) fail(state, 'WhatsApp Web does not answer.');
  else if (state.phase === 'starting' && inPhase > startTimeoutMs) {
    fail(state, 'WhatsApp Web reached neither a QR code nor a connection in time.');
  } else if (state.phase === 'syncing' && inPhase > syncTimeoutMs) {
    fail(state, 'WhatsApp Web did not finish its sync in time.');
  } else if (memory.absentSince !== null && now - memory.absentSince > startTimeoutMs) {
    fail(state, 'WhatsApp Web has left the page and does not come back.');
  }
}

function fail(state: ConnectionState, message: string): void {
  const error = new ServiceError('PAGE_UNRESPONSIVE', message);
  state.end({ kind: 'failed', error, isFinal: false });
}
