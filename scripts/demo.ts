// `npm run demo`: the whole main job on a simulated account, with every real part.
import { type ApiClient, createApiClient } from '@grabber/api-client';
import { loadOrCreateSecret } from '@grabber/service-kit/secret-file';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import { startSession, waitUntilConnected } from './demo/connect-session.ts';
import { DEMO_USAGE, type DemoArguments, parseDemoArguments } from './demo/demo-arguments.ts';
import { countersLine, printSummary, step } from './demo/demo-output.ts';
import { grabAll } from './demo/grab-all.ts';
import { servedCalls } from './demo/served-calls.ts';
import { consoleLink } from './stack/provide-console.ts';
import { runCommand, untilStopped } from './stack/run-command.ts';
import {
  dataDirectory,
  prepareDataDirectory,
  setting,
  TRIAL_ENGINE,
  TRIAL_NOTE,
} from './stack/settings.ts';
import { startStack } from './stack/start-stack.ts';

const dataDir = dataDirectory('demo');

async function runDemo(options: DemoArguments, stopped: AbortSignal): Promise<void> {
  process.stdout.write(TRIAL_NOTE);
  await prepareDataDirectory(dataDir);
  const { secret: apiKey } = await loadOrCreateSecret({ dataDir, name: 'admin-api-key' });
  await using opened = new AsyncDisposableStack();
  const simulator = await step('Simulated WhatsApp', () =>
    startSimulator({ stateDir: dataDirectory('demo', 'simulator') }),
  );
  opened.defer(() => simulator.stop());
  const stack = await step('Postgres, API and engine', () =>
    startStack({
      dataDir,
      command: 'npm run demo',
      stopped,
      withConsole: options.serve,
      engineEnv: {
        ...TRIAL_ENGINE,
        ENGINE_BROWSER_ARGS: JSON.stringify(simulator.browserArgs),
      },
      // Someone who serves the demo has its address in a script or a browser. Beside `npm start`, which has 3000.
      apiEnv: { ADMIN_API_KEY: apiKey, PORT: setting('PORT') ?? (options.serve ? '3100' : '0') },
    }),
  );
  opened.defer(() => stack.stop());
  const client = createApiClient({
    ...{ url: stack.apiUrl, key: apiKey },
    ...{ language: 'en', signal: stopped },
  });
  const { sessionId, counters } = await grabAccount({ options, simulator, client });
  if (options.serve) {
    const link = await consoleLink({ ...stack, adminKey: apiKey, stopped });
    const accountId = accountIdOf(options);
    process.stdout.write(servedCalls({ stack, simulator, apiKey, sessionId, accountId, link }));
    await untilStopped(stopped, stack.ended);
    process.stdout.write('\nThe demo has stopped. Its data are kept for the next one.\n');
    return;
  }
  process.stdout.write(`${counters}\n`);
}

async function grabAccount(parts: {
  options: DemoArguments;
  simulator: Simulator;
  client: ApiClient;
}): Promise<{ sessionId: string; counters: string }> {
  const { contacts, groups, participants } = parts.options;
  const { client, simulator } = parts;
  const { control } = simulator;
  const name = `Demo ${contacts} × ${groups} × ${participants}`;
  const account = await control.createAccount({
    account_id: accountIdOf(parts.options),
    seed: 1,
    contacts,
    groups,
    participants,
    communities: Math.min(1, groups),
    announcement_groups: groups > 1 ? 1 : 0,
  });
  const { session_id } = await startSession(client, name);
  await step('Session connected (QR scanned where it was needed)', () =>
    waitUntilConnected(client, session_id, (qr) =>
      control.scanQr({ qr, account_id: account.account_id }),
    ),
  );
  const start = performance.now();
  const grab = await step('Grab of groups and contacts', () => grabAll(client, session_id));
  printSummary(grab, account.expected, performance.now() - start);
  return { sessionId: session_id, counters: countersLine(grab) };
}

function accountIdOf({ contacts, groups, participants }: DemoArguments): string {
  return `demo-${contacts}-${groups}-${participants}`;
}

await runCommand(DEMO_USAGE, (stopped) =>
  runDemo(parseDemoArguments(process.argv.slice(2)), stopped),
);
