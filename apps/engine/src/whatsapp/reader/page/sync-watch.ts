// Runs inside WhatsApp Web. Since when the page is connected and has caught up, on the page's own clock.

import { moduleOrNull } from './modules.ts';
import type { PageEvents, PageWindow } from './whatsapp-web-modules.ts';

declare const window: PageWindow & { [WATCH_KEY]?: SyncWatch };

const WATCH_KEY: unique symbol = Symbol.for('grabber.sync-watch');

/** The probes and the reads of one page share it. Times are those of performance.now(). */
export type SyncWatch = {
  /** Since when the page has been connected without a break. */
  upSince: number | null;
  /** Since when what was missed has counted as delivered. */
  deliveredSince: number | null;
  /** The version of the address book was seen. It stays while the page lives. */
  hasAddressBook: boolean;
  /** Breaks between two looks are seen by the page's events. */
  isListening: boolean;
};

/** The watch of this page, after a look. */
export function lookAtSync(): SyncWatch {
  window[WATCH_KEY] ??= {
    upSince: null,
    deliveredSince: null,
    hasAddressBook: false,
    isListening: false,
  };
  const watch = window[WATCH_KEY];
  watch.isListening ||= listen(watch);
  noteState(watch);
  return watch;
}

/** The page is not connected: when it is again, its time counts from there. */
export function noteLostLine(): void {
  const watch = window[WATCH_KEY];
  if (watch) watch.upSince = null;
}

/** What was missed counts as delivered. The bus says so; WAWebCmd has a copy, for a page whose bus is elsewhere. */
export function isDelivered(): unknown {
  const bus = moduleOrNull('WAWebBackendEventBus')?.BackendEventBus;
  return bus?.isOfflineDeliveryEnd ?? moduleOrNull('WAWebCmd')?.Cmd?.isOfflineDeliveryEnd;
}

/**
 * After a lost line the page shows the end of the earlier delivery until the server announces what was missed,
 * and its database lags behind a delivery. So the end must have held for a while.
 */
export function hasCaughtUp({ upSince, deliveredSince }: SyncWatch, settleMs: number): unknown {
  const delivered = isDelivered();
  if (delivered !== true || upSince === null || deliveredSince === null) return delivered;
  return performance.now() - Math.max(upSince, deliveredSince) >= settleMs;
}

function noteState(watch: SyncWatch): void {
  const now = performance.now();
  const socket = moduleOrNull('WAWebSocketModel')?.Socket;
  const isUp = socket?.state === 'CONNECTED' && socket.stream === 'CONNECTED';
  watch.upSince = isUp ? (watch.upSince ?? now) : null;
  watch.deliveredSince = isDelivered() === true ? (watch.deliveredSince ?? now) : null;
}

/** False while the page does not have its events yet. */
function listen(watch: SyncWatch): boolean {
  const socket: PageEvents | undefined = moduleOrNull('WAWebSocketModel')?.Socket;
  const bus: PageEvents | undefined = moduleOrNull('WAWebCmd')?.Cmd;
  if (typeof socket?.on !== 'function' || typeof bus?.on !== 'function') return false;
  const look = () => noteState(watch);
  socket.on('change:state', look);
  socket.on('change:stream', look);
  bus.on('offline_delivery_end_from_bridge', look);
  bus.on('offline_delivery_state_reset_from_bridge', () => {
    // The next end may have come before this event.
    watch.deliveredSince = null;
    look();
  });
  return true;
}
