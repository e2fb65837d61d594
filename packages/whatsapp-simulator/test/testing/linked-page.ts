import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer';
import type { AccountSpec } from '../../src/account/account-spec.ts';
import type { Truth } from '../../src/account/truth.ts';
import type { AccountView } from '../../src/control/account-view.ts';
import type { Simulator } from '../../src/simulator.ts';
import { launchBrowser, makeProfile } from './test-browser.ts';

const READ_ACCOUNT = readFileSync(new URL('./read-account.js', import.meta.url), 'utf8');
const ADDRESS = 'https://web.whatsapp.com/';
const QR_TEXT = `(async () => {
  const { getRegistrationInfo } = require('WAWebSignalStoreApi').waSignalStore;
  const noise = await require('WAWebUserPrefsInfoStore').waNoiseInfo.get();
  const { encodeB64 } = require('WABase64');
  return [
    require('WAWebConnModel').Conn.ref,
    encodeB64(noise.staticKeyPair.pubKey),
    encodeB64((await getRegistrationInfo()).identityKeyPair.pubKey),
    require('WAWebUserPrefsMultiDevice').getADVSecretKey(),
    require('WAWebCompanionRegClientUtils').DEVICE_PLATFORM,
  ].join(',');
})()`;

/** Many times what a page takes on a machine with other work. */
const PATIENCE_MS = 240_000;

export type TestPage = Awaited<ReturnType<typeof openPage>>;

/** A browser on the simulated page. `close` ends it, and removes a temporary profile. */
export async function openPage(simulator: Simulator, profile?: string) {
  const directory = profile ?? (await makeProfile());
  const browser = await launchBrowser(simulator.browserArgs, directory);
  const page = await firstPage(browser);
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(ADDRESS);
  return {
    browser,
    page,
    profile: directory,
    /** Evaluates an expression in the page. */
    evaluate: <Value>(expression: string) => page.evaluate(expression) as Promise<Value>,
    state: () => page.evaluate("require('WAWebSocketModel').Socket.state") as Promise<string>,
    /** Waits until an expression is true. Survives navigations. */
    until: (expression: string) => page.waitForFunction(expression, { polling: 20 }),
    /** Resolves when the page has navigated to this address, which the page itself may change at once. */
    leavesFor: (path: string) =>
      new Promise<void>((resolve) => {
        page.on('framenavigated', (frame) => {
          if (frame.url() === new URL(path, ADDRESS).href) resolve();
        });
      }),
    async qrText(): Promise<string> {
      await page.waitForFunction(
        "window.Debug?.VERSION && require('WAWebSocketModel').Socket.state === 'UNPAIRED'",
      );
      return page.evaluate(QR_TEXT) as Promise<string>;
    },
    readAccount: () => page.evaluate(READ_ACCOUNT) as Promise<Truth>,
    async close() {
      await browser.close();
      if (profile === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

export const HAS_SYNCED = "window.Debug?.VERSION && require('WAWebSocketModel').Socket.hasSynced";

const HAS_PARTS = `(() => {
  const { getHistorySyncStatus } = require('WAWebUserPrefsHistorySync');
  const { isSyncDBootstrapGroupMetadataQueryInProcess } = require('WAWebSyncBootstrap');
  return getHistorySyncStatus()?.recentCompleted && !isSyncDBootstrapGroupMetadataQueryInProcess();
})()`;

/** A page paired with a new account whose history and groups have come, too. */
export async function openLinkedPage(
  simulator: Simulator,
  spec: Partial<AccountSpec>,
  profile?: string,
): Promise<TestPage & { account: AccountView }> {
  const page = await openEarlyPage(simulator, spec, profile);
  await page.until(HAS_PARTS);
  return page;
}

/** A page paired with a new account that has just synced: its parts may come later. */
export async function openEarlyPage(
  simulator: Simulator,
  spec: Partial<AccountSpec>,
  profile?: string,
): Promise<TestPage & { account: AccountView }> {
  const account = await simulator.control.createAccount(spec);
  const page = await openPage(simulator, profile);
  await simulator.control.scanQr({ qr: await page.qrText(), account_id: account.account_id });
  await page.until(HAS_SYNCED);
  return { ...page, account };
}

async function firstPage(browser: Browser): Promise<Page> {
  const [page] = await browser.pages();
  return page ?? browser.newPage();
}

type Account = Pick<Truth, 'contacts' | 'groups'>;

/** Sorted by id, so that answers in any order can be compared. */
export function byId({ contacts, groups }: Account): Account {
  const compare = (a: { contact_id: string }, b: { contact_id: string }) =>
    a.contact_id < b.contact_id ? -1 : 1;
  return { contacts: contacts.toSorted(compare), groups: groups.toSorted(compare) };
}
