import type { Page } from 'playwright-core';

/** A name that would run a script, if it were not text everywhere. */
export const EVIL = '<img src=x onerror="globalThis.planted = 1">';

const PLANT = `(async () => {
  const refused = new Set();
  const note = ({ effectiveDirective }) => refused.add(effectiveDirective);
  document.addEventListener('securitypolicyviolation', note);
  const script = document.createElement('script');
  script.textContent = 'globalThis.planted = 2';
  const holder = document.createElement('div');
  holder.innerHTML = ${JSON.stringify(EVIL)};
  const failed = new Promise((resolve) => holder.firstChild.addEventListener('error', resolve));
  const opened = document.querySelector('[role=dialog], [role=menu]');
  (opened ?? document.querySelector('main') ?? document.body).append(script, holder);
  await failed;
  for (let look = 0; look < 1_000 && refused.size < 2; look += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  script.remove();
  holder.remove();
  document.removeEventListener('securitypolicyviolation', note);
  return { ran: globalThis.planted ?? null, refused: [...refused].sort() };
})()`;

/** What a page does that refuses both. */
export const REFUSED = { ran: null, refused: ['script-src-attr', 'script-src-elem'] };

/** Adds a script and an image with a script to what is shown. Answers what ran, and what the page's policy refused. */
export const plantScripts = (page: Page): Promise<typeof REFUSED> => page.evaluate(PLANT);

const EVIL_SHOWN = `(() => {
  const fields = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
  const words = [document.body.innerText, ...fields];
  const asElement = document.querySelector('img[src="x"], [onerror]');
  return {
    isText: words.some((text) => text.includes(${JSON.stringify(EVIL)})),
    isElement: asElement !== null || globalThis.planted !== undefined,
  };
})()`;

/** How the page shows the evil name. */
export const evilShown = (page: Page): Promise<{ isText: boolean; isElement: boolean }> =>
  page.evaluate(EVIL_SHOWN);
