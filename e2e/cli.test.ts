import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import { type HeldTable, holdTable } from '@grabber/database/testing/hold-table';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { CLI, type CliRun, startCli, startCliInTerminal } from './support/command-line.ts';
import { createRestClient, poll, type RestClient } from './support/rest-client.ts';
import { ADMIN_KEY, startWholeStack, type WholeStack } from './support/whole-stack.ts';

const ACCOUNT = { account_id: 'cli', seed: 11, contacts: 60, groups: 5, participants: 8 };
const ESCAPE = '\u001b';
const HAS_SCRIPT = spawnSync('script', ['--version']).status === 0;

let stack: WholeStack;
let call: RestClient;
let folder: string;
let sessionId: string;
/** Nothing listens there: the ports below 1024 are not given to the servers of other tests. */
const NOWHERE = 'http://127.0.0.1:2';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grabber-cli-'));
  stack = await startWholeStack(inject('postgresUrl'), {
    api: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' },
  });
  call = createRestClient(stack.apiUrl, ADMIN_KEY);
  await stack.simulator.control.createAccount(ACCOUNT);
});
afterAll(async () => {
  await stack?.close();
  await rm(folder, { recursive: true, force: true });
});

const env = () => ({ GRABBER_URL: stack.apiUrl, GRABBER_API_KEY: ADMIN_KEY, DATA_DIR: folder });
const start = (...args: string[]) => startCli(args, env());
const run = (...args: string[]) => start(...args).ended;
/** The result of a command that must work. */
async function read(...args: string[]) {
  const { code, out, err } = await run(...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

describe('wrong calls', () => {
  it.each([
    [
      ['sesions'],
      'There is no command "sesions". Do you mean sessions? See: npm run grabber -- help',
    ],
    [['grab', '--kidn', 'all'], 'There is no option --kidn.'],
    [
      ['grab', '--knd', 'all'],
      'There is no option --knd. Do you mean --kind? See: npm run grabber -- grab --help',
    ],
    [['grab', '--kind', 'most'], '--kind is one of: all, groups, contacts.'],
    [['contacts', '--limit', '0'], '--limit is a whole number from 1 to 1000000.'],
    [['grab', 'a', 'b'], '"b" is one word too many.'],
    [['sessions', 'create'], 'The name is missing.'],
    [['sessions', 'explode'], 'Write one of: list, create, start, stop, restart, logout, delete.'],
    [['keys', 'create', '--name', 'x', '--scopes', 'all'], 'Write --name NAME and --scopes'],
  ])('%j say what to write, and exit with 2', async (args, sentence) => {
    const { code, out, err } = await run(...args);
    expect(err).toContain(sentence);
    expect([code, out]).toEqual([2, '']);
  });

  it('every command has a help in both languages, which needs no API', async () => {
    const { out } = await startCli(['help'], {}).ended;
    const names = [...out.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name as string);
    expect(names).toHaveLength(9);
    const bare = { GRABBER_URL: undefined, GRABBER_API_KEY: undefined, DATA_DIR: folder };
    for (const [place, name] of names.entries()) {
      // The languages in turns: each start takes a second.
      const isEnglish = place % 2 === 0;
      const env = isEnglish ? bare : { ...bare, LC_ALL: 'id_ID.UTF-8' };
      const { code, out: text } = await startCli([name, '--help'], env).ended;
      expect([code, text.startsWith(`Usage: npm run grabber -- ${name}`)]).toEqual([0, true]);
      expect(text).toContain(isEnglish ? 'Every command takes' : 'Setiap perintah menerima');
    }
  });

  it('without an API: one sentence, and exit code 3', async () => {
    const { code, err } = await startCli(['sessions'], { ...env(), GRABBER_URL: NOWHERE }).ended;
    expect([code, err]).toEqual([
      3,
      'The API does not answer (ECONNREFUSED). Start it with npm start, or correct --url.\n',
    ]);
  });

  it('with a wrong key: the message of the API in the language, and exit code 4', async () => {
    const wrong = { ...env(), GRABBER_API_KEY: `wrong-${'x'.repeat(40)}` };
    const { code, err } = await startCli(['sessions', '--lang', 'id'], wrong).ended;
    expect(code).toBe(4);
    expect(err).toMatch(/^API key tidak ada atau tidak valid \(UNAUTHORIZED, request_id \S+\)\n$/);
    expect(err).not.toContain('wrong-');
  });

  it('without a key: says how to get one, and sends no key of this machine to another', async () => {
    const none = { ...env(), GRABBER_API_KEY: undefined };
    const here = await startCli(['sessions'], none).ended;
    expect([here.code, here.err]).toEqual([2, expect.stringContaining('npm run keys -- create')]);
    const remote = { ...none, ADMIN_API_KEY: ADMIN_KEY, GRABBER_URL: 'https://example.invalid' };
    const there = await startCli(['sessions'], remote).ended;
    expect([there.code, there.err]).toEqual([2, expect.stringContaining('No API key was found')]);
  });

  it('a key on the command line works, with a warning', async () => {
    const { code, err } = await startCli(['sessions', '--key', ADMIN_KEY], env()).ended;
    expect(code).toBe(0);
    expect(err).toMatch(/^Warning: a key on a command line/);
    expect(err).not.toContain(ADMIN_KEY);
  });
});

it('finds address and key in the files of the running stack, also as a bin of its own name', async () => {
  const dataDir = join(folder, 'running');
  const bin = join(folder, 'grabber');
  await symlink(CLI, bin);
  await mkdir(join(dataDir, 'secrets'), { recursive: true });
  await writeFile(join(dataDir, 'running.json'), JSON.stringify({ url: stack.apiUrl }));
  await writeFile(join(dataDir, 'secrets', 'admin-api-key'), ADMIN_KEY);
  const { stdout, status } = spawnSync(bin, ['sessions', '--json', '--data-dir', dataDir], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  expect([status, JSON.parse(stdout)]).toEqual([0, { sessions: [] }]);
  const help = spawnSync(bin, ['help'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
  expect(help.stdout).toMatch(/^Usage: grabber COMMAND/);
});

describe('the main job', () => {
  it('refuses a grab of a session that is not connected, says what to do, and exits with 5', async () => {
    const created = await read('sessions', 'create', 'CLI phone', '--external-id', 'cli-1');
    sessionId = created.session_id;
    const { code, err } = await run('grab', 'cli-1');
    expect(code).toBe(5);
    expect(err).toContain('The session is not connected. Status: disconnected.');
    expect(err).toContain('npm run grabber -- pair');
  });

  it('pairs by QR: each step is a line with --json, and it ends when the phone is linked', async () => {
    const pairing = start('pair', 'CLI phone', '--json');
    const [line] = await pairing.prints(/\{"event":"qr".*\}/);
    const { qr } = JSON.parse(line);
    await stack.simulator.control.scanQr({ qr, account_id: ACCOUNT.account_id });
    const { code, out } = await pairing.ended;
    const events = out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(events.at(-1)).toMatchObject({ event: 'connected', session_id: sessionId });
    expect(code).toBe(0);
  });

  it('grabs, and says what was stored', async () => {
    const { code, out, err } = await run('grab');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Stored, complete \(\d+\.\d s\)\n {2}groups +5\n {2}contacts +60\n/);
    expect(out).not.toContain(ESCAPE);
  });

  it('shows contacts as a table and as JSON, by filters', async () => {
    const { out } = await run('contacts', '--type', 'group');
    expect(out.trim().split('\n')).toHaveLength(6);
    const all = await read('contacts', '--type', 'individual', '--all');
    expect([all.contacts.length, all.has_more]).toEqual([60, false]);
    const some = await read('contacts', sessionId, '--limit', '7');
    expect([some.contacts.length, some.has_more]).toEqual([7, true]);
    const searched = await read('contacts', '--search', all.contacts[0].name);
    expect(searched.contacts.map((row: { id: number }) => row.id)).toContain(all.contacts[0].id);
  });

  it('exports into a file that only its user reads, and leaves no half of one', async () => {
    const file = join(folder, 'contacts.csv');
    const { code } = await run('export', '--out', file, '--type', 'individual');
    expect(code).toBe(0);
    const whole = await readFile(file, 'utf8');
    expect(whole.trim().split('\n')).toHaveLength(61);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { out } = await run('export', '--type', 'individual');
    expect(out).toBe(whole);
    const members = await run('export', '--memberships', '--format', 'ndjson');
    expect(members.out.trim().split('\n')).toHaveLength(40);
    const refused = await run(
      'export',
      '--out',
      join(folder, 'x.csv'),
      '--profile',
      'google',
      '--format',
      'xlsx',
    );
    expect(refused.code).toBe(1);
    expect((await readdir(folder)).filter((name) => /part$|^x\./.test(name))).toEqual([]);
  });

  it('an export whose connection breaks leaves no file, and keeps the one before', async () => {
    const file = join(folder, 'contacts.csv');
    const before = await readFile(file, 'utf8');
    const broken = createServer((request, response) => {
      if (!request.url?.includes('/export')) {
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({ data: { sessions: [{ session_id: 'a', session_name: 'a' }] } }),
        );
        return;
      }
      response.writeHead(200, { 'content-type': 'text/csv', 'content-length': '1000' });
      response.write('half', () => response.destroy());
    });
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const { port } = broken.address() as AddressInfo;
    const there = { ...env(), GRABBER_URL: `http://127.0.0.1:${port}` };
    const { code } = await startCli(['export', '--out', file], there).ended;
    broken.close();
    expect(code).not.toBe(0);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect((await readdir(folder)).filter((name) => name.endsWith('part'))).toEqual([]);
  });

  it('follows changes, and keeps its cursor in a file', async () => {
    const cursorFile = join(folder, 'cursor');
    const first = await run('changes', '--json', '--cursor-file', cursorFile);
    expect(first.out.trim().split('\n')).toHaveLength(66);
    const following = start('changes', '--follow', '--json', '--cursor-file', cursorFile);
    const { contacts } = await read('contacts', '--limit', '1');
    const path = `/sessions/${sessionId}/contacts/${encodeURIComponent(contacts[0].contact_id)}`;
    await call('PATCH', path, { body: { note: 'seen' } });
    // A grab wakes the follower.
    await run('grab', '--kind', 'contacts');
    await following.prints(/"change":"changed".*"note"/);
    following.process.kill('SIGINT');
    expect((await following.ended).code).toBe(0);
    expect((await readFile(cursorFile, 'utf8')).trim()).not.toBe('');
  });
});

describe('Ctrl-C during a grab', () => {
  let db: Database;
  let held: HeldTable;
  beforeAll(() => {
    db = openDatabase(stack.databaseUrl, { max: 2 });
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    held = await holdTable(db, 'contacts', 'ACCESS EXCLUSIVE');
  });
  afterEach(() => held.release());

  /** Resolves when the grab of the command waits for the table: others may want it, too. */
  async function startHeldGrab(begin: () => CliRun): Promise<CliRun> {
    const grabbing = begin();
    await poll(waitingGrabs, (count) => count > 0);
    return grabbing;
  }

  /** Of what wants the table meanwhile, only a grab holds the lock of an address book. */
  async function waitingGrabs(): Promise<number> {
    const { rows } = await db.pool.query<{ count: number }>(
      `SELECT count(*) FROM pg_locks wanted JOIN pg_locks book USING (pid)
       WHERE NOT wanted.granted AND wanted.relation = 'contacts'::regclass
         AND wanted.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND book.locktype = 'advisory' AND book.granted`,
    );
    return rows[0]?.count ?? 0;
  }

  it('leaves it to the API outside of a terminal, and says how to cancel it', async () => {
    const grabbing = await startHeldGrab(() => start('grab', 'cli-1'));
    grabbing.process.kill('SIGINT');
    const { code, err } = await grabbing.ended;
    const [, id = ''] = /To cancel it: npm run grabber -- grab \S+ --cancel (\S+)/.exec(err) ?? [];
    expect([code, id]).toEqual([130, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const cancelled = await run('grab', 'cli-1', '--cancel', id);
    expect([cancelled.code, cancelled.out]).toEqual([1, expect.stringContaining('Cancelled')]);
  });

  it('cancels it by choice', async () => {
    const grabbing = await startHeldGrab(() => start('grab', 'cli-1', '--on-interrupt', 'cancel'));
    grabbing.process.kill('SIGINT');
    const { code, out } = await grabbing.ended;
    expect([code, out]).toEqual([1, expect.stringContaining('Cancelled: nothing was stored')]);
  });

  it.skipIf(!HAS_SCRIPT)('asks in a terminal', async () => {
    const grabbing = await startHeldGrab(() => startCliInTerminal(['grab', 'cli-1'], env()));
    grabbing.process.stdin?.write('\u0003');
    await grabbing.prints(/Cancel the grab\?.*\[y\/N\]/);
    grabbing.process.stdin?.write('y\n');
    const { code, out } = await grabbing.ended;
    expect([code, out]).toEqual([1, expect.stringContaining('Cancelled: nothing was stored')]);
  });
});

describe('keys', () => {
  it('creates a key into a file without showing it, rotates and revokes it', async () => {
    const file = join(folder, 'key');
    const created = await read(
      'keys',
      'create',
      '--name',
      'cli',
      '--scopes',
      'read',
      '--out',
      file,
    );
    expect(created).not.toHaveProperty('key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const withFile = { ...env(), GRABBER_API_KEY: undefined };
    const listed = await startCli(['sessions', '--key-file', file, '--json'], withFile).ended;
    expect(JSON.parse(listed.out).sessions).toHaveLength(1);
    const refused = await startCli(['keys', '--key-file', file], withFile).ended;
    expect(refused.code).toBe(4);
    const rotated = await run('keys', 'rotate', created.key_id, '--overlap-seconds', '0');
    expect(rotated.out).toMatch(/^wcg_\S+\n$/);
    const { keys } = await read('keys');
    const [key] = keys.filter((one: { key_id: string }) => one.key_id !== created.key_id);
    expect((await run('keys', 'revoke', key.key_id)).out).toContain('revoked');
  });
});

it('tests a webhook, and exits with 1 where it was not delivered', async () => {
  const receiver = createServer((_, response) => response.writeHead(503).end('later'));
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const { body } = await call('POST', '/webhooks', { body: { url } });
  const { code, out } = await run('webhooks', 'test', body.data.webhook_id);
  expect([code, out]).toEqual([1, expect.stringMatching(/^not delivered {2}HTTP 503/)]);
  expect((await run('webhooks')).out).toContain(body.data.webhook_id);
  receiver.close();
});

describe('doctor', () => {
  it('checks everything and holds no key, name, number or address of a person', async () => {
    const { code, out } = await run('doctor');
    expect(code, out).toBe(0);
    for (const part of [
      'Node',
      'Address',
      'The API answers',
      'clocks agree',
      'Version of the API',
      'database: ok',
      'engine: ok',
      'The key may: read, grab, manage, admin',
      'connected, sync',
      'last complete grab',
      'webhook',
      'CONTACT_RETENTION_DAYS=365',
      'WhatsApp Web has all',
    ])
      expect(out).toContain(part);
    const { data } = (await call('GET', `/sessions/${sessionId}/contacts`)).body;
    const { phone_number } = (await call('GET', `/sessions/${sessionId}/status`)).body.data;
    expect(phone_number).toMatch(/^\d+$/);
    const secrets = [
      ADMIN_KEY,
      phone_number,
      'CLI phone',
      'cli-1',
      sessionId,
      ...data.contacts.flatMap((row: Record<string, string>) => [
        row.name,
        row.phone_number,
        row.contact_id,
      ]),
    ];
    for (const secret of secrets.filter(Boolean)) expect(out).not.toContain(secret);
    const { ok, findings } = await read('doctor');
    expect([ok, findings.length > 10]).toEqual([true, true]);
  });

  it('exits with 1 and says what to do where the API is away, or refuses the key', async () => {
    const away = await startCli(['doctor'], { ...env(), GRABBER_URL: NOWHERE }).ended;
    expect(away.code).toBe(1);
    expect(away.out).toMatch(/FAIL {2}The API does not answer \(ECONNREFUSED\)\.\n {6}→ Start it/);
    const wrong = { ...env(), GRABBER_API_KEY: `wrong-${'x'.repeat(40)}` };
    const refused = await startCli(['doctor'], wrong).ended;
    expect([refused.code, refused.out]).toEqual([
      1,
      expect.stringContaining('FAIL  The API refuses the key (UNAUTHORIZED).'),
    ]);
    expect(refused.out).not.toContain('wrong-');
  });
});

describe.skipIf(!HAS_SCRIPT)('in a terminal', () => {
  it('colours, unless NO_COLOR is set', async () => {
    const coloured = await startCliInTerminal(['sessions'], env()).ended;
    expect(coloured.out).toContain(`${ESCAPE}[1mID`);
    const plain = await startCliInTerminal(['sessions'], { ...env(), NO_COLOR: '1' }).ended;
    expect(plain.out).not.toContain(`${ESCAPE}[1m`);
  });

  it('shows the QR with its countdown, and says what is next when the phone is linked', async () => {
    const pairing = startCliInTerminal(['pair', '--new', '--name', 'Second'], env());
    await pairing.prints(/[█▀▄ ]{20}/);
    await pairing.prints(/Linked devices > Link a device \(\d+ s\)/);
    const { sessions } = await read('sessions');
    const { session_id } = sessions.find(
      (one: { session_name: string }) => one.session_name === 'Second',
    );
    const { body } = await poll(
      () => call('GET', `/sessions/${session_id}/qr`),
      ({ status }) => status === 200,
    );
    await stack.simulator.control.createAccount({ ...ACCOUNT, account_id: 'second', seed: 13 });
    await stack.simulator.control.scanQr({ qr: body.data.qr, account_id: 'second' });
    const { code, out } = await pairing.ended;
    const text = stripVTControlCharacters(out);
    expect(code, text).toBe(0);
    expect(text).toContain(`Next: npm run grabber -- grab ${session_id}`);
    // The text of the QR itself links an account.
    expect(text).not.toContain(body.data.qr);
  });

  it('shows a bar of the grab', async () => {
    const { code, out } = await startCliInTerminal(['grab', 'cli-1'], env()).ended;
    expect(code).toBe(0);
    expect(out).toMatch(/[█░]{24} +\d+ % {2}\d+ \/ \d+ (?:groups|contacts)|Stored, complete/);
  });
});

it('pairs by a code for a number', async () => {
  await read('sessions', 'create', 'By code');
  const spec = { ...ACCOUNT, account_id: 'by-code', seed: 12 };
  const { phone_number } = await stack.simulator.control.createAccount(spec);
  const pairing = start('pair', 'By code', '--phone', `+${phone_number}`, '--json');
  const [, code = ''] = await pairing.prints(/"event":"pairing_code","code":"([^"]+)"/);
  await stack.simulator.control.enterPairingCode({ code, account_id: 'by-code' });
  const { code: exit, out } = await pairing.ended;
  expect([exit, out]).toEqual([0, expect.stringContaining('"event":"connected"')]);
});

it('deletes a session only when its name is typed', async () => {
  const refused = await run('sessions', 'delete', 'By code');
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--confirm NAME')]);
  const wrong = await run('sessions', 'delete', 'By code', '--confirm', 'by code');
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Nothing was deleted')]);
  expect((await run('sessions', 'delete', 'By code', '--confirm', 'By code')).code).toBe(0);
  const { sessions } = await read('sessions');
  expect(sessions.map((one: { session_name: string }) => one.session_name)).not.toContain(
    'By code',
  );
});
