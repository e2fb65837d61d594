import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isMirrored, languageFaults, overflowOf } from '../support/console-faults.ts';
import { type ConsoleVisit, violationsOf, visitConsole } from '../support/console-page.ts';
import { type ConsoleScreen, screensOf, showScreen } from '../support/console-screens.ts';
import { type ConsoleStack, startConsoleStack } from '../support/console-stack.ts';
import { createRichBook } from '../support/rich-book.ts';
import { ADMIN_KEY } from '../support/whole-stack.ts';

const LANGUAGES = ['id', 'en', 'ar'] as const;
const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 360, height: 740 },
  { width: 1_280, height: 800 },
] as const;
const LOOKS = LANGUAGES.flatMap((language) =>
  THEMES.flatMap((theme) => SIZES.map((size) => ({ language, theme, ...size }))),
);

let own: ConsoleStack;
let screens: readonly ConsoleScreen[];

beforeAll(async () => {
  const api = { RATE_LIMIT_PER_MINUTE: '0', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' };
  own = await startConsoleStack(inject('postgresUrl'), api);
  screens = screensOf(await createRichBook(own));
});
afterAll(() => own?.close());

async function faultsOf({ page }: ConsoleVisit, { language, width }: (typeof LOOKS)[number]) {
  const faults = [...(await violationsOf(page)), ...(await languageFaults(page, language))];
  return width < 400 ? [...faults, ...(await overflowOf(page))] : faults;
}

describe.each(LOOKS)('the console in $language, $theme, $width px', (look) => {
  it('shows every screen without a fault, and asks no other origin', async () => {
    const choices = { ...look, isStill: true };
    const signIn = await visitConsole(own.browser, own.stack.apiUrl, choices);
    await signIn.page.locator('input[type=password]').waitFor();
    expect.soft(['sign-in', await faultsOf(signIn, look)]).toEqual(['sign-in', []]);
    await signIn.context.close();
    const visit = await own.visit(ADMIN_KEY, choices);
    for (const screen of screens) {
      await showScreen(visit, screen);
      expect.soft([screen.name, await faultsOf(visit, look)]).toEqual([screen.name, []]);
    }
    if (look.width > 1_000) expect(await isMirrored(visit.page)).toBe(look.language === 'ar');
    expect([visit.foreign, visit.complaints]).toEqual([[], []]);
    await visit.context.close();
  });
});
