import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { instructions, stopSeconds } from './support/dockerfile.ts';
import { askService } from './support/kubernetes/service-settings.ts';
import { ROOT, readDocument } from './support/markdown.ts';

const COMPOSE = parse(readDocument('docker-compose.yml')).services;
const SCRIPT = 'apps/engine/claim-data-dir.sh';
const SETTINGS = new Map(
  [...readDocument('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, k, v]) => [k, v]),
);
/** What the images decide. */
const DECIDED = readDocument('.env.example')
  .split('\n\n')
  .filter((text) => text.includes('Not in containers'))
  .flatMap((text) => [...text.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name));
const HAS_FLOCK = spawnSync('flock', ['--version']).status === 0;
const SEVERAL = 'dns+http://engine:3001';
/** The image has dash as sh. Those of them that this machine has. */
const SHELLS = ['sh', 'dash', 'bash --posix', 'busybox sh'].filter((shell) => {
  const [program = '', ...args] = shell.split(' ');
  return spawnSync(program, [...args, '-c', 'exit 0']).status === 0;
});

it('compose may start any number of engines and APIs', () => {
  for (const app of ['engine', 'api'] as const) {
    expect(COMPOSE[app].container_name).toBeUndefined();
    const grace = Number(SETTINGS.get(`${app.toUpperCase()}_SHUTDOWN_GRACE_MS`));
    const [seconds] = /\d+/.exec(COMPOSE[app].stop_grace_period) ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(stopSeconds(app, grace));
  }
  expect(COMPOSE.engine.ports).toBeUndefined();
  // The host's part is a setting alone, which may be a range of ports.
  expect(COMPOSE.api.ports).toEqual([expect.stringMatching(/:\$\{API_PORT:-3000\}:3000$/)]);
});

it.each(['engine', 'api'] as const)(
  'compose gives the %s all settings that it knows, by their own names',
  async (app) => {
    const { names } = await askService(app, {});
    // Of the command before the engine, and of the library of Postgres.
    const others = ['ENGINE_URLS', 'PGPASSWORD'];
    const given = Object.entries<string>(COMPOSE[app].environment);
    for (const [name, value] of given.filter(([other]) => !others.includes(other))) {
      expect(names).toContain(name);
      expect(value).toMatch(new RegExp(`^\\$\\{${name}:`));
    }
    const withheld = names.filter((name) => !given.some(([other]) => other === name));
    expect(withheld.filter((name) => !DECIDED.includes(name))).toEqual([]);
  },
);

it('compose mounts each volume where its image keeps its data, and comes back after a crash', () => {
  const { postgres, engine, api, 'database-role': role } = COMPOSE;
  for (const app of ['api', 'engine'] as const) {
    const [, path] = instructions(app).findLast(([name]) => name === 'VOLUME') ?? [];
    expect(COMPOSE[app].volumes).toEqual([`${app}-data:${path}`]);
  }
  // Images from 18 on keep a folder for each major version in it.
  expect(postgres.volumes).toEqual(['postgres-data:/var/lib/postgresql']);
  for (const { restart } of [postgres, engine, api]) expect(restart).toBe('unless-stopped');
  expect(role.restart).toBe('no');
});

it('compose lets the API reach the database and the port of the engine, and asks the database by its own user', () => {
  const { postgres, engine, api, 'database-role': role } = COMPOSE;
  expect(api.networks).toEqual(['database', 'engine']);
  expect([engine.networks, role.networks]).toEqual([['engine'], ['database']]);
  const [, port] = instructions('engine').findLast(([name]) => name === 'EXPOSE') ?? [];
  expect(api.environment.ENGINE_URLS).toBe(`\${ENGINE_URLS:-http://engine:${port}}`);
  const { POSTGRES_USER: user, POSTGRES_DB: database } = postgres.environment;
  const { PGUSER, PGDATABASE } = role.environment;
  expect([PGUSER, PGDATABASE]).toEqual([user, database]);
  const { test } = postgres.healthcheck;
  expect(test).toEqual(['CMD', 'pg_isready', `--username=${user}`, `--dbname=${database}`]);
});

it('compose gives each engine a directory of its own, and runs the command of the image in it', () => {
  const [, command] = instructions('engine').findLast(([name]) => name === 'CMD') ?? [];
  expect(COMPOSE.engine.command).toEqual(['sh', SCRIPT, ...JSON.parse(command ?? '')]);
  expect(COMPOSE.engine.environment.ENGINE_URLS).toMatch(/^\$\{ENGINE_URLS:-\}$/);
  expect(COMPOSE.api.environment.ENGINE_URLS).toMatch(/^\$\{ENGINE_URLS:-http:/);
  const copied = instructions('engine').map((line) => line.join(' '));
  expect(copied).toContain('COPY apps/engine apps/engine');
});

it('the check of the containers puts its simulator beside the engine that it names', () => {
  const { simulator } = parse(readDocument('scripts/compose-check/simulator.yml')).services;
  expect(simulator.network_mode).toMatch(/^\$\{SIMULATOR_NETWORK:-service:engine\}$/);
});

describe.skipIf(!HAS_FLOCK)('of one volume', () => {
  type Replica = ChildProcessByStdio<null, Readable, Readable>;
  const running: Replica[] = [];
  let volume: string;
  beforeEach(() => {
    volume = mkdtempSync(join(tmpdir(), 'grabber-volume-'));
  });
  afterEach(async () => {
    for (const replica of running.splice(0)) await kill(replica);
    rmSync(volume, { recursive: true, force: true });
  });

  const REPORT = 'console.log(process.env.DATA_DIR, process.umask()); setTimeout(() => {}, 1e9)';

  function start(urls: string): Replica {
    const args = [`${ROOT}${SCRIPT}`, process.execPath, '--eval', REPORT];
    const env = { PATH: process.env.PATH, DATA_DIR: volume, ENGINE_URLS: urls };
    const replica = spawn('sh', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(replica);
    return replica;
  }

  /** The directory that a new replica runs in, below the volume. */
  async function claim(urls = SEVERAL): Promise<{ replica: Replica; directory: string }> {
    const replica = start(urls);
    const [output] = await once(replica.stdout, 'data');
    const [directory = '', umask] = String(output).trim().split(' ');
    expect(umask).toBe(String(process.umask()));
    return { replica, directory: directory.slice(volume.length) };
  }

  async function kill(replica: Replica): Promise<void> {
    if (replica.exitCode !== null || replica.signalCode !== null) return;
    replica.kill('SIGKILL');
    await once(replica, 'exit');
  }

  it('a single engine has the whole of it, as before', async () => {
    expect((await claim('')).directory).toBe('');
    expect(lstatSync(join(volume, 'replica.lock')).mode & 0o777).toBe(0o600);
  });

  it('each further engine gets the first directory that is free, also that of a killed one', async () => {
    const first = await claim();
    expect(first.directory).toBe('');
    const second = await claim();
    expect(second.directory).toBe('/replicas/2');
    expect((await claim()).directory).toBe('/replicas/3');
    await kill(second.replica);
    expect((await claim()).directory).toBe('/replicas/2');
    await kill(first.replica);
    expect((await claim()).directory).toBe('');
    expect(statSync(join(volume, 'replicas/2')).mode & 0o777).toBe(0o700);
  });

  it('engines that start at once get one each, and the same ones after all were killed', async () => {
    const numbers = [2, 3, 4, 5].map((number) => `/replicas/${number}`);
    for (let round = 1; round <= 2; round += 1) {
      const claims = await Promise.all(Array.from({ length: 5 }, () => claim()));
      expect(claims.map(({ directory }) => directory).sort()).toEqual(['', ...numbers]);
      await Promise.all(running.splice(0).map(kill));
    }
    expect(readdirSync(join(volume, 'replicas')).sort()).toEqual(['2', '3', '4', '5']);
  });

  it.each(SHELLS)('the script works in %s', async (shell) => {
    const options = { encoding: 'utf8', stdio: 'pipe' } as const;
    const env = { PATH: process.env.PATH, DATA_DIR: volume, ENGINE_URLS: SEVERAL };
    await claim();
    const command = [...shell.split(' ').slice(1), `${ROOT}${SCRIPT}`, 'printenv', 'DATA_DIR'];
    const said = execFileSync(shell.split(' ')[0] as string, command, { ...options, env });
    expect(said).toBe(`${volume}/replicas/2\n`);
  });

  it('all have the same generated secrets', async () => {
    await claim();
    const { directory } = await claim();
    writeFileSync(join(volume, 'secrets/profile-key'), 'of the installation');
    const seen = readFileSync(join(volume, directory, 'secrets/profile-key'), 'utf8');
    expect(seen).toBe('of the installation');
    expect(statSync(join(volume, 'secrets')).mode & 0o777).toBe(0o700);
  });

  it('a second engine does not start while the API is told of one', async () => {
    await claim('');
    const second = start('http://engine:3001');
    const [[output], [code]] = await Promise.all([
      once(second.stderr, 'data'),
      once(second, 'exit'),
    ]);
    expect(String(output)).toContain('ENGINE_URLS=dns+http://engine:3001');
    expect(code).toBe(1);
  });

  it('a directory that cannot be written stays for the engine to explain', () => {
    const notThere = join(volume, 'file/below');
    writeFileSync(join(volume, 'file'), '');
    const env = { PATH: process.env.PATH, DATA_DIR: notThere };
    const said = execFileSync('sh', [`${ROOT}${SCRIPT}`, 'echo', 'started'], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(said).toBe('started\n');
  });
});
