/**
 * Keeps the library from reading WhatsApp Web's page a second time for its version cache, which is not
 * used here: it does so in an event handler whose rejection nobody catches, so a page that leaves while
 * it reads would end this process.
 */
export function skipVersionCache(client: object): void {
  const library = client as { initWebVersionCache(): Promise<void> };
  library.initWebVersionCache = async () => undefined;
}
