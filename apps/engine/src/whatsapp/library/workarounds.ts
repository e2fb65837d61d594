/**
 * The library injects itself again after every navigation, in an event handler whose rejection nobody
 * catches: a page that reloads or closes at the wrong moment would end this process. The first
 * injection, which `initialize()` waits for, still rejects there.
 */
export function guardInjection(client: object, onFailed: (error: unknown) => void): void {
  const library = client as { inject(): Promise<void> };
  const inject = library.inject.bind(library);
  let isFirst = true;
  library.inject = async () => {
    if (isFirst) {
      isFirst = false;
      return inject();
    }
    await inject().catch(onFailed);
  };
}

/**
 * Keeps the library from listening to messages: every one would be serialised out of the page, an
 * unread counter would make it query a group's metadata, and since WhatsApp Web renamed the fields of
 * message keys its listeners throw inside WhatsApp's own event loop. Contacts need none of it.
 */
export function leaveMessagesAlone(client: object): void {
  const library = client as { attachEventListeners(): Promise<void> };
  library.attachEventListeners = async () => undefined;
}

/**
 * Keeps the library from reading WhatsApp Web's page a second time for its version cache, which is not
 * used here: it does so in an event handler whose rejection nobody catches, so a page that leaves while
 * it reads would end this process.
 */
export function skipVersionCache(client: object): void {
  const library = client as { initWebVersionCache(): Promise<void> };
  library.initWebVersionCache = async () => undefined;
}
