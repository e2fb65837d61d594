import type { Page } from 'playwright-core';

/** A text id, or a part of a message, that is shown in place of its text. */
const UNTRANSLATED =
  /\b(?:app|nav|accounts|contacts|groups|changes|gaps|grabs|schedules|webhooks|access|health|sign_in|error|action|state|number|confirm|secret|unit|workspace|account|live|chart)\.[a-z]\w*|\{\w+(?:,|\})/;

const TEXTS = `[document.title, document.body.innerText, ...['aria-label', 'title', 'alt', 'placeholder']
  .flatMap((name) => [...document.querySelectorAll('[' + name + ']')].map((one) => one.getAttribute(name)))]`;

/** Texts that are beyond the edge of the window, where nothing scrolls to them. */
const BEYOND_THE_EDGE = `(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const found = scrollWidth > clientWidth ? ['the page is ' + scrollWidth + ' wide'] : [];
  const scrolls = (one) => {
    for (let at = one; at && at.tagName !== 'MAIN' && at.role !== 'dialog'; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    }
    return false;
  };
  for (const one of document.querySelectorAll('main, [role=dialog]')) {
    if (one.scrollWidth > one.clientWidth) found.push(one.tagName + ' is ' + one.scrollWidth + ' wide');
  }
  for (const one of document.querySelectorAll('main *, [role=dialog] *')) {
    const isText = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const { left, right, width, height } = one.getBoundingClientRect();
    if (!isText || width <= 1 || height <= 1 || (left >= -1 && right <= clientWidth + 1)) continue;
    if (!scrolls(one)) found.push('beyond the edge: ' + one.outerHTML.slice(0, 160));
  }
  return found;
})()`;

/** Where the page is not shown as its language wants it. */
export async function languageFaults(page: Page, language: string): Promise<string[]> {
  const texts = (await page.evaluate(TEXTS)) as string[];
  const faults = texts.filter((text) => UNTRANSLATED.test(text)).map((text) => text.slice(0, 200));
  const [lang, direction] = (await page.evaluate(
    '[document.documentElement.lang, document.documentElement.dir]',
  )) as string[];
  if (lang !== language) faults.push(`lang is ${lang}`);
  if (direction !== (language === 'ar' ? 'rtl' : 'ltr')) faults.push(`dir is ${direction}`);
  return faults;
}

/** Whether the menu stands at the start of the line: on the right in Arabic. */
export async function isMirrored(page: Page): Promise<boolean> {
  const menu = await page.locator('aside').boundingBox();
  const content = await page.locator('main').boundingBox();
  if (!menu || !content) throw new Error('The menu is not shown.');
  return menu.x > content.x;
}

export const overflowOf = (page: Page): Promise<string[]> => page.evaluate(BEYOND_THE_EDGE);
