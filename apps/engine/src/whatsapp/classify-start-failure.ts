import { describeError } from '@grabber/service-kit/describe-error';
import { ServiceError } from '@grabber/service-kit/service-error';

/** What the library rejects with, as a string, when `window.Debug.VERSION` never appears. */
const SCRIPTS_MISSING = 'auth timeout';
const NETWORK_ERROR = /net::(ERR_[A-Z_]+)/;
const NAVIGATED = /context was destroyed|detached frame|Cannot find context|Target closed/i;

/** The page went elsewhere while the library was still injecting itself. */
export function isNavigationRace(error: unknown): boolean {
  return NAVIGATED.test(describeError(error));
}

/** What made a start fail, as an error that says what to do. */
export function classifyStartFailure(error: unknown, hasPage: boolean): ServiceError {
  const text = describeError(error);
  if (text === SCRIPTS_MISSING) {
    const message =
      'WhatsApp Web loaded without window.Debug.VERSION: it has changed, or refuses this browser.';
    return new ServiceError('WHATSAPP_WEB_CHANGED', message, { cause: error });
  }
  const network = NETWORK_ERROR.exec(text)?.[1];
  if (network) {
    const message = `WhatsApp Web could not be loaded (${network}): check the network.`;
    return new ServiceError('PAGE_UNRESPONSIVE', message, { cause: error });
  }
  if (!hasPage) {
    const message = 'The browser did not start: see the log of the engine.';
    return new ServiceError('BROWSER_FAILED', message, { cause: error });
  }
  const unknownModule = /unknown module|is not a function|undefined/i.test(text);
  return unknownModule
    ? new ServiceError('WHATSAPP_WEB_CHANGED', 'The library no longer fits WhatsApp Web.', {
        cause: error,
      })
    : new ServiceError('PAGE_UNRESPONSIVE', 'WhatsApp Web did not start in the browser.', {
        cause: error,
      });
}
