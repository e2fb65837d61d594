import { retry } from '@grabber/primitives/retry';
import { describeError } from '@grabber/service-kit/scrub';

const UNKNOWN_MODULE = /unknown module/i;
const LATE_MODULE_RETRY_MS = 250;
const LATE_MODULE_PATIENCE_MS = 5_000;

/**
 * The library injects its scripts again after every navigation, in an event handler that does not catch
 * its rejection: a page that reloads or closes at the wrong moment would end this process. The first
 * injection still rejects, since `initialize()` waits for it.
 */
export function guardInjection(
  client: object,
  { signal, onFailed }: { signal: AbortSignal; onFailed: (error: unknown) => void },
): void {
  const library = client as { inject(): Promise<void> };
  const inject = library.inject.bind(library);
  /** The modules of the QR screen load late: one that is unknown may be there a moment later. */
  const injectPatiently = () =>
    retry(inject, {
      intervalMs: LATE_MODULE_RETRY_MS,
      timeoutMs: LATE_MODULE_PATIENCE_MS,
      willRetry: (error) => UNKNOWN_MODULE.test(describeError(error)),
      signal,
    });
  let isFirst = true;
  library.inject = async () => {
    if (isFirst) {
      isFirst = false;
      return injectPatiently();
    }
    await injectPatiently().catch(onFailed);
  };
}

/**
 * Keeps the library from listening to messages. It would serialise every message out of the page and query
 * a group's metadata for each unread counter. Its listeners also throw inside WhatsApp's own event loop
 * since WhatsApp Web renamed the fields of message keys. Reads of contacts do not need messages.
 */
export function leaveMessagesAlone(client: object): void {
  const library = client as { attachEventListeners(): Promise<void> };
  library.attachEventListeners = async () => undefined;
}

/**
 * Keeps the library from reading the page's HTML for its version cache, which the engine does not use. It
 * reads in an event handler that does not catch its rejection: a navigation during the read would end this
 * process.
 */
export function skipVersionCache(client: object): void {
  const library = client as { initWebVersionCache(): Promise<void> };
  library.initWebVersionCache = async () => undefined;
}
