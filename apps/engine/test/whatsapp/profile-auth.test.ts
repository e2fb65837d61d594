import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createProfileAuth } from '../../src/whatsapp/library/profile-auth.ts';

let root: string;
let userDataDir: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'profile-auth-'));
  userDataDir = join(root, 'session');
  await mkdir(userDataDir);
  await writeFile(join(userDataDir, 'Cookies'), 'linked');
});

afterEach(() => rm(root, { recursive: true, force: true }));

/** The calls of the library while a browser runs, with a profile where its own strategy keeps one. */
function startedClient() {
  const onPage = vi.fn(async () => undefined);
  const client = { options: { puppeteer: { userDataDir } } };
  const strategy = createProfileAuth(onPage) as unknown as Record<
    'setup' | 'beforeBrowserInitialized' | 'afterBrowserInitialized' | 'logout' | 'destroy',
    (client?: object) => Promise<void>
  >;
  return { onPage, client, strategy };
}

it('the library starts in the given profile, and reports its page', async () => {
  const { onPage, client, strategy } = startedClient();
  await strategy.setup(client);
  await strategy.beforeBrowserInitialized();
  expect(onPage).not.toHaveBeenCalled();
  await strategy.afterBrowserInitialized();
  expect(onPage).toHaveBeenCalledOnce();
  expect(client.options.puppeteer.userDataDir).toBe(userDataDir);
});

it('the library does not delete the profile when the device is unlinked, since the browser still uses it', async () => {
  const { client, strategy } = startedClient();
  await strategy.setup(client);
  await strategy.beforeBrowserInitialized();
  await strategy.logout();
  await strategy.destroy();
  expect(await readdir(userDataDir)).toEqual(['Cookies']);
});
