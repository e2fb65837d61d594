import type { Browser, Page } from 'puppeteer';

const VERSION = /(\d+)(?:\.\d+){3}/;
const PLATFORMS = [
  ['Windows', 'Windows'],
  ['Macintosh', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/**
 * Names the browser's platform and version as they are, without the word "Headless". WhatsApp Web compares the
 * user agent with what the browser can do, and refuses one that is too old.
 */
export async function setTrueUserAgent(client: {
  readonly pupBrowser?: Browser | null | undefined;
  readonly pupPage?: Page | null | undefined;
}): Promise<void> {
  const { pupBrowser: browser, pupPage: page } = client;
  if (!browser || !page) return;
  const [agent, product] = await Promise.all([browser.userAgent(), browser.version()]);
  const [fullVersion = '', major = ''] = VERSION.exec(product) ?? [];
  const platform = PLATFORMS.find(([word]) => agent.includes(word))?.[1] ?? 'Linux';
  await page.setUserAgent({
    userAgent: agent.replace('HeadlessChrome', 'Chrome'),
    userAgentMetadata: {
      brands: [
        { brand: 'Chromium', version: major },
        { brand: 'Not_A Brand', version: '99' },
      ],
      fullVersion,
      platform,
      platformVersion: '',
      architecture: process.arch === 'arm64' ? 'arm' : 'x86',
      model: '',
      mobile: false,
    },
  });
}
