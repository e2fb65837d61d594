import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import type { Browser, Page } from 'playwright-core';
import { buildConsole } from '../../scripts/console/build-console.ts';
import { createRestClient, poll, type RestClient } from '../support/rest-client.ts';
import { ADMIN_KEY, startWholeStack, type WholeStack } from '../support/whole-stack.ts';
import {
  type ConsoleVisit,
  foreignRequests,
  openConsoleBrowser,
  type VisitChoices,
  visitConsole,
} from './console-page.ts';

type KeyWish = { readonly name: string; readonly scopes?: readonly string[]; sessions?: string[] };

/** The whole stack with the console, a Chromium to look at it, and the admin's REST client. */
export type ConsoleStack = {
  readonly stack: WholeStack;
  readonly call: RestClient;
  readonly browser: Browser;
  /** Creates an account at WhatsApp and a session that is linked with it, and grabs it. Answers the session's id. */
  link(name: string, account: Partial<AccountSpec> & { account_id: string }): Promise<string>;
  /** A new key, with every scope unless others are wanted. */
  createKey(wish: KeyWish): Promise<{ readonly id: string; readonly key: string }>;
  /** Opens the console in a window of its own, and signs in with that key. */
  visit(key: string, choices?: VisitChoices): Promise<ConsoleVisit>;
  /** Rejects when a page asked another origin. */
  close(): Promise<void>;
};

export async function startConsoleStack(
  postgresUrl: string,
  api: Readonly<Record<string, string>> = {},
): Promise<ConsoleStack> {
  const consoleDir = await buildConsole();
  const stack = await startWholeStack(postgresUrl, { api: { CONSOLE_DIR: consoleDir, ...api } });
  const browser = await openConsoleBrowser();
  const call = createRestClient(stack.apiUrl, ADMIN_KEY);
  return {
    stack,
    call,
    browser,
    async link(name, account) {
      await stack.simulator.control.createAccount(account);
      const created = await call('POST', '/sessions', { body: { name, start: true } });
      const id: string = created.body.data.session_id;
      await untilStatus(call, id, 'qr');
      const { qr } = (await call('GET', `/sessions/${id}/qr`)).body.data;
      await stack.simulator.control.scanQr({ qr, account_id: account.account_id });
      await untilStatus(call, id, 'connected');
      const grabbed = await call('POST', `/sessions/${id}/grab-all`);
      if (grabbed.status !== 200) throw new Error(JSON.stringify(grabbed.body));
      return id;
    },
    async createKey({ name, scopes = ['read', 'grab', 'manage', 'admin'], sessions }) {
      const created = await call('POST', '/keys', {
        body: { name, scopes, ...(sessions && { sessions }) },
      });
      if (created.status !== 201) throw new Error(JSON.stringify(created.body));
      return { id: created.body.data.key_id, key: created.body.data.key };
    },
    async visit(key, choices) {
      const visit = await visitConsole(browser, stack.apiUrl, choices);
      await signIn(visit.page, key);
      await visit.page.locator('#content').waitFor();
      return visit;
    },
    async close() {
      await browser.close();
      await stack.close();
      const foreign = foreignRequests(browser);
      if (foreign.length > 0) throw new Error(`Asked of other origins: ${foreign.join(', ')}`);
    },
  };
}

async function untilStatus(call: RestClient, id: string, wanted: string): Promise<void> {
  const status = async () => (await call('GET', `/sessions/${id}/status`)).body.data?.status;
  await poll(status, (now) => now === wanted, 120_000);
}

/** On the sign-in screen, in any language: it has one field. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.locator('input[type=password]').fill(key);
  await page.locator('button[type=submit]').click();
}

/** Opens a screen by the menu, without loading the page again. */
export async function openScreen(page: Page, title: string): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name: title, exact: true });
  await link.click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
}
