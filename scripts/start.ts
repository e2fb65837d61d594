// `npm start`: API, engine and Postgres on real WhatsApp Web.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStack } from './stack/start-stack.ts';
import { untilStopped } from './stack/until-stopped.ts';

const KEYS = fileURLToPath(new URL('../apps/api/src/commands/keys.ts', import.meta.url));
const dataDir = resolve(process.env.DATA_DIR ?? '.data');

/** The first key of a new installation; empty when the database has one already. */
function createFirstKey(): string {
  const args = ['create', '--name', 'first key', '--scopes', 'read,grab,manage', '--only-first'];
  const { status, stdout } = spawnSync(process.execPath, [KEYS, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('The first API key could not be created: see above.');
  return stdout.trim().split('\n').at(-1) ?? '';
}

function nextSteps(url: string, key: string): string {
  const auth = `-H 'X-API-Key: ${key || 'YOUR_KEY'}'`;
  return `
  API    ${url}
  Key    ${key || 'the one you were shown at the first start'}${key ? '   (shown this once: keep it)' : ''}

  1. Create a session:   curl ${auth} -H 'Content-Type: application/json' \\
                           -d '{"name":"My phone","start":true}' ${url}/api/sessions
  2. Fetch its QR:       curl ${auth} '${url}/api/sessions/SESSION_ID/qr?format=png' -o qr.png
  3. On the phone:       WhatsApp > Linked devices > Link a device, and scan qr.png
  4. Grab everything:    curl ${auth} ${url}/api/sessions/SESSION_ID/grab-all

  Logs are in ${dataDir}/logs. Ctrl-C stops everything; sessions stay linked.
`;
}

try {
  const stack = await startStack({ dataDir });
  try {
    process.stdout.write(nextSteps(stack.apiUrl, createFirstKey()));
    await untilStopped(stack);
  } finally {
    await stack.stop();
  }
  process.exit(0);
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  process.exit(1);
}
