import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngineClient, type EngineClient } from '@grabber/engine-client';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { type LaunchedService, launchService } from '../../scripts/stack/launch-service.ts';
import { specOf } from '../grab/accounts.ts';
import { ENGINE_SECRET } from '../grab/grab-stack.ts';
import type { StoreSize } from '../store/account.ts';
import { until } from './sleepers.ts';

const ID = 'moved';
const PROFILE_KEY = `bench-${'p'.repeat(40)}`;

export type Moved = {
  readonly contacts: number;
  /** Of the stored copy. */
  readonly bytes: number;
  /** To close the browser alone, on an engine without a store. */
  readonly closeMs: number;
  /** To close the browser, and to seal and store the profile. */
  readonly sealMs: number;
  /** Until the session is connected again on its own engine. */
  readonly wakeMs: number;
  /** Until the session is connected on another engine, which has only the store. */
  readonly restoreMs: number;
};

type Engine = { readonly client: EngineClient; readonly service: LaunchedService };

/** A session is put to sleep on one engine, and wakes there and on another one. */
export async function measureBundle(simulator: Simulator, size: StoreSize): Promise<Moved> {
  const folder = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const engines: Engine[] = [];
  const launch = async (name: string, store: string | null) => {
    const engine = await launchEngine(simulator, join(folder, name), store);
    engines.push(engine);
    return engine.client;
  };
  try {
    const plain = await launch('plain', null);
    await link(simulator, plain, size);
    const closeMs = await took(() => plain.sleepSession(ID));
    const wakeMs = await took(() => wake(plain, {}));
    await plain.stopSession(ID, { logout: true, force: true });
    const source = await launch('source', join(folder, 'store'));
    await link(simulator, source, size);
    const sealMs = await took(() => source.sleepSession(ID));
    const { bundle } = await source.getSession(ID);
    if (bundle === null) throw new Error('No profile was stored');
    const { generation, bytes } = bundle;
    const target = await launch('target', join(folder, 'store'));
    const restoreMs = await took(() => wake(target, { restore: { generation } }));
    return { contacts: size.contacts, bytes, closeMs, sealMs, wakeMs, restoreMs };
  } finally {
    for (const { client, service } of engines) {
      await client.close();
      await service.stop();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

async function launchEngine(
  simulator: Simulator,
  dataDir: string,
  store: string | null,
): Promise<Engine> {
  const service = await launchService({
    app: 'apps/engine',
    env: {
      ...{ DATA_DIR: dataDir, ENGINE_SECRET, HOST: '127.0.0.1', PORT: '0' },
      ENGINE_BROWSER_ARGS: JSON.stringify(simulator.browserArgs),
      ENGINE_CATCH_UP_MS: '0',
      ENGINE_NO_SANDBOX: 'if-needed',
      ...(store !== null && { PROFILE_STORE: store, PROFILE_KEY }),
    },
    logFile: join(dataDir, 'engine.log'),
  });
  return { service, client: createEngineClient({ url: service.url, secret: ENGINE_SECRET }) };
}

/** Links a new account by its QR code. */
async function link(simulator: Simulator, client: EngineClient, size: StoreSize): Promise<void> {
  const { account_id } = await simulator.control.createAccount({
    ...specOf(size),
    account_id: randomUUID(),
  });
  await client.startSession(ID);
  await until('a QR code', async () => (await client.getSession(ID)).status === 'qr');
  const { qr } = await client.getQr(ID);
  await simulator.control.scanQr({ qr, account_id });
  await untilConnected(client);
}

async function wake(
  client: EngineClient,
  options: Parameters<EngineClient['startSession']>[1],
): Promise<void> {
  await client.startSession(ID, options);
  await untilConnected(client);
}

function untilConnected(client: EngineClient): Promise<void> {
  return until('the session is connected', async () => {
    const { status, asleep } = await client.getSession(ID);
    return status === 'connected' && !asleep;
  });
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
