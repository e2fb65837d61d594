import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Link } from '../connection-state.ts';
import type { PairingQr } from '../pairing/pairing-qr.ts';
import type { PageProbe } from '../reader/page/probe.ts';
import { createProbeMemory, interpretProbe, type ProbeMemory } from './interpret-probe.ts';
import { probePage } from './page-probe.ts';

/** Looks at the page again and again until the connection ends; ends it when the page is dead. */
export async function watchPage(link: Link, qr: Pick<PairingQr, 'onWaiting'>): Promise<void> {
  const { probeIntervalMs } = link.options.waits;
  const { signal } = link.closing;
  const memory = createProbeMemory();
  const look = createLook(link);
  link.lastLife = performance.now();
  while (!signal.aborted) {
    const probe = await look();
    if (signal.aborted) return;
    if (probe) interpretProbe(link, memory, probe, qr);
    endWhenDead(link, memory);
    await sleep(probeIntervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/** One look at a time: a page that hangs is not asked again, and shows as null meanwhile. */
function createLook(link: Link): () => Promise<PageProbe | null> {
  let pending: Promise<PageProbe | null> | null = null;
  return async () => {
    const page = link.page();
    if (!page) return null;
    pending ??= probePage(page)
      .then((probe) => {
        link.lastLife = performance.now();
        return probe;
      })
      // It navigates, or is gone; the next look or its silence will tell.
      .catch(() => null);
    const stillBusy = Symbol();
    const late = sleep(link.options.waits.probeIntervalMs, stillBusy, {
      signal: link.closing.signal,
    }).catch(() => stillBusy);
    const first = await Promise.race([pending, late]);
    if (first === stillBusy) return null;
    pending = null;
    return first as PageProbe | null;
  };
}

function endWhenDead(link: Link, memory: ProbeMemory): void {
  const { startTimeoutMs, syncTimeoutMs, hangTimeoutMs } = link.options.waits;
  const now = performance.now();
  const inPhase = now - link.phaseSince;
  if (now - link.lastLife > hangTimeoutMs) fail(link, 'WhatsApp Web does not answer.');
  else if (link.phase === 'starting' && inPhase > startTimeoutMs) {
    fail(link, 'WhatsApp Web reached neither a QR code nor a connection in time.');
  } else if (link.phase === 'syncing' && inPhase > syncTimeoutMs) {
    fail(link, 'WhatsApp Web did not finish its sync in time.');
  } else if (memory.absentSince !== null && now - memory.absentSince > startTimeoutMs) {
    fail(link, 'WhatsApp Web has left the page and does not come back.');
  }
}

function fail(link: Link, message: string): void {
  const error = new ServiceError('PAGE_UNRESPONSIVE', message);
  link.end({ kind: 'failed', error, isFinal: false });
}
