// `npm run dev`: both services on a simulated account, restarted when their code changes.

import { join } from 'node:path';
import { type ApiClient, createApiClient } from '@grabber/api-client';
import { loadOrCreateSecret } from '@grabber/service-kit/secret-file';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { startSession, waitUntilConnected } from './demo/connect-session.ts';
import { restartOnChange } from './dev/restart-on-change.ts';
import { lockDataDirectory } from './stack/lock-data-directory.ts';
import { providePostgres } from './stack/provide-postgres.ts';
import { runCommand, untilStopped } from './stack/run-command.ts';
import {
  dataDirectory,
  prepareDataDirectory,
  setting,
  TRIAL_ENGINE,
  TRIAL_NOTE,
} from './stack/settings.ts';

const USAGE = `Usage: npm run dev

Runs the API (PORT, default 3000) and the engine on a simulated account in DATA_DIR/dev, with their logs in
the terminal. Restarts a service when its code changes. Pairs a session, and prints the URL, the key and how
to pair another session. Ctrl-C stops everything. The data stay.`;

const ACCOUNT = { account_id: 'dev', seed: 1, contacts: 200, groups: 12, participants: 15 };
const SESSION_NAME = 'Dev';
const dataDir = dataDirectory('dev');

async function dev(stopped: AbortSignal): Promise<void> {
  process.stdout.write(TRIAL_NOTE);
  await prepareDataDirectory(dataDir);
  const { secret: apiKey } = await loadOrCreateSecret({ dataDir, name: 'admin-api-key' });
  await using opened = new AsyncDisposableStack();
  const lock = await lockDataDirectory(dataDir, 'npm run dev');
  opened.defer(() => lock.release());
  const postgres = await providePostgres({ dataDir, command: 'npm run dev', stopped });
  opened.defer(() => postgres.stop());
  const simulator = await startSimulator({ stateDir: join(dataDir, 'simulator') });
  opened.defer(() => simulator.stop());
  await simulator.control.createAccount(ACCOUNT);
  const launch = async (app: string, env: Readonly<Record<string, string>>) => {
    const common = { DATA_DIR: dataDir, HOST: '127.0.0.1' };
    const service = await restartOnChange({ app, env: { ...common, ...env }, stopped });
    opened.defer(() => service.stop());
    return service;
  };
  const engine = await launch('apps/engine', {
    PORT: '0',
    ...TRIAL_ENGINE,
    ENGINE_BROWSER_ARGS: JSON.stringify(simulator.browserArgs),
  });
  const api = await launch('apps/api', {
    PORT: setting('PORT') ?? '3000',
    ENGINE_URLS: engine.url,
    DATABASE_URL: postgres.url,
    ADMIN_API_KEY: apiKey,
  });
  const sessionId = await pair(
    createApiClient({ url: api.url, key: apiKey, language: 'en', signal: stopped }),
    simulator,
  );
  process.stdout.write(nextSteps({ url: api.url, apiKey, sessionId, simulator }));
  await untilStopped(stopped);
}

async function pair(client: ApiClient, { control }: Simulator): Promise<string> {
  const { session_id } = await startSession(client, SESSION_NAME);
  await waitUntilConnected(client, session_id, (qr) =>
    control.scanQr({ qr, account_id: ACCOUNT.account_id }),
  );
  return session_id;
}

function nextSteps(parts: {
  url: string;
  apiKey: string;
  sessionId: string;
  simulator: Simulator;
}): string {
  const { url, apiKey, sessionId, simulator } = parts;
  const auth = `-H 'X-API-Key: ${apiKey}'`;
  const json = `-H 'Content-Type: application/json'`;
  return `
  API         ${url}
  X-API-Key   ${apiKey}
  session     ${sessionId}   (paired)

  Grab:                 curl ${auth} ${url}/api/sessions/${sessionId}/grab-all
  Pair another session: curl ${auth} ${json} -d '{"name":"Other","start":true}' ${url}/api/sessions
                        curl ${auth} ${url}/api/sessions/SESSION_ID/qr
                        curl ${json} -d '{"qr":"QR","account_id":"${ACCOUNT.account_id}"}' http://127.0.0.1:${simulator.controlPort}/scan

  A change under apps/*/src or packages/*/src restarts what uses it. Ctrl-C stops everything.
`;
}

await runCommand(USAGE, dev);
