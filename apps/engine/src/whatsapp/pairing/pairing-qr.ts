import { ServiceError } from '@grabber/service-kit/service-error';
import type { Page } from 'puppeteer';
import { type ConnectionState, enterPhase } from '../connection-state.ts';

/** Whether the library's QR can be scanned: asked too early, the page has no reference yet. */
export function isUsableQr(qr: unknown): qr is string {
  return typeof qr === 'string' && qr.includes(',') && !/^(undefined|null)?,/.test(qr);
}

const REFRESH_SCRIPT = "window.require('WAWebCmd').Cmd.refreshQR()";

/**
 * Starts a new run of QR codes. The library means to do it when the codes are exhausted, but calls
 * `window` on Node's side and so never does.
 */
export async function refreshQr(page: Page): Promise<void> {
  await page.evaluate(REFRESH_SCRIPT);
}

const REFRESH_PATIENCE_MS = 5_000;
/** WhatsApp shows the first QR of a run for a minute, and the others for less. */
const QR_OVERDUE_AFTER_MS = 90_000;

export type PairingQr = {
  onQr(qr: unknown): void;
  /** At each look at a page that waits for a scan. */
  onWaiting(page: {
    /** It has shown its last QR code. */
    readonly isIdle: boolean;
    /** It has been waiting for a while, not just between two states. */
    readonly isSettled: boolean;
  }): void;
  /** Leaves the page alone for so long: somebody types a pairing code. */
  hold(timeMs: number): void;
};

/** Passes QR codes on, and renews them a bounded number of times when nobody scans. */
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
      const error = new ServiceError('QR_EXPIRED', 'Nobody scanned the QR: start again to scan.');
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
      // A linked page shows one when it was unlinked: that ends the connection, see interpret-probe.
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
      // The page lost its connection and has it again, with the same QR: it does not tell that one anew.
      else if (!isOver && isSettled && last !== null && state.phase === 'offline') show(last);
    },
    hold(timeMs) {
      heldUntil = Math.max(heldUntil, performance.now() + timeMs);
    },
  };
}
