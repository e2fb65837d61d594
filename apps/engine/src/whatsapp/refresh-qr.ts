import type { Page } from 'puppeteer';

const REFRESH_SCRIPT = "window.require('WAWebCmd').Cmd.refreshQR()";

/**
 * Starts a new run of QR codes. The library means to do it when the codes are exhausted, but calls
 * `window` on Node's side and so never does.
 */
export async function refreshQr(page: Page): Promise<void> {
  await page.evaluate(REFRESH_SCRIPT);
}
