// `npm start`: API, engine and Postgres on real WhatsApp Web.
import { runCommand, untilStopped } from './stack/run-command.ts';
import { runKeys } from './stack/run-keys.ts';
import { dataDirectory, prepareDataDirectory } from './stack/settings.ts';
import { startStack } from './stack/start-stack.ts';
import { warningWithoutNetwork } from './stack/warn-without-network.ts';

const USAGE = `Usage: npm start

Runs the API on HOST and PORT (default 127.0.0.1 and 3000), the engine, and without DATABASE_URL an embedded
Postgres in DATA_DIR (default .data), on real WhatsApp Web. It prints the URL, the first API key and what to
do next. Ctrl-C stops everything; sessions stay linked.

Settings are environment variables or lines of .env; .env.example explains each.`;

const dataDir = dataDirectory();
const NEW_KEY = 'npm run keys -- create --name NAME --scopes read,grab,manage';

/** The first key of a new installation. Empty if the database already has a key. */
async function createFirstKey(databaseUrl: string, stopped: AbortSignal): Promise<string> {
  const args = ['create', '--name', 'first key', '--scopes', 'read,grab,manage', '--only-first'];
  const { code, stdout } = await runKeys(args, { databaseUrl, stopped });
  if (code !== 0) throw new Error('The first API key could not be created: see above.');
  return stdout.trim().split('\n').at(-1) ?? '';
}

function nextSteps(url: string, key: string): string {
  const auth = `-H 'X-API-Key: ${key || 'YOUR_KEY'}'`;
  return `
  API    ${url}
  Key    ${key ? `${key}   (shown only once: save it)` : `the one that the first start showed; another: ${NEW_KEY}`}

  1. Create a session:   curl ${auth} -H 'Content-Type: application/json' \\
                           -d '{"name":"My phone","start":true}' ${url}/api/sessions
  2. Fetch its QR:       curl ${auth} '${url}/api/sessions/SESSION_ID/qr?format=png' -o qr.png
  3. On the phone:       WhatsApp > Linked devices > Link a device, and scan qr.png
  4. Grab everything:    curl ${auth} ${url}/api/sessions/SESSION_ID/grab-all

  Logs are in ${dataDir}/logs. Ctrl-C stops everything; sessions stay linked.
`;
}

await runCommand(USAGE, async (stopped) => {
  await prepareDataDirectory(dataDir);
  const stack = await startStack({ dataDir, command: 'npm start', stopped });
  try {
    process.stdout.write(nextSteps(stack.apiUrl, await createFirstKey(stack.databaseUrl, stopped)));
    const warning = await warningWithoutNetwork();
    if (warning) process.stderr.write(`  ${warning}\n`);
    await untilStopped(stopped, stack.ended);
  } finally {
    await stack.stop();
  }
});
