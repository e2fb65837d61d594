import type { Page } from 'puppeteer';
import type { PageProbe } from '../reader/page/probe.ts';
import { PROBE_SCRIPT } from '../reader/page-script.ts';

/**
 * Looks at the page. This, not the library's events, decides about a session's status: the library never
 * says "ready" when the page synced before it listened, says it again on every later sync, and says
 * nothing of a page that was reloaded. Rejects while the page navigates, and when it is gone.
 */
export async function probePage(page: Page): Promise<PageProbe> {
  return JSON.parse((await page.evaluate(PROBE_SCRIPT)) as string);
}
