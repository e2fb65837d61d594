// `npm run demo`: the whole main job on a simulated account, with every real part.
import { resolve } from 'node:path';
import { loadOrCreateSecret } from '../packages/service-kit/src/secret-file.ts';
import { type Simulator, startSimulator } from '../packages/whatsapp-simulator/src/simulator.ts';
import { startSession, waitUntilConnected } from './demo/connect-session.ts';
import { DEMO_USAGE, type DemoArguments, parseDemoArguments } from './demo/demo-arguments.ts';
import { countersLine, type GrabData, printSummary, step } from './demo/demo-output.ts';
import { createApiCaller } from './stack/api-caller.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { untilStopped } from './stack/until-stopped.ts';

const dataDir = resolve(process.env.DATA_DIR ?? '.data', 'demo');

async function runDemo(options: DemoArguments): Promise<void> {
  const { secret: apiKey } = await loadOrCreateSecret({ dataDir, name: 'admin-api-key' });
  const opened: { stop(): Promise<void> }[] = [];
  try {
    const simulator = await step('Simulated WhatsApp', () =>
      startSimulator({ stateDir: resolve(dataDir, 'simulator') }),
    );
    opened.push(simulator);
    const stack = await step('Postgres, API and engine', () => startDemoStack(simulator, apiKey));
    opened.push(stack);
    const { sessionId, counters } = await grabAccount({ options, simulator, stack, apiKey });
    if (options.serve) await serve(stack, apiKey, sessionId);
    process.stdout.write(`${counters}\n`);
  } finally {
    for (const part of opened.toReversed()) await part.stop();
  }
}

function startDemoStack(simulator: Simulator, apiKey: string): Promise<Stack> {
  return startStack({
    dataDir,
    engineEnv: { ENGINE_BROWSER_ARGS: JSON.stringify(simulator.browserArgs) },
    apiEnv: { ADMIN_API_KEY: apiKey, PORT: process.env.PORT ?? '0' },
  });
}

async function grabAccount(parts: {
  options: DemoArguments;
  simulator: Simulator;
  stack: Stack;
  apiKey: string;
}): Promise<{ sessionId: string; counters: string }> {
  const { contacts, groups, participants } = parts.options;
  const { control } = parts.simulator;
  const call = createApiCaller(parts.stack.apiUrl, parts.apiKey);
  const name = `Demo ${contacts} × ${groups} × ${participants}`;
  const account = await control.createAccount({
    account_id: `demo-${contacts}-${groups}-${participants}`,
    seed: 1,
    contacts,
    groups,
    participants,
    communities: Math.min(1, groups),
    announcement_groups: groups > 1 ? 1 : 0,
  });
  const { session_id } = await startSession(call, name);
  await step('Session connected (QR scanned where it was needed)', () =>
    waitUntilConnected(call, session_id, (qr) =>
      control.scanQr({ qr, account_id: account.account_id }),
    ),
  );
  const start = performance.now();
  const grab = await step('Grab of groups and contacts', () =>
    call<GrabData>('GET', `/sessions/${session_id}/grab-all`),
  );
  printSummary(grab, account.expected, performance.now() - start);
  return { sessionId: session_id, counters: countersLine(grab) };
}

async function serve(stack: Stack, apiKey: string, sessionId: string): Promise<void> {
  process.stdout.write(`  API         ${stack.apiUrl}
  X-API-Key   ${apiKey}
  session     ${sessionId}
  logs        ${stack.logDir}

  curl -H 'X-API-Key: ${apiKey}' ${stack.apiUrl}/api/sessions/${sessionId}/status

  Ctrl-C stops it.
`);
  await untilStopped(stack);
}

try {
  const argv = process.argv.slice(2);
  if (argv.includes('--help')) process.stdout.write(`${DEMO_USAGE}\n`);
  else await runDemo(parseDemoArguments(argv));
  process.exit(0);
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  process.exit(1);
}
