import { ServiceError } from '@grabber/service-kit/service-error';
import type { Page } from 'puppeteer';
import { type ConnectionState, enterPhase } from '../connection-state.ts';
import { REFRESH_QR_SCRIPT } from '../reader/page-script.ts';

/** Whether the library's QR can be scanned: an early QR lacks the page's reference. */
export function isUsableQr(qr: unknown): qr is string {
  return typeof qr === 'string' && qr.includes(',') && !/^(undefined|null)?,/.test(qr);
}

/**
 * Starts a new run of QR codes. The library never does when the codes are used up: it looks for `window` in
 * Node instead of the page.
 */
async function refreshQr(page: Page): Promise<void> {
  await page.evaluate(REFRESH_QR_SCRIPT);
}

const REFRESH_PATIENCE_MS = 5_000;
/** WhatsApp shows the first QR of a run for a minute, and the next ones for less. */
const QR_OVERDUE_AFTER_MS = 90_000;

export type PairingQr = {
  onQr(qr: unknown): void;
  /** Called at each probe of a page that waits for a scan. */
  onWaiting(page: {
    /** The page has shown the last QR code of its run. */
    readonly isIdle: boolean;
    /** The page has waited for a while, so it is not just between two states. */
    readonly isSettled: boolean;
  }): void;
  /** Renews no QR for so long, because a pairing code is in use. */
  hold(timeMs: number): void;
};

/** Passes QR codes on, and renews unscanned ones a bounded number of times. */
export function createPairingQr(state: ConnectionState): PairingQr {
  let last: string | null = null;
  let lastAt = Number.NEGATIVE_INFINITY;
  let isNewRun = true;
  let refreshes = 0;
  let refreshedAt = Number.NEGATIVE_INFINITY;
  let heldUntil = Number.NEGATIVE_INFINITY;

  function show(qr: string): void {
    enterPhase(state, 'qr');
    state.options.listener.onQr(qr, isNewRun);
    isNewRun = false;
  }

  function renew(): void {
    const page = state.page();
    if (!page || performance.now() - refreshedAt < REFRESH_PATIENCE_MS) return;
    if (refreshes >= state.options.qrRefreshes) {
      const error = new ServiceError(
        'QR_EXPIRED',
        'The QR was not scanned in time: start the session again.',
      );
      state.end({ kind: 'failed', error, isFinal: true });
      return;
    }
    refreshes += 1;
    refreshedAt = performance.now();
    isNewRun = true;
    refreshQr(page).catch(() => undefined);
  }

  return {
    onQr(qr) {
      // A linked page shows a QR when it was unlinked: interpret-probe.ts ends the connection then.
      if (state.wasPaired || state.closing.signal.aborted) return;
      if (!isUsableQr(qr) || (qr === last && state.phase === 'qr')) return;
      last = qr;
      lastAt = performance.now();
      show(qr);
    },
    onWaiting({ isIdle, isSettled }) {
      const now = performance.now();
      const isOver = isIdle || (last !== null && now - lastAt > QR_OVERDUE_AFTER_MS);
      if (isOver && now >= heldUntil) renew();
      // After a lost connection the page shows the same QR without a new event.
      else if (!isOver && isSettled && last !== null && state.phase === 'offline') show(last);
    },
    hold(timeMs) {
      heldUntil = Math.max(heldUntil, performance.now() + timeMs);
    },
  };
}
