// `npm run check:recipes`: runs the recipes of docs/recipes.md against the whole stack on a simulated account.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrCreateSecret } from '@grabber/service-kit/secret-file';
import { startSimulator } from '@grabber/whatsapp-simulator';
import { checkLaravel } from './check-recipes/check-laravel.ts';
import { checkMemory } from './check-recipes/check-memory.ts';
import { checkN8n } from './check-recipes/check-n8n.ts';
import { checkReceivers } from './check-recipes/check-receivers.ts';
import { checkSyncs } from './check-recipes/check-syncs.ts';
import { installPrograms } from './check-recipes/install.ts';
import { ROOT, type World } from './check-recipes/world.ts';
import { createApiCaller } from './stack/api-caller.ts';
import { runCommand } from './stack/run-command.ts';
import { TRIAL_ENGINE, TRIAL_NOTE } from './stack/settings.ts';
import { startStack } from './stack/start-stack.ts';

const CHECKS: Readonly<Record<string, (world: World) => Promise<string>>> = {
  syncs: checkSyncs,
  receivers: checkReceivers,
  n8n: checkN8n,
  memory: checkMemory,
  laravel: checkLaravel,
};
const USAGE = `Usage: npm run check:recipes -- [NAME...]
  NAME  ${Object.keys(CHECKS).join(', ')} (default: all)

Runs the recipes of docs/recipes.md against Postgres, API, engine and a browser on simulated accounts. As root on
Debian 12 it installs what they need with apt: PHP, Laravel 8.83, nginx and jq.`;
/** One browser for all runs: each new DATA_DIR would unpack its own. */
const ENGINE_BROWSER_DIR = join(ROOT, 'node_modules/.cache/grabber-browser');

function chosenChecks(): string[] {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in CHECKS));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}\n\n${USAGE}`);
  return names.length > 0 ? names : Object.keys(CHECKS);
}

async function startWorld(opened: AsyncDisposableStack, stopped: AbortSignal): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'grabber-recipes-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  // As root, Postgres and the browser run as other users, who pass through it.
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'data');
  const { secret: adminKey } = await loadOrCreateSecret({ dataDir, name: 'admin-api-key' });
  const simulator = await startSimulator();
  opened.defer(() => simulator.stop());
  const stack = await startStack({
    ...{ dataDir, command: 'npm run check:recipes', stopped },
    engineEnv: {
      ...{ ...TRIAL_ENGINE, ENGINE_BROWSER_DIR },
      ENGINE_BROWSER_ARGS: JSON.stringify(simulator.browserArgs),
    },
    apiEnv: {
      ...{ ADMIN_API_KEY: adminKey, HOST: '127.0.0.1', PORT: '0' },
      // The receivers are on this machine.
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1/32',
    },
  });
  opened.defer(() => stack.stop());
  const admin = createApiCaller(stack.apiUrl, adminKey, stopped);
  return { apiUrl: stack.apiUrl, admin, control: simulator.control, folder, stopped };
}

await runCommand(USAGE, async (stopped) => {
  const names = chosenChecks();
  installPrograms();
  process.stdout.write(TRIAL_NOTE);
  await using opened = new AsyncDisposableStack();
  const world = await startWorld(opened, stopped);
  for (const name of names) {
    const start = performance.now();
    const result = await CHECKS[name]?.(world);
    const seconds = ((performance.now() - start) / 1_000).toFixed(0);
    process.stdout.write(`  ${name}: ${result} (${seconds} s)\n`);
  }
});
