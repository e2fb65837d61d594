import type { ErrorCode } from '@grabber/contracts/error-codes';
import { describeError } from '@grabber/service-kit/scrub';
import { ServiceError } from '@grabber/service-kit/service-error';

/** What the library rejects with, as a string, when `window.Debug.VERSION` never appears. */
const SCRIPTS_MISSING = 'auth timeout';
const NETWORK_ERROR = /net::(ERR_[A-Z_]+)/;
const UNKNOWN_MODULE = /unknown module "?(\w+)/i;
const MISFIT = /is not a function|undefined/i;
const NAVIGATED = /context was destroyed|detached frame|Cannot find context|Target closed/i;

/** The page went elsewhere while the library was still injecting itself. */
export function isNavigationRace(error: unknown): boolean {
  return NAVIGATED.test(describeError(error));
}

export type StartFailure = {
  readonly error: ServiceError;
  /** Trying again would end the same way. */
  readonly isFinal: boolean;
};

/**
 * What made a start fail, as an error that says what to do. A session that was linked before is tried
 * again unless a module is gone: scripts that came late and a page that reloaded itself look like a change.
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
    return failure('PAGE_UNRESPONSIVE', message, false);
  }
  if (!hasPage) {
    return failure(
      'BROWSER_FAILED',
      'The browser did not start: see the log of the engine.',
      false,
    );
  }
  const lacking = UNKNOWN_MODULE.exec(text);
  if (lacking) {
    const message = `The library no longer fits WhatsApp Web: it lacks ${lacking[1]}.`;
    return failure('WHATSAPP_WEB_CHANGED', message, true);
  }
  if (MISFIT.test(text)) {
    const message = 'The library no longer fits WhatsApp Web.';
    return failure('WHATSAPP_WEB_CHANGED', message, !wasPaired);
  }
  return failure('PAGE_UNRESPONSIVE', 'WhatsApp Web did not start in the browser.', false);
}
