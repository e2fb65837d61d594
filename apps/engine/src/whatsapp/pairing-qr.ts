import { ServiceError } from '@grabber/service-kit/service-error';
import { enterPhase, type Link } from './link.ts';
import { refreshQr } from './refresh-qr.ts';
import { isUsableQr } from './usable-qr.ts';

const REFRESH_PATIENCE_MS = 5_000;

/** Passes QR codes on, and renews them a bounded number of times when nobody scans. */
export function createPairingQr(link: Link) {
  let last: string | null = null;
  let isNewRun = true;
  let refreshes = 0;
  let refreshedAt = Number.NEGATIVE_INFINITY;

  return {
    onQr(qr: unknown): void {
      // A linked page shows one when it was unlinked: that ends the connection, see interpret-probe.
      if (link.wasPaired || link.closing.signal.aborted) return;
      if (!isUsableQr(qr) || qr === last) return;
      last = qr;
      enterPhase(link, 'qr');
      link.options.listener.onQr(qr, isNewRun);
      isNewRun = false;
    },
    /** The page has shown its last QR code. */
    onIdle(): void {
      const page = link.page();
      if (!page || performance.now() - refreshedAt < REFRESH_PATIENCE_MS) return;
      if (refreshes >= link.options.qrRefreshes) {
        const error = new ServiceError('QR_EXPIRED', 'Nobody scanned the QR: start again to scan.');
        link.end({ kind: 'failed', error, isFinal: true });
        return;
      }
      refreshes += 1;
      refreshedAt = performance.now();
      isNewRun = true;
      refreshQr(page).catch(() => undefined);
    },
  };
}
