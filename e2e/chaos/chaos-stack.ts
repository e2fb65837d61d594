import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { type SilentProxy, startSilentProxy } from '@grabber/database/testing/silent-proxy';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@grabber/embedded-postgres';
import type { Truth } from '@grabber/whatsapp-simulator/account/truth';
import { createRestClient, poll, type RestClient } from '../support/rest-client.ts';
import { ADMIN_KEY, startWholeStack, type WholeStack } from '../support/whole-stack.ts';
import type { Random } from './seeded-random.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { type SteadyLoad, startSteadyLoad } from './steady-load.ts';

const ACCOUNT_ID = 'chaos';
const ACCOUNT = { account_id: ACCOUNT_ID, seed: 17, contacts: 2_000, groups: 40, participants: 40 };
const CONNECT_MS = 120_000;

/** A page that hangs is found within seconds, and a browser may end more often than in a bad day. */
const ENGINE = {
  ENGINE_HANG_TIMEOUT_MS: '5000',
  ENGINE_RESTART_DELAY_MS: '100',
  ENGINE_RESTART_ATTEMPTS: '1000',
};
const API = { RATE_LIMIT_PER_MINUTE: '0', BROWSER_STARTS_PER_HOUR: '0' };

/** The whole stack, linked and under load, with a way to trouble each part. */
export type Chaos = {
  readonly stack: WholeStack;
  /** Of Postgres. */
  readonly dataDir: string;
  readonly proxy: SilentProxy;
  /** The database without the proxy. */
  readonly db: Database;
  readonly databaseUrl: string;
  /** Null where this process may not mount one. */
  readonly disk: SmallDisk | null;
  readonly random: Random;
  readonly call: RestClient;
  readonly sessionId: string;
  readonly load: SteadyLoad;
  /** Sets the wall clock of API and engine off by so much. */
  stepClock(ms: number): Promise<void>;
  /** Some contacts and members come, one goes, a group is renamed. */
  changeAccount(): Promise<void>;
  truth(): Truth;
  close(): Promise<void>;
};

export async function startChaos(random: Random): Promise<Chaos> {
  await using opened = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-chaos-'));
  opened.defer(() => rm(dataDir, { recursive: true, force: true }));
  const disk = await mountSmallDisk(dataDir);
  if (disk) opened.defer(() => disk.unmount());
  await chmod(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir, owner: 'a test' });
  opened.defer(() => postgres.stop());
  const proxy = await startSilentProxy(postgres.url);
  opened.defer(() => proxy.close());
  const clockDir = await mkdtemp(join(tmpdir(), 'grabber-clock-'));
  opened.defer(() => rm(clockDir, { recursive: true, force: true }));
  const clockFile = join(clockDir, 'step');
  const stepClock = (ms: number) => writeFile(clockFile, String(ms));
  await stepClock(0);
  const clock = {
    CHAOS_CLOCK_FILE: clockFile,
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'stepped-clock.ts'))}`,
  };
  const settings = { engine: { ...ENGINE, ...clock }, api: { ...API, ...clock } };
  const stack = await startWholeStack(proxy.url, settings);
  opened.defer(() => stack.close());
  const databaseUrl = directUrl(postgres, stack.databaseUrl);
  const db = openDatabase(databaseUrl, { max: 2 });
  opened.defer(() => db.close());
  const call = createRestClient(stack.apiUrl, ADMIN_KEY);
  const sessionId = await link(stack, call);
  const account = await followAccount(stack);
  const load = startSteadyLoad(stack.apiUrl, sessionId);
  opened.defer(() => load.stop());
  const resources = opened.move();
  const close = () => resources.disposeAsync();
  const parts = { stack, dataDir, proxy, db, databaseUrl, disk, random, call, sessionId, load };
  return { ...parts, ...account, stepClock, close };
}

function directUrl(postgres: EmbeddedPostgres, proxied: string): string {
  const url = new URL(postgres.url);
  url.pathname = new URL(proxied).pathname;
  return url.href;
}

/** Links a session with the account, and grabs it once. */
async function link({ simulator }: WholeStack, call: RestClient): Promise<string> {
  await simulator.control.createAccount(ACCOUNT);
  const created = await call('POST', '/sessions', { body: { name: 'Chaos', start: true } });
  const sessionId: string = created.body.data.session_id;
  const path = (rest: string) => `/sessions/${sessionId}/${rest}`;
  const untilStatus = (wanted: string) => {
    const status = async () => (await call('GET', path('status'))).body.data;
    return poll(status, (data) => data?.status === wanted, CONNECT_MS);
  };
  await untilStatus('qr');
  const { qr } = (await call('GET', path('qr'))).body.data;
  await simulator.control.scanQr({ qr, account_id: ACCOUNT_ID });
  await untilStatus('connected');
  const { status, body } = await call('POST', path('grab-all'));
  if (status !== 200) throw new Error(`The first grab failed: ${JSON.stringify(body)}`);
  return sessionId;
}

async function followAccount({ simulator: { control } }: WholeStack) {
  let truth = await control.truth(ACCOUNT_ID);
  let changes = 0;
  async function changeAccount(): Promise<void> {
    changes += 1;
    const [group] = truth.groups;
    const [gone] = truth.contacts;
    if (!group || !gone) throw new Error('The account is empty.');
    const added = Array.from({ length: 5 }, (_, n) => ({
      type: 'add_contact' as const,
      address_book_name: `Round ${changes} ${n}`,
      is_saved: true,
      known_by: 'phone' as const,
    }));
    await control.changeAccount(ACCOUNT_ID, [
      ...added,
      { type: 'remove_contact', contact_id: gone.contact_id },
      { type: 'update_group', group_id: group.contact_id, set: { subject: `Round ${changes}` } },
      { type: 'add_member', group_id: group.contact_id },
    ]);
    truth = await control.truth(ACCOUNT_ID);
  }
  return { changeAccount, truth: () => truth };
}
