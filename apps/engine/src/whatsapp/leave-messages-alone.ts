/**
 * Keeps the library from listening to messages: every one would be serialised out of the page, an
 * unread counter would make it query a group's metadata, and since WhatsApp Web renamed the fields of
 * message keys its listeners throw inside WhatsApp's own event loop. Contacts need none of it.
 */
export function leaveMessagesAlone(client: object): void {
  const library = client as { attachEventListeners(): Promise<void> };
  library.attachEventListeners = async () => undefined;
}
