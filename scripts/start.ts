// `npm start`: API, engine and Postgres on real WhatsApp Web.
import { join, relative } from 'node:path';
import { consoleLink, installedAdminKey, LINK_NOTE } from './stack/provide-console.ts';
import { runCommand, untilStopped } from './stack/run-command.ts';
import { runKeys } from './stack/run-keys.ts';
import { dataDirectory, prepareDataDirectory, secretSetting } from './stack/settings.ts';
import { startStack } from './stack/start-stack.ts';
import { warningWithoutNetwork } from './stack/warn-without-network.ts';
import { pairInTerminal } from './start/pair-in-terminal.ts';

const USAGE = `Usage: npm start

Runs the API on HOST and PORT (default 127.0.0.1 and 3000), the engine, and without DATABASE_URL an embedded
Postgres in DATA_DIR (default .data), on real WhatsApp Web. It prints the URL, a link that signs a browser in to
the web console, the first API key and what to do next. In a terminal it shows the QR of the first session. Ctrl-C stops everything; sessions stay linked.

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

/** Where the admin key is, and how a shell reads it: calls that can be pasted need no other key. */
function adminKey(): { place: string; inShell: string } {
  if (secretSetting('ADMIN_API_KEY')) {
    const place = process.env.ADMIN_API_KEY ? 'ADMIN_API_KEY' : 'the file of ADMIN_API_KEY_FILE';
    return { place, inShell: '$ADMIN_API_KEY' };
  }
  const file = relative(process.cwd(), join(dataDir, 'secrets', 'admin-api-key'));
  return { place: file, inShell: `$(cat '${file}')` };
}

function nextSteps(url: string, firstKey: string, link: string | null): string {
  const { place, inShell } = adminKey();
  const auth = `-H "X-API-Key: $KEY"`;
  const key = firstKey
    ? `${firstKey}   (shown only once: save it)`
    : `the one that the first start showed; another: ${NEW_KEY}`;
  return `
  API        ${url}${link === null ? '' : `\n  Console    ${link}   ${LINK_NOTE}`}
  Key        ${key}
  Admin key  in ${place}; it may do everything

  Link a phone:     npm run grabber -- pair       shows the QR in the terminal
  Grab everything:  npm run grabber -- grab       with a progress bar; then: npm run grabber -- contacts
  Something wrong?  npm run grabber -- doctor

  The same by curl, in a second terminal:
    KEY="${firstKey || inShell}"
    curl ${auth} -H 'Content-Type: application/json' -d '{"name":"My phone","start":true}' ${url}/api/sessions
    ID=...     # data.session_id of the answer
    until curl --silent --fail ${auth} "${url}/api/sessions/$ID/qr?format=png" -o qr.png; do sleep 2; done
    # WhatsApp > Linked devices > Link a device: scan qr.png
    curl ${auth} ${url}/api/sessions/$ID/grab-all

  Logs are in ${dataDir}/logs. Ctrl-C stops everything; sessions stay linked.
`;
}

await runCommand(USAGE, async (stopped) => {
  await prepareDataDirectory(dataDir);
  const stack = await startStack({ dataDir, command: 'npm start', stopped, withConsole: true });
  try {
    const firstKey = await createFirstKey(stack.databaseUrl, stopped);
    const adminKey = await installedAdminKey(dataDir);
    const link = await consoleLink({ ...stack, adminKey, stopped });
    process.stdout.write(nextSteps(stack.apiUrl, firstKey, link));
    const warning = await warningWithoutNetwork();
    if (warning) process.stderr.write(`  ${warning}\n`);
    // Without a network it waits, and goes on when there is one.
    if (process.stdout.isTTY) void pairInTerminal({ dataDir, url: stack.apiUrl, stopped });
    await untilStopped(stopped, stack.ended);
  } finally {
    await stack.stop();
  }
});
