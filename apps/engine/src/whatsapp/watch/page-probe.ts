import type { Page } from 'puppeteer';
import type { PageProbe } from '../reader/page/probe.ts';
import { probeScript } from '../reader/page-script.ts';

/**
 * Probes the page. The probes decide about a session's status, not the library's events: the library emits
 * no "ready" when the page synced before it listened, emits it again on every later sync, and emits nothing
 * after a reload. Rejects while the page navigates, and when it is gone.
 */
export async function probePage(page: Page, settleMs: number): Promise<PageProbe> {
  return JSON.parse((await page.evaluate(probeScript(settleMs))) as string);
}
