// Runs inside WhatsApp Web. What the engine does with a session. Nothing may reject without a handler: the
// page would write it into WhatsApp's log.

import { moduleOrNull } from './modules.ts';
import { delay } from './tasks.ts';

/** WhatsApp's answer has no deadline of its own. */
const UNPAIR_PATIENCE_MS = 10_000;

/** Starts a new run of QR codes. Each build has one of these; false where it has none. */
export function refreshQr(): boolean {
  const bus = moduleOrNull('WAWebBackendEventBus')?.BackendEventBus;
  const utils = moduleOrNull('WAWebLaunchSocketUtils');
  const commands = moduleOrNull('WAWebCmd')?.Cmd;
  if (typeof bus?.triggerRefreshQR === 'function') bus.triggerRefreshQR();
  else if (typeof utils?.refreshQR === 'function') utils.refreshQR();
  else if (typeof commands?.refreshQR === 'function') commands.refreshQR();
  else return false;
  return true;
}

/**
 * Tries a lost line at once, instead of after the page's own pause; a line that is open stays. Throws while the
 * page has stopped its communication.
 */
export function reconnect(): void {
  moduleOrNull('WAComms')?.maybeResetSocketLoop?.();
}

/** A page without a window counts as focused, so that the account would look online. */
export function lookOffline(): void {
  moduleOrNull('WAWebStreamModel')?.Stream?.markUnavailable?.();
}

/** Resolves to WhatsApp's answer to the wish to unlink: 200 means unlinked, 0 no answer. Never rejects. */
export async function unpair(): Promise<number> {
  return Promise.race([askToUnpair(), delay(UNPAIR_PATIENCE_MS).then(() => 0)]);
}

async function askToUnpair(): Promise<number> {
  try {
    const answer = await moduleOrNull('WAWebUnpairDeviceJob')?.unpairDevice?.('user_initiated');
    return typeof answer?.status === 'number' ? answer.status : 0;
  } catch {
    return 0;
  }
}

/** Clears the page's login, and navigates. */
export function leaveAccount(): void {
  moduleOrNull('WAWebSocketModel')?.Socket?.logout?.();
}
