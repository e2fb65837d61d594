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
