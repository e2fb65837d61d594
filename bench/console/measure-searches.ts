import type { Page } from 'puppeteer';
import { type BenchTab, pause, probe } from './bench-tab.ts';
import { SEARCHES, type Search } from './searches.ts';

/** Between two keys of a person who types fast. */
const KEY_PAUSE_MS = 120;
/** A person looks at what was found. */
const LOOK_MS = 500;
const TIMEOUT_MS = 30_000;

/** Milliseconds from the last key to the painted rows. */
export type SearchTiming = { readonly kind: string; readonly text: string; readonly ms: number };

/** `isForm`: the search is sent by Enter and answered by a page. The console searches while one types. */
export async function measureSearches(tab: BenchTab, isForm: boolean): Promise<SearchTiming[]> {
  const { page } = tab;
  const timings: SearchTiming[] = [];
  for (const search of SEARCHES) {
    await pause(LOOK_MS);
    // Chooses the text of the search before, which the first key replaces.
    await page.click('input[type=search]', { count: 3 });
    if (!isForm) await probe(page, 'forgetRequests');
    await typeKeys(tab, search.text);
    if (isForm) await sendForm(page);
    const wanted = { words: search.words, search: isForm ? null : search.text };
    const paintedAt = await atMost(probe<number>(page, 'painted', wanted), search);
    timings.push({
      ...{ kind: search.kind, text: search.text },
      ms: paintedAt - (await probe<number>(page, 'keyAt')),
    });
  }
  return timings;
}

/** Real key presses, also of letters that no keyboard of the test has. */
async function typeKeys({ cdp }: BenchTab, text: string): Promise<void> {
  for (const [index, key] of [...text].entries()) {
    if (index > 0) await pause(KEY_PAUSE_MS);
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, key });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
  }
}

/** Resolves when the page that answers is there. */
async function sendForm(page: Page): Promise<void> {
  const answered = page.waitForNavigation({ waitUntil: 'domcontentloaded', timeout: TIMEOUT_MS });
  await page.keyboard.press('Enter');
  await answered;
}

function atMost<T>(work: Promise<T>, { text }: Search): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`Nothing was shown for ${text}`));
    setTimeout(fail, TIMEOUT_MS).unref();
  });
  return Promise.race([work, late]);
}
