import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testBrowser } from '@grabber/whatsapp-simulator/testing/browser';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
  type Request,
} from 'playwright-core';

export type ConsoleVisit = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page asked of other origins, and what it complained of. Both stay empty. */
  readonly foreign: string[];
  readonly complaints: string[];
  /** Resolves when the page has asked for nothing for a moment. The stream of events does not count. */
  quiet(): Promise<void>;
};

const PATIENCE_MS = 60_000;
const foreignOf = new WeakMap<Browser, string[]>();

/** What all pages of a browser asked of other origins than theirs. */
export const foreignRequests = (browser: Browser): readonly string[] =>
  foreignOf.get(browser) ?? [];

const CALM_LOOKS = 3;
const LOOK_MS = 40;

export type VisitChoices = {
  readonly language?: string;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Nothing moves. */
  readonly isStill?: boolean;
};

/** A real Chromium for the console. A packaged one has a font of its own, without which a text has no size. */
export async function openConsoleBrowser(): Promise<Browser> {
  const { executablePath, environment } = await testBrowser();
  const folder = await mkdtemp(join(tmpdir(), 'grabber-console-'));
  const fonts = ['/usr/share/fonts', dirname(executablePath)].map((dir) => `<dir>${dir}</dir>`);
  await writeFile(join(folder, 'fonts.conf'), `<fontconfig>${fonts.join('')}</fontconfig>`);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    env: { PATH: '/usr/bin:/bin', HOME: folder, ...environment, FONTCONFIG_PATH: folder },
  });
  browser.on('disconnected', () => void rm(folder, { recursive: true, force: true }));
  return browser;
}

/** A browser window of its own: its cookies and its storage are shared with no other. */
export async function visitConsole(
  browser: Browser,
  url: string,
  choices: VisitChoices = {},
): Promise<ConsoleVisit> {
  const { language = 'id', theme = 'light', width = 1_280, height = 720 } = choices;
  const context = await browser.newContext({
    ...{ colorScheme: theme, locale: language, viewport: { width, height } },
    // What fades in has another contrast on its way.
    ...(choices.isStill && { reducedMotion: 'reduce' }),
  });
  // A busy machine is slow, and a wait ends as soon as its condition holds.
  context.setDefaultTimeout(PATIENCE_MS);
  const foreign: string[] = [];
  const { origin } = new URL(url);
  noteForeign(context, origin, (asked) => {
    foreign.push(asked);
    foreignOf.set(browser, [...foreignRequests(browser), asked]);
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const open = new Set<Request>();
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  page.on('request', (request) => {
    if (!request.url().endsWith('/api/events')) open.add(request);
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    // A refused request is what some tests want, and shows as a line of this kind.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  await page.goto(url);
  return {
    ...{ context, page, foreign, complaints },
    async quiet() {
      for (let calm = 0; calm < CALM_LOOKS; ) {
        await sleep(LOOK_MS);
        calm = open.size === 0 ? calm + 1 : 0;
      }
    },
  };
}

/** Of all its windows, those of links and of workers, too. */
function noteForeign(context: BrowserContext, origin: string, note: (url: string) => void): void {
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol.startsWith('http') && asked !== origin) note(request.url());
  });
  context.on('page', (page) =>
    page.on('websocket', (socket) => {
      if (new URL(socket.url()).host !== new URL(origin).host) note(socket.url());
    }),
  );
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What is wrong with the page by WCAG 2.2 AA, as `rule: element`. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    // @ts-expect-error axe is a global of the page
    const { violations } = await globalThis.axe.run({ runOnly: { type: 'tag', values: tags } });
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html}`),
    );
  });
}
