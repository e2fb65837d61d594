import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { getCompileCacheDir } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { EngineSession } from '@grabber/contracts/engine/session';
import { createLogger } from '@grabber/service-kit/logger';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { createBrowserSetup } from '../../src/browser/browser-setup.ts';
import { loadConfig } from '../../src/config.ts';
import { poll } from './poll.ts';

const SERVER = fileURLToPath(new URL('../../src/server.ts', import.meta.url));
/** Unpacked once for all test runs: 200 MB. */
export const BROWSER_DIR = fileURLToPath(
  new URL('../../../../node_modules/.cache/grabber-browser', import.meta.url),
);
export const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';
const SECRET = 'a-secret-for-tests-with-enough-characters';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: never;
};

export type TestEngine = {
  readonly url: string;
  readonly secret: string;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** Everything that the engine printed, line by line. */
  readonly output: string[];
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  session(id: string): Promise<EngineSession>;
  /** Waits for a status and answers the session as it is then. */
  reaches(id: string, status: EngineSession['status'], patienceMs?: number): Promise<EngineSession>;
  /** Ends the process; its data directory stays. */
  end(signal: NodeJS.Signals): Promise<void>;
};

type CallOptions = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** A directory for one engine; the test removes it. */
export async function temporaryDataDir(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'engine-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

let noSandbox: Promise<'true' | 'false'> | undefined;

/** Whether browsers of this machine run without their sandbox. Each engine would start one to know it. */
async function tryTheSandbox(): Promise<'true' | 'false'> {
  const config = loadConfig({
    ...{ PATH: SYSTEM_PATH, DATA_DIR: tmpdir(), ENGINE_BROWSER_DIR: BROWSER_DIR },
    ENGINE_NO_SANDBOX: await noSandbox,
  });
  const logger = createLogger({ service: 'engine', level: 'silent' });
  const { sandbox } = await createBrowserSetup(config, logger).contain();
  return sandbox ? 'false' : 'true';
}

/** The real server in a process of its own, on the simulated WhatsApp Web. */
export async function startEngine(options: {
  simulator: Simulator;
  dataDir: string;
  env?: Readonly<Record<string, string>>;
  /** Further arguments of Node itself. */
  nodeArgs?: readonly string[];
}): Promise<TestEngine> {
  noSandbox ??= tryTheSandbox();
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), SERVER], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: SYSTEM_PATH,
      HOME: options.dataDir,
      NODE_COMPILE_CACHE: getCompileCacheDir() ?? '',
      PORT: '0',
      ENGINE_SECRET: SECRET,
      DATA_DIR: options.dataDir,
      ENGINE_BROWSER_DIR: BROWSER_DIR,
      ENGINE_NO_SANDBOX: await noSandbox,
      ENGINE_BROWSER_ARGS: JSON.stringify(options.simulator.browserArgs),
      ENGINE_PROBE_INTERVAL_MS: '200',
      ENGINE_RESTART_DELAY_MS: '50',
      ENGINE_CATCH_UP_MS: '0',
      GRAB_SYNC_WAIT_MS: '0',
      ...options.env,
    },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => output.push(line));
  }
  const started = once(child, 'message') as Promise<[{ port: number }]>;
  const exited = once(child, 'exit').then(() => {
    throw new Error(`The engine did not start:\n${output.join('\n')}`);
  });
  const [{ port }] = await Promise.race([started, exited]);
  exited.catch(() => undefined);
  const base = { url: `http://127.0.0.1:${port}`, secret: SECRET, dataDir: options.dataDir };
  return {
    ...base,
    child,
    output,
    ...clientOf(base.url),
    end: (signal) => endProcess(child, signal),
  };
}

function clientOf(url: string): Pick<TestEngine, 'call' | 'session' | 'reaches'> {
  const call: TestEngine['call'] = async (method, path, { headers, body } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${SECRET}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : undefined) as never,
    };
  };
  const session = async (id: string): Promise<EngineSession> => {
    const answer = await call('GET', `/sessions/${id}`);
    if (answer.status !== 200) throw new Error(`GET /sessions/${id}: ${answer.text}`);
    return answer.body;
  };
  return {
    call,
    session,
    reaches: (id, status, patienceMs) =>
      poll(
        () => session(id),
        (seen) => seen.status === status,
        patienceMs,
      ),
  };
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}
