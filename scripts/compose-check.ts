// `npm run compose-check`: builds the images, starts docker-compose.yml on a simulated WhatsApp
// Web, and grabs through the published API. Then it kills the engine, grabs again with a new
// container of it, and once more with three engines, and removes everything. Without Docker it is skipped.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '@grabber/api-client';
import { freePort } from '@grabber/primitives/testing/steady-port';
import { browserArguments } from '@grabber/whatsapp-simulator/browser-arguments';
import { createStateStore } from '@grabber/whatsapp-simulator/state-store';
import { loadTlsIdentity } from '@grabber/whatsapp-simulator/tls-identity';
import {
  assertPlainRole,
  assertSandboxed,
  assertUnprivileged,
} from './compose-check/assert-hardened.ts';
import { type Compose, findCompose } from './compose-check/compose.ts';
import { checkSeveralEngines } from './compose-check/several-engines.ts';
import { startSession, waitUntilConnected } from './demo/connect-session.ts';
import { countersLine, printSummary, step } from './demo/demo-output.ts';
import { grabAll } from './demo/grab-all.ts';
import { printUsage } from './stack/print-usage.ts';

const HEALTHY_TIMEOUT_MS = 180_000;
const POLL_INTERVAL_MS = 1_000;
/** Inside the engine's network namespace, where no other program listens. */
const SIMULATOR_PORTS = { https: 4443, control: 4000 };
/** Of a stack with one engine. */
const CONTAINERS_WITH_HEALTH = 3;
const ACCOUNT = { account_id: 'compose-check', contacts: 200, groups: 10, participants: 8 };

const secret = () => randomBytes(32).toString('base64url');

async function composeEnvironment(stateDir: string) {
  const { spki } = await loadTlsIdentity(createStateStore(stateDir));
  return {
    POSTGRES_PASSWORD: secret(),
    API_DATABASE_PASSWORD: secret(),
    ENGINE_SECRET: secret(),
    ADMIN_API_KEY: secret(),
    ENCRYPTION_KEY: secret(),
    EXCLUSION_KEY: secret(),
    API_BIND: '127.0.0.1',
    API_PORT: String(await freePort()),
    ENGINE_BROWSER_ARGS: JSON.stringify(browserArguments(SIMULATOR_PORTS.https, spki)),
    SIMULATOR_HTTPS_PORT: String(SIMULATOR_PORTS.https),
    SIMULATOR_CONTROL_PORT: String(SIMULATOR_PORTS.control),
    SIMULATOR_STATE_DIR: stateDir,
  };
}

async function untilHealthy(compose: Compose, containers = CONTAINERS_WITH_HEALTH): Promise<void> {
  const deadline = Date.now() + HEALTHY_TIMEOUT_MS;
  for (;;) {
    const health = compose.health();
    const healthy = health.filter((state) => state === 'healthy').length;
    if (healthy === containers) return;
    if (Date.now() > deadline) throw new Error(`The containers are ${health.join(', ')}.`);
    await sleep(POLL_INTERVAL_MS);
  }
}

/** The simulator's control API. Only its own network namespace reaches it. */
function control<Answer>(compose: Compose, path: string, body: object): Answer {
  const url = `http://127.0.0.1:${SIMULATOR_PORTS.control}${path}`;
  const headers = { 'content-type': 'application/json' };
  const request = JSON.stringify({ method: 'POST', headers, body: JSON.stringify(body) });
  const code = `fetch(${JSON.stringify(url)}, ${request}).then((r) => r.text()).then(console.log)`;
  return JSON.parse(compose.read(['exec', '-T', 'simulator', 'node', '-e', code])) as Answer;
}

/** Created as an operator does it: in the API's container. */
function createKey(compose: Compose): string {
  const command = ['node', 'apps/api/src/commands/keys.ts', 'create'];
  const options = ['--name', 'Compose check', '--scopes', 'read,grab,manage'];
  const output = compose.read(['exec', '-T', 'api', ...command, ...options]);
  return output.split('\n').at(-1) ?? '';
}

async function pair(compose: Compose, client: ApiClient, sessionId: string): Promise<void> {
  await step('Session connected', () =>
    waitUntilConnected(client, sessionId, async (qr) =>
      control(compose, '/scan', { qr, account_id: ACCOUNT.account_id }),
    ),
  );
}

/** A new engine finds the profiles of a killed one in the volume, and needs no scan. */
async function replaceEngine(
  compose: Compose,
  client: ApiClient,
  sessionId: string,
): Promise<void> {
  await step('Engine killed and replaced, session restored', async () => {
    compose.run(['kill', 'engine']);
    compose.run(['up', '--detach', '--force-recreate', '--no-deps', 'engine', 'simulator']);
    await untilHealthy(compose);
    await waitUntilConnected(client, sessionId, async () => {
      throw new Error('The session asks for a scan again.');
    });
    assertSandboxed(compose);
  });
}

type Grabbed = { readonly sessionId: string; readonly line: string };

async function grabTwice(compose: Compose, client: ApiClient): Promise<Grabbed> {
  type Account = { expected: { contacts: number; groups: number } };
  const { expected } = control<Account>(compose, '/accounts', ACCOUNT);
  const { session_id } = await startSession(client, 'Compose check');
  const grab = async () => {
    const start = performance.now();
    const data = await step('Grab through the published API', () => grabAll(client, session_id));
    printSummary(data, expected, performance.now() - start);
    return data;
  };
  await pair(compose, client, session_id);
  assertSandboxed(compose);
  const first = await grab();
  await replaceEngine(compose, client, session_id);
  const second = await grab();
  if (second.updated_count !== first.saved_count || second.saved_count !== 0) {
    throw new Error('The second grab did not find the rows of the first.');
  }
  return { sessionId: session_id, line: countersLine(second) };
}

/** Without them the error itself must still be seen. */
function showLogs(compose: Compose): void {
  try {
    compose.run(['logs', '--tail', '50']);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
  }
}

type Environment = Awaited<ReturnType<typeof composeEnvironment>>;

/** Of a daemon that has answered before. */
function requireCompose(env: Readonly<Record<string, string>>): Compose {
  const compose = findCompose(env);
  if (!compose) throw new Error('The Docker daemon does not answer any more.');
  return compose;
}

async function check(compose: Compose, env: Environment): Promise<string> {
  try {
    await step('Images built, containers started', async () =>
      compose.run(['up', '--detach', '--build']),
    );
    await step('All containers healthy', () => untilHealthy(compose));
    assertUnprivileged(compose);
    assertPlainRole(compose);
    const url = `http://127.0.0.1:${env.API_PORT}`;
    // A kept connection may end while compose blocks this process. The next call fails.
    const headers = { connection: 'close' };
    const client = createApiClient({ url, key: createKey(compose), language: 'en', headers });
    const { sessionId, line } = await grabTwice(compose, client);
    await checkSeveralEngines({
      compose: (settings) => requireCompose({ ...env, ...settings }),
      untilHealthy,
      client,
      admin: createApiClient({ url, key: env.ADMIN_API_KEY, language: 'en', headers }),
      sessionId,
    });
    return line;
  } catch (error) {
    showLogs(compose);
    throw error;
  } finally {
    compose.run(['down', '--volumes', '--remove-orphans', '--rmi', 'local']);
  }
}

printUsage(`Usage: npm run compose-check

Builds the images and starts docker-compose.yml under a project name of its own, on a simulated WhatsApp Web. Pairs a
session, grabs, replaces the engine and grabs again, also with three engines on its volume. Then it removes everything that it made. Without a Docker daemon
it is skipped.`);
const stateDir = mkdtempSync(join(tmpdir(), 'grabber-compose-'));
try {
  const env = await composeEnvironment(stateDir);
  const compose = findCompose(env);
  const line = compose ? await check(compose, env) : 'skipped: no Docker daemon answers';
  process.stdout.write(`${line}\n`);
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(stateDir, { recursive: true, force: true });
}
