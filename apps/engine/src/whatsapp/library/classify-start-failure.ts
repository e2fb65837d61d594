import type { ErrorCode } from '@grabber/contracts/error-codes';
import { describeError } from '@grabber/service-kit/scrub';
import { ServiceError } from '@grabber/service-kit/service-error';

/** The library rejects with this string when `window.Debug.VERSION` never appears. */
const SCRIPTS_MISSING = 'auth timeout';
const NETWORK_ERROR = /net::(ERR_[A-Z_]+)/;
const UNKNOWN_MODULE = /unknown module "?(\w+)/i;
const MISFIT = /is not a function|undefined/i;
const NAVIGATED = /context was destroyed|detached frame|Cannot find context|Target closed/i;

/** The page navigated while the library injected its scripts. */
export function isNavigationRace(error: unknown): boolean {
  return NAVIGATED.test(describeError(error));
}

export type StartFailure = {
  readonly error: ServiceError;
  /** Another attempt would end the same way. */
  readonly isFinal: boolean;
};

/**
 * Turns the cause of a failed start into an error that says what to do. A session that was linked before
 * starts again unless a module is missing: late scripts and a page that reloads look like a change, too.
 */
export function classifyStartFailure(
  cause: unknown,
  { hasPage, wasPaired }: { hasPage: boolean; wasPaired: boolean },
): StartFailure {
  const text = describeError(cause);
  const failure = (code: ErrorCode, message: string, isFinal: boolean): StartFailure => ({
    error: new ServiceError(code, message, { cause }),
    isFinal,
  });
  if (text === SCRIPTS_MISSING) {
    const message =
      'WhatsApp Web loaded without window.Debug.VERSION: it has changed, or refuses this browser.';
    return failure('WHATSAPP_WEB_CHANGED', message, !wasPaired);
  }
  const network = NETWORK_ERROR.exec(text)?.[1];
  if (network) {
    const message = `WhatsApp Web could not be loaded (${network}): check the network.`;
    return failure('NO_NETWORK', message, false);
  }
  if (!hasPage) {
    return failure(
      'BROWSER_FAILED',
      'The browser did not start: check the log of the engine.',
      false,
    );
  }
  const missing = UNKNOWN_MODULE.exec(text);
  if (missing) {
    const message = `whatsapp-web.js does not work with this version of WhatsApp Web: module ${missing[1]} is missing.`;
    return failure('WHATSAPP_WEB_CHANGED', message, true);
  }
  if (MISFIT.test(text)) {
    const message = 'whatsapp-web.js does not work with this version of WhatsApp Web.';
    return failure('WHATSAPP_WEB_CHANGED', message, !wasPaired);
  }
  return failure('PAGE_UNRESPONSIVE', 'WhatsApp Web did not start in the browser.', false);
}
