import type { Page } from 'playwright-core';
import { type BenchTab, probe } from './bench-tab.ts';
import { SEARCHES, type Search } from './searches.ts';

/** Between two keys of a person who types fast. */
const KEY_PAUSE_MS = 120;
/** A person looks at what was found. */
const LOOK_MS = 500;
const TIMEOUT_MS = 30_000;

/** Milliseconds from the last key to the painted rows. */
export type SearchTiming = { readonly kind: string; readonly text: string; readonly ms: number };

/** `send`: the key that sends a search form. The console searches while one types. */
export async function measureSearches(tab: BenchTab, send?: 'Enter'): Promise<SearchTiming[]> {
  const { page } = tab;
  const timings: SearchTiming[] = [];
  for (const search of SEARCHES) {
    await page.waitForTimeout(LOOK_MS);
    await page.getByRole('searchbox').click({ clickCount: 3 });
    await page.keyboard.press('ControlOrMeta+A');
    if (send === undefined) await probe(page, 'forgetRequests');
    await typeKeys(tab, search.text);
    if (send !== undefined) await sendForm(page, search, send);
    const wanted = { words: search.words, search: send === undefined ? search.text : null };
    const paintedAt = await atMost(probe<number>(page, 'painted', wanted), search);
    timings.push({
      ...{ kind: search.kind, text: search.text },
      ms: paintedAt - (await probe<number>(page, 'keyAt')),
    });
  }
  return timings;
}

/** Real key presses, also of letters that no keyboard of the test has. */
async function typeKeys({ page, cdp }: BenchTab, text: string): Promise<void> {
  for (const [index, key] of [...text].entries()) {
    if (index > 0) await page.waitForTimeout(KEY_PAUSE_MS);
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, key });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
  }
}

/** Resolves when the page that answers has begun. */
async function sendForm(page: Page, { text }: Search, key: string): Promise<void> {
  const isAnswer = (url: URL) => url.searchParams.get('search') === text;
  const answered = page.waitForURL(isAnswer, { waitUntil: 'commit', timeout: TIMEOUT_MS });
  await page.keyboard.press(key);
  await answered;
}

function atMost<T>(work: Promise<T>, { text }: Search): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`Nothing was shown for ${text}`));
    setTimeout(fail, TIMEOUT_MS).unref();
  });
  return Promise.race([work, late]);
}
