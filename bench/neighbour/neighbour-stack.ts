import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { createApiCaller } from '../../scripts/stack/api-caller.ts';
import { launchService } from '../../scripts/stack/launch-service.ts';

const ADMIN_KEY = `bench-${'k'.repeat(40)}`;

/** A workspace with one session and a key that may do everything in it. */
export type Tenant = { readonly key: string; readonly session: string };

/** The API as a process of its own with the default settings; the engine's accounts are made up. */
export type NeighbourStack = {
  readonly url: string;
  readonly apiPid: number;
  addTenant(name: string): Promise<Tenant>;
  /** Makes more sessions of a tenant, whose groups the engine never answers. */
  addHangingSessions(tenant: Tenant, count: number): Promise<string[]>;
  stop(): Promise<void>;
};

/** Starts both on a given database. */
export async function startNeighbourStack(databaseUrl: string): Promise<NeighbourStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const engine = await startFakeEngine();
  const clear = async () => {
    await engine.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const api = await launchService({
      app: 'apps/api',
      env: {
        ...{ DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: databaseUrl },
        ...{ ADMIN_API_KEY: ADMIN_KEY, ENGINE_SECRET: engine.secret, ENGINE_URLS: engine.url },
      },
      logFile: join(dataDir, 'api.log'),
    });
    const addSession = async (key: string): Promise<string> => {
      const call = createApiCaller(api.url, key);
      const { session_id } = await call<{ session_id: string }>('POST', '/sessions', {
        name: 'measured',
      });
      engine.setSession(session_id, { status: 'connected', phone_number: '6281234567890' });
      engine.setAccount(session_id, { groups: [], contacts: [engineContact()] });
      return session_id;
    };
    const admin = createApiCaller(api.url, ADMIN_KEY);
    engine.setFault('readGroups', { kind: 'hang' });
    return {
      url: api.url,
      apiPid: api.pid,
      async addTenant(name) {
        await admin('POST', '/workspaces', { name });
        const scopes = ['read', 'grab', 'manage', 'admin'];
        const { key } = await admin<{ key: string }>('POST', '/keys', {
          ...{ name, workspace: name, scopes },
        });
        return { key, session: await addSession(key) };
      },
      async addHangingSessions({ key }, count) {
        const ids: string[] = [];
        while (ids.length < count) ids.push(await addSession(key));
        return ids;
      },
      async stop() {
        await api.stop();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}
