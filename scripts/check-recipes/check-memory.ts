import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './programs.ts';
import { assert, createTenant, grabAndWait, pairAccount, RECIPES, type World } from './world.ts';

const ACCOUNT = {
  account_id: 'memory',
  ...{ contacts: 50_000, groups: 20, participants: 50, left_groups: 0 },
};
/** PHP's defaults for the web. */
const LIMITS = ['-d', 'memory_limit=128M', '-d', 'max_execution_time=30'];
/** What a script must not do: one list of everything. */
const WHOLE_LIST = `
$url = getenv('GRABBER_URL') . "/api/sessions/{$argv[1]}/contacts";
$request = curl_init($url);
curl_setopt_array($request, [CURLOPT_HTTPHEADER => ['X-API-Key: ' . getenv('GRABBER_KEY')],
    CURLOPT_RETURNTRANSFER => true, CURLOPT_ENCODING => '']);
$text = curl_exec($request);
$answer = json_decode($text, true);
printf("%d contacts in %.1f MB of JSON, peak memory %.1f MB\\n", count($answer['data']['contacts']),
    strlen($text) / 1048576, memory_get_peak_usage(true) / 1048576);`;

/** 50,000 contacts in PHP within its default limits, and the same as one list. */
export async function checkMemory(world: World): Promise<string> {
  const tenant = await createTenant(world, 'memory');
  const sessionId = await pairAccount(world, tenant, ACCOUNT);
  await grabAndWait(tenant, sessionId);
  const folder = join(world.folder, 'memory');
  mkdirSync(folder);
  for (const name of ['grabber.php', 'sync.php', 'export.php']) {
    copyFileSync(join(RECIPES, 'php', name), join(folder, name));
  }
  const options = { cwd: folder, env: tenant.env, stopped: world.stopped };
  const run = (...args: string[]) => runProgram(['php', ...args, sessionId], options);
  const sync = (await run(...LIMITS, 'sync.php')).trim();
  const again = (await run(...LIMITS, 'sync.php')).trim();
  const streamed = (await run(...LIMITS, 'export.php')).trim();
  assert(again.startsWith('0 changes'), `The second sync read ${again}`);
  const refused = await run(...LIMITS, '-r', WHOLE_LIST).then(
    () => false,
    (error: Error) => error.message.includes('Allowed memory size'),
  );
  const whole = (await run('-d', 'memory_limit=-1', '-r', WHOLE_LIST)).trim();
  return `pages: ${sync}; again: ${again}; export: ${streamed}; one list: ${whole}, within 128 MB: ${refused ? 'no' : 'yes'}`;
}
