import type { Page } from 'playwright-core';
import type { ConsoleVisit } from './console-page.ts';
import type { RichBook } from './rich-book.ts';

/** A screen or a dialog of the console: its address, and what is done there, in any language. */
export type ConsoleScreen = {
  readonly name: string;
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
};

const BUSY = ':is(main, [role=dialog]) :is(.animate-spin, [aria-busy=true])';
const OPENED = '[role=dialog], [role=menu], header button[aria-label][aria-expanded=true]';
const dialogOf = (page: Page) => page.getByRole('dialog').last().waitFor();

/** A button of the screen's head, or of the place that the selector names. */
const click =
  (selector: string, place = 0) =>
  async (page: Page) => {
    await page.locator(selector).nth(place).click();
    await dialogOf(page);
  };

/** All rows are chosen, and one of the buttons for them is used. */
const withAllRows = (button: number) => async (page: Page) => {
  await page.locator('[role=columnheader] input').check();
  await page.locator('section[aria-label] button').nth(button).click();
  await dialogOf(page);
};

/** The menu of the first account, counted from its end. */
const accountMenu = (fromEnd: number) => async (page: Page) => {
  await page.locator('main li header button[aria-haspopup=menu]').first().click();
  await page.getByRole('menuitem').nth(-fromEnd).click();
  await dialogOf(page);
};

/** On a narrow window the rooms are behind a button. */
async function openMenu(page: Page): Promise<void> {
  const button = page.locator('header button[aria-expanded]').first();
  if (await button.isVisible()) await button.click();
  await page.locator('aside a').first().waitFor();
}

async function openAccountMenu(page: Page): Promise<void> {
  await page.locator('body header').first().locator('button').last().click();
  await page.getByRole('menu').waitFor();
}

/** Every room with its dialogs. */
export function screensOf(book: RichBook): readonly ConsoleScreen[] {
  const { sessionId: id, waitingId, personId, hiddenId, groupId, grabId, webhookId } = book;
  const groupPath = (one: string) => `/groups?account=${id}&group=${encodeURIComponent(one)}`;
  const person = (one: string) => `/contacts?account=${id}&person=${encodeURIComponent(one)}`;
  const head = 'main header button';
  return [
    { name: 'accounts', path: '/' },
    { name: 'menu', path: '/', act: openMenu },
    { name: 'account-menu', path: '/', act: openAccountMenu },
    { name: 'account-new', path: '/', act: click(head) },
    { name: 'account-delete', path: '/', act: accountMenu(1) },
    { name: 'account-logout', path: '/', act: accountMenu(2) },
    { name: 'pairing', path: `/?pair=${waitingId}`, act: (page) => qr(page) },
    { name: 'grab', path: `/?grab=${id}` },
    { name: 'contacts', path: `/contacts?account=${id}` },
    { name: 'contacts-all', path: '/contacts?saved=true' },
    { name: 'contacts-none', path: `/contacts?account=${id}&q=zzzzzzzz` },
    {
      name: 'contacts-filters',
      path: `/contacts?account=${id}&saved=true`,
      act: click('search ~ button'),
    },
    { name: 'contacts-columns', path: '/contacts', act: click('search ~ button', 1) },
    { name: 'person', path: person(personId) },
    { name: 'person-hidden', path: person(hiddenId) },
    { name: 'person-evil', path: person(book.evil.personId) },
    { name: 'export', path: `/contacts?account=${id}`, act: withAllRows(0) },
    { name: 'tags', path: `/contacts?account=${id}`, act: withAllRows(1) },
    { name: 'contacts-delete', path: `/contacts?account=${id}`, act: withAllRows(3) },
    { name: 'groups', path: `/groups?account=${id}` },
    { name: 'groups-people', path: `/groups?account=${id}&view=people` },
    { name: 'group', path: groupPath(groupId) },
    { name: 'group-history', path: `${groupPath(groupId)}&tab=history` },
    { name: 'group-past', path: `${groupPath(groupId)}&tab=past` },
    { name: 'group-evil', path: groupPath(book.evil.groupId) },
    { name: 'changes', path: `/changes?account=${id}&since=all` },
    { name: 'changes-all', path: '/changes?account=all&since=week' },
    { name: 'grabs', path: '/grabs' },
    { name: 'grab-partial', path: `/grabs?of=${id}&grab=${grabId}` },
    { name: 'schedules', path: '/schedules' },
    { name: 'schedule-form', path: '/schedules', act: click(head) },
    { name: 'webhooks', path: '/webhooks' },
    { name: 'webhook', path: `/webhooks?webhook=${webhookId}` },
    { name: 'webhook-form', path: '/webhooks', act: click(head) },
    { name: 'keys', path: '/access' },
    { name: 'key-form', path: '/access', act: click('main nav ~ div button') },
    { name: 'audit', path: '/access?tab=audit' },
    { name: 'people', path: '/access?tab=people' },
    { name: 'settings', path: '/access?tab=settings' },
    { name: 'workspaces', path: '/access?tab=workspaces' },
    { name: 'health', path: '/system' },
    { name: 'not-found', path: '/nowhere' },
  ];
}

/** What a workspace shows that has no account yet. */
export const EMPTY_SCREENS: readonly ConsoleScreen[] = [
  ...['/', '/contacts', '/groups', '/groups?view=people', '/changes', '/grabs', '/schedules'],
  ...['/webhooks', '/access?tab=audit', '/access?tab=people', '/access?tab=settings', '/system'],
].map((path) => ({ name: `empty ${path}`, path }));

async function qr(page: Page): Promise<void> {
  await page.getByRole('dialog').locator('img').waitFor();
}

/** Goes to a screen without loading the page again, and waits until nothing loads on it. */
export async function showScreen(visit: ConsoleVisit, { path, act }: ConsoleScreen): Promise<void> {
  const { page } = visit;
  const opened = page.locator(OPENED);
  if ((await opened.count()) > 0) await page.keyboard.press('Escape');
  await opened.waitFor({ state: 'detached' });
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`);
  await page.evaluate("window.dispatchEvent(new PopStateEvent('popstate'))");
  await visit.quiet();
  await page.locator('main :is(h1, h2)').first().waitFor();
  await page.locator(BUSY).first().waitFor({ state: 'detached' });
  if (!act) return;
  await act(page);
  await visit.quiet();
  await page.locator(BUSY).first().waitFor({ state: 'detached' });
}
