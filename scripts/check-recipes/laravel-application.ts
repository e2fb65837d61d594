import { randomBytes } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { freePort } from '@grabber/primitives/testing/steady-port';
import { runProgram, type Server, startServer } from './programs.ts';
import { findDifferences, readCopies, readStored, readTable } from './rows.ts';
import { startUnsteadyProxy, type UnsteadyProxy } from './unsteady-proxy.ts';
import { assert, RECIPES, type Tenant, until, type World } from './world.ts';

const SKELETON = join(import.meta.dirname, 'laravel-app');
const VERSION = 'Laravel Framework 8.83';

type Panel = (method: string, path: string, body?: object) => Promise<Response>;

/** The recipe in a Laravel application of its own, with a web server and a worker that can be stopped. */
export type Application = {
  readonly database: string;
  readonly webhookUrl: string;
  readonly secret: string;
  readonly panel: Panel;
  /** Between the application and the API. */
  readonly proxy: UnsteadyProxy;
  artisan(...args: string[]): Promise<string>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

export async function createApplication(world: World, tenant: Tenant): Promise<Application> {
  const folder = join(world.folder, 'laravel');
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  const database = join(folder, 'database/main.sqlite');
  for (const source of [SKELETON, join(RECIPES, 'laravel')]) {
    cpSync(source, folder, { recursive: true });
  }
  for (const name of ['storage/framework/cache/data', 'storage/logs', 'bootstrap/cache']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const proxy = await startUnsteadyProxy(world.apiUrl, { losesAnswers: true });
  const env = { ...tenant.env, GRABBER_URL: proxy.url, PANEL_TOKEN: token };
  const settings = { ...env, APP_KEY: `base64:${randomBytes(32).toString('base64')}` };
  writeFileSync(
    join(folder, '.env'),
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  for (const file of [database, join(folder, 'database/queue.sqlite')]) createDatabase(file);
  const options = { cwd: folder, stopped: world.stopped };
  const artisan = (...args: string[]) => runProgram(['php', 'artisan', ...args], options);
  const version = await artisan('--version');
  assert(version.includes(VERSION), `This is no ${VERSION}: ${version}`);
  await artisan('migrate', '--force');
  const schedule = await artisan('schedule:list');
  assert(schedule.includes('grabber:sync --grab'), 'No schedule syncs at night');
  const url = `http://127.0.0.1:${port}`;
  // Once by hand: the secret goes into .env.
  const webhookUrl = `${url}/api/grabber/webhook`;
  const secretLine = await artisan('grabber:webhook', webhookUrl);
  appendFileSync(join(folder, '.env'), secretLine);
  let running: Server[] = [];
  return {
    ...{ database, proxy, webhookUrl, secret: secretLine.trim().replace(/.*?=/, '') },
    artisan,
    panel: (method, path, body) => callPanel(`${url}/api/whatsapp${path}`, token, method, body),
    start: async () => {
      const web = ['php', '-S', `127.0.0.1:${port}`, '-t', 'public', 'public/index.php'];
      const worker = ['php', 'artisan', 'queue:work', '--sleep=0.2'];
      running = [await startServer(web, port, options), await startServer(worker, 0, options)];
    },
    stop: async () => {
      for (const server of running.splice(0)) await server.stop();
    },
  };
}

/** With a log of its own: readers and one writer do not block each other. */
function createDatabase(file: string): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
}

function callPanel(url: string, token: string, method: string, body?: object): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'content-type': 'application/json',
  };
  return fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

/** Who is compared: the application's copy of one session with the API's rows. */
export type Copied = {
  readonly tenant: Tenant;
  readonly app: Application;
  readonly sessionId: string;
};

export async function findCopyDifferences({ app, tenant, sessionId }: Copied): Promise<string[]> {
  const stored = await readStored(tenant, sessionId);
  return [
    ...findDifferences(stored, readCopies(app.database, 'remote_id', sessionId)),
    ...columnsThatDiffer(app.database, sessionId),
  ];
}

/** The columns of the table hold what the whole answer beside them holds. */
function columnsThatDiffer(database: string, sessionId: string): string[] {
  const rows = readTable(database, 'SELECT * FROM contacts WHERE session_id = ?', sessionId);
  return rows.flatMap((row) => {
    const data = JSON.parse(row.data as string) as Record<string, unknown>;
    const stored = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value);
    const names = Object.keys(row).filter((name) => name !== 'id' && name in data);
    return names
      .filter((name) => row[name] !== stored(data[name]))
      .map((name) => `column ${name} of ${row.remote_id}`);
  });
}

export async function untilEqual(parts: Copied): Promise<void> {
  await until(
    () => findCopyDifferences(parts),
    (found) => found.length === 0,
  );
}
