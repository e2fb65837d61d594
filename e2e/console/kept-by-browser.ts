import type { Page } from 'playwright-core';

const KEPT_BY_BROWSER = `async (addresses) => {
  const cached = { cache: 'only-if-cached', mode: 'same-origin' };
  const text = (address) => fetch(address, cached).then((answer) => answer.text(), () => '');
  return JSON.stringify([
    document.documentElement.outerHTML,
    document.title,
    { ...localStorage },
    { ...sessionStorage },
    await indexedDB.databases(),
    await caches.keys(),
    await Promise.all(addresses.map(text)),
  ]);
}`;

/**
 * Notes from now on what a page asks of the API. The answer says what the browser keeps: of the page, its storages, and
 * the cached answers to those requests.
 */
export function keptByBrowser(page: Page): () => Promise<string> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes('/api/')) asked.add(request.url());
  });
  return () => page.evaluate(`(${KEPT_BY_BROWSER})(${JSON.stringify([...asked])})`);
}
