import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, createApiClient } from '@grabber/api-client';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { startSession, waitUntilConnected } from '../../scripts/demo/connect-session.ts';
import { type LaunchedService, launchService } from '../../scripts/stack/launch-service.ts';
import { type GrabAnswer, requestGrab } from './request-grab.ts';

type Environment = Readonly<Record<string, string>>;

const ADMIN_KEY = `bench-${'k'.repeat(40)}`;
export const ENGINE_SECRET = `bench-${'s'.repeat(40)}`;

/** API and engine as separate processes on a given database, started like `npm start` does. */
export type GrabStack = {
  readonly apiPid: number;
  readonly enginePid: number;
  readonly client: ApiClient;
  readonly engineUrl: string;
  readonly dataDir: string;
  /**
   * Links a new session with an account of the simulator. Resolves with its id when it is
   * connected.
   */
  connect(accountId: string): Promise<string>;
  /** Calls `GET …/grab-all` and reads its answer to the last byte. */
  grab(sessionId: string): Promise<GrabAnswer>;
  stop(): Promise<void>;
};

export async function startGrabStack(
  simulator: Simulator,
  databaseUrl: string,
  settings: { readonly engine?: Environment; readonly api?: Environment } = {},
): Promise<GrabStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const services: LaunchedService[] = [];
  const stop = async () => {
    for (const service of services.toReversed()) await service.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const launch = async (name: string, env: Environment) => {
    const common = { DATA_DIR: dataDir, ENGINE_SECRET, HOST: '127.0.0.1', PORT: '0' };
    const logFile = join(dataDir, 'logs', `${name}.log`);
    const service = await launchService({
      app: `apps/${name}`,
      env: { ...common, ...env },
      logFile,
    });
    services.push(service);
    return service;
  };
  try {
    const browserArgs = JSON.stringify(simulator.browserArgs);
    const engine = await launch('engine', {
      ENGINE_BROWSER_ARGS: browserArgs,
      ENGINE_CATCH_UP_MS: '0',
      ENGINE_NO_SANDBOX: 'if-needed',
      ...settings.engine,
    });
    const api = await launch('api', {
      ADMIN_API_KEY: ADMIN_KEY,
      DATABASE_URL: databaseUrl,
      ENGINE_URLS: engine.url,
      ...settings.api,
    });
    const client = createApiClient({ url: api.url, key: ADMIN_KEY });
    return {
      apiPid: api.pid,
      enginePid: engine.pid,
      client,
      engineUrl: engine.url,
      dataDir,
      async connect(accountId) {
        const { session_id } = await startSession(client, accountId);
        const scan = (qr: string) => simulator.control.scanQr({ qr, account_id: accountId });
        await waitUntilConnected(client, session_id, scan);
        return session_id;
      },
      grab: (sessionId) =>
        requestGrab(new URL(`/api/sessions/${sessionId}/grab-all`, api.url), ADMIN_KEY),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
