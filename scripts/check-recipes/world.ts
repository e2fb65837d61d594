import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '@grabber/api-client';
import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import type { SimulatorControl } from '@grabber/whatsapp-simulator/control';
import { startSession, waitUntilConnected } from '../demo/connect-session.ts';
import { type ApiCaller, createApiCaller } from '../stack/api-caller.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
export const RECIPES = join(ROOT, 'docs/recipes');

const WAIT_TIMEOUT_MS = 180_000;
const POLL_INTERVAL_MS = 100;

/** What every check gets: a running stack, a folder of its own, and the signal to end. */
export type World = {
  readonly apiUrl: string;
  readonly admin: ApiCaller;
  readonly control: SimulatorControl;
  readonly folder: string;
  readonly stopped: AbortSignal;
};

/** A workspace with a key, as an operator gives it to a developer. */
export type Tenant = {
  readonly key: string;
  readonly call: ApiCaller;
  readonly env: { readonly GRABBER_URL: string; readonly GRABBER_KEY: string };
};

export async function createTenant(world: World, name: string): Promise<Tenant> {
  await world.admin('POST', '/workspaces', { name });
  const scopes = ['read', 'grab', 'manage'];
  const { key } = await world.admin<{ key: string }>('POST', '/keys', {
    name,
    scopes,
    workspace: name,
  });
  const env = { GRABBER_URL: world.apiUrl, GRABBER_KEY: key };
  return { key, env, call: createApiCaller(world.apiUrl, key, world.stopped) };
}

/** A session that is paired with a new simulated account. Resolves with its id. */
export async function pairAccount(
  { apiUrl, control, stopped }: World,
  { key }: Tenant,
  spec: Partial<AccountSpec> & { account_id: string },
): Promise<string> {
  const client = createApiClient({ url: apiUrl, key, language: 'en', signal: stopped });
  await control.createAccount(spec);
  const { session_id } = await startSession(client, spec.account_id);
  await waitUntilConnected(client, session_id, (qr) =>
    control.scanQr({ qr, account_id: spec.account_id }),
  );
  return session_id;
}

/** Grabs in the background, and resolves when the grab is stored. Rejects when it failed. */
export async function grabAndWait({ call }: Tenant, sessionId: string): Promise<void> {
  type Grab = { grab_id: string; state: string };
  const { grab_id } = await call<Grab>('POST', `/sessions/${sessionId}/grabs`, { kind: 'all' });
  const ended = await until(
    () => call<Grab>('GET', `/sessions/${sessionId}/grabs/${grab_id}`),
    ({ state }) => state !== 'queued' && state !== 'running',
  );
  if (ended.state !== 'complete' && ended.state !== 'partial') {
    throw new Error(`The grab is ${ended.state}`);
  }
}

/** Asks until the answer is right. Rejects with the last answer when it never is. */
export async function until<Value>(
  ask: () => Promise<Value> | Value,
  isRight: (value: Value) => boolean,
): Promise<Value> {
  const deadline = Date.now() + WAIT_TIMEOUT_MS;
  for (;;) {
    const value = await ask();
    if (isRight(value)) return value;
    if (Date.now() > deadline) {
      throw new Error(`It never came: ${JSON.stringify(value).slice(0, 2_000)}`);
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

export function assert(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
