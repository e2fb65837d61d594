import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { isMirrored, languageFaults, overflowOf } from '../console/console-faults.ts';
import { type ConsoleVisit, violationsOf, visitConsole } from '../console/console-page.ts';
import {
  type ConsoleScreen,
  EMPTY_SCREENS,
  screensOf,
  showScreen,
} from '../console/console-screens.ts';
import { type ConsoleStack, startConsoleStack } from '../console/console-stack.ts';
import { evilShown, plantScripts, REFUSED } from '../console/planted-scripts.ts';
import { createRichBook, type RichBook } from '../console/rich-book.ts';
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

/** Screens that show what has the evil name. */
const WITH_EVIL = [
  ...['accounts', 'account-delete', 'account-logout', 'grab', 'contacts', 'contacts-all'],
  ...['person', 'person-evil', 'groups', 'groups-people', 'group-evil', 'changes', 'changes-all'],
  ...['grabs', 'schedules', 'webhooks', 'keys', 'audit', 'people', 'health'],
];

let own: ConsoleStack;
let book: RichBook;
let screens: readonly ConsoleScreen[];
let emptyKey: string;

beforeAll(async () => {
  const api = {
    RATE_LIMIT_PER_MINUTE: '0',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1',
    // The session that waits for its scan starts once a look.
    BROWSER_STARTS_PER_HOUR: '0',
  };
  own = await startConsoleStack(inject('postgresUrl'), api);
  book = await createRichBook(own);
  screens = screensOf(book);
  await own.call('POST', '/workspaces', { body: { name: 'empty' } });
  const scopes = ['read', 'grab', 'manage', 'admin'];
  const body = { name: 'Baru', workspace: 'empty', scopes };
  emptyKey = (await own.call('POST', '/keys', { body })).body.data.key;
});
afterAll(() => own?.close());

type Look = (typeof LOOKS)[number];

async function faultsOf({ page }: ConsoleVisit, { language, width }: Look) {
  const faults = [...(await violationsOf(page)), ...(await languageFaults(page, language))];
  if ((await evilShown(page)).isElement) faults.push('A name is not only text.');
  return width < 400 ? [...faults, ...(await overflowOf(page))] : faults;
}

async function showAll(key: string, shown: readonly ConsoleScreen[], look: Look): Promise<void> {
  const visit = await own.visit(key, { ...look, isStill: true });
  for (const screen of shown) {
    await showScreen(visit, screen);
    expect.soft([screen.name, await faultsOf(visit, look)]).toEqual([screen.name, []]);
  }
  if (look.width > 1_000) expect(await isMirrored(visit.page)).toBe(look.language === 'ar');
  expect([visit.foreign, visit.complaints]).toEqual([[], []]);
  await visit.context.close();
}

it.each(['/contacts', '/groups', '/changes', '/schedules'])(
  'leads from an empty %s to the accounts',
  async (path) => {
    const visit = await own.visit(emptyKey);
    await showScreen(visit, { name: path, path });
    await visit.page.locator('main a[href="/"]').waitFor();
    await visit.context.close();
  },
);

it('runs nothing that was planted into a screen or a dialog, and shows a name that is a script as text', async () => {
  const visit = await own.visit(ADMIN_KEY, { isStill: true });
  const withEvil: string[] = [];
  for (const screen of screens) {
    await showScreen(visit, screen);
    if ((await evilShown(visit.page)).isText) withEvil.push(screen.name);
    expect.soft([screen.name, await plantScripts(visit.page)]).toEqual([screen.name, REFUSED]);
  }
  expect(withEvil).toEqual(expect.arrayContaining(WITH_EVIL));
  await visit.context.close();
});

describe.each(LOOKS)('the console in $language, $theme, $width px', (look) => {
  // What waits for its scan too long is stopped.
  beforeAll(() => own.call('POST', `/sessions/${book.waitingId}/start`));

  it('shows the sign-in without a fault', async () => {
    const visit = await visitConsole(own.browser, own.stack.apiUrl, { ...look, isStill: true });
    await visit.page.locator('input[type=password]').waitFor();
    expect(await faultsOf(visit, look)).toEqual([]);
    await visit.context.close();
  });

  it('shows every screen without a fault, and asks no other origin', () =>
    showAll(ADMIN_KEY, screens, look));

  it('shows each screen of a workspace without an account, too', () =>
    showAll(emptyKey, EMPTY_SCREENS, look));
});
