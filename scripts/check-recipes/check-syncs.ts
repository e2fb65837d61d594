import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runProgram } from './programs.ts';
import { createChanger } from './random-changes.ts';
import { findDifferences, type Row, type Rows, readCopies, readStored } from './rows.ts';
import { startUnsteadyProxy } from './unsteady-proxy.ts';
import { assert, createTenant, pairAccount, RECIPES, type Tenant, type World } from './world.ts';

const ACCOUNT = {
  account_id: 'syncs',
  ...{ contacts: 120, groups: 8, lid_only_share: 0.2, double_share: 0.5 },
};
const ROUNDS = 4;
const CHANGES_A_ROUND = 10;
const SEED = 42;

/** One recipe that keeps a copy of the session. */
type Way = {
  readonly name: string;
  /** Its SQLite file, if it has one. */
  readonly database: string | null;
  run(...more: string[]): Promise<unknown>;
  copies(): Rows;
};

/** curl, plain PHP and Python follow one account over a bad line: each grabs in turn, all read the changes. */
export async function checkSyncs(world: World): Promise<string> {
  const tenant = await createTenant(world, 'syncs');
  const sessionId = await pairAccount(world, tenant, ACCOUNT);
  await using opened = new AsyncDisposableStack();
  // The options of curl know a refusal, but not an answer that is cut off.
  const refusing = await startUnsteadyProxy(world.apiUrl, { losesAnswers: false });
  opened.defer(() => refusing.close());
  const losing = await startUnsteadyProxy(world.apiUrl, { losesAnswers: true });
  opened.defer(() => losing.close());
  const ways = createWays(world, { tenant, sessionId, refusing: refusing.url, losing: losing.url });
  const changer = createChanger(world.control, ACCOUNT.account_id, SEED);
  for (let round = 0; round <= ROUNDS; round++) {
    if (round > 0) await changer.change(CHANGES_A_ROUND, new Map());
    await ways[round % ways.length]?.run('--grab');
    for (const way of ways) await way.run();
    await assertEqual(ways, await readStored(tenant, sessionId));
  }
  const stored = await readStored(tenant, sessionId);
  for (const way of ways) {
    if (way.database !== null) loseCursor(way.database, sessionId);
    await way.run();
  }
  await assertEqual(ways, stored);
  const troubles = refusing.troubles() + losing.troubles();
  assert(troubles > 10, `Only ${troubles} requests had a trouble`);
  const names = ways.map(({ name }) => name).join(', ');
  return `${names}: ${stored.size} rows equal after ${ROUNDS * CHANGES_A_ROUND} changes and ${troubles} troubles of the line`;
}

function createWays(
  world: World,
  parts: {
    readonly tenant: Tenant;
    readonly sessionId: string;
    readonly refusing: string;
    readonly losing: string;
  },
): readonly Way[] {
  const { tenant, sessionId, refusing, losing } = parts;
  const folder = join(world.folder, 'syncs');
  mkdirSync(folder);
  for (const file of ['php/grabber.php', 'php/sync.php', 'python/sync.py', 'curl/sync.sh']) {
    copyFileSync(join(RECIPES, file), join(folder, file.replace(/.*\//, '')));
  }
  const php = join(folder, 'php.sqlite');
  const python = join(folder, 'python.sqlite');
  const run = (GRABBER_URL: string, command: readonly string[], more: readonly string[]) => {
    const files = { DATABASE_DSN: `sqlite:${php}`, DATABASE_FILE: python };
    const env = { ...tenant.env, ...files, GRABBER_URL };
    const options = { cwd: folder, env, stopped: world.stopped };
    return runProgram([...command, sessionId, ...more], options);
  };
  return [
    {
      ...{ name: 'curl', database: null },
      // It always grabs.
      run: () => run(refusing, ['./sync.sh'], []),
      copies: () => foldChanges(join(folder, 'changes.ndjson')),
    },
    {
      ...{ name: 'PHP', database: php },
      run: (...more) => run(losing, ['php', 'sync.php'], more),
      copies: () => readCopies(php, 'id', sessionId),
    },
    {
      ...{ name: 'Python', database: python },
      run: (...more) => run(losing, ['python3', 'sync.py'], more),
      copies: () => readCopies(python, 'id', sessionId),
    },
  ];
}

async function assertEqual(ways: readonly Way[], stored: Rows): Promise<void> {
  for (const { name, copies } of ways) {
    const differences = findDifferences(stored, copies());
    assert(differences.length === 0, `${name}: ${differences.join(', ')}`);
  }
}

/** As after a long absence: the cursor is refused, and the API no longer tells which rows are gone. */
function loseCursor(file: string, sessionId: string): void {
  const database = new DatabaseSync(file);
  database.exec("UPDATE sync_cursors SET next = 'x'");
  database
    .prepare("INSERT INTO contacts (id, session_id, data) VALUES (999999999, ?, '{}')")
    .run(sessionId);
  database.close();
}

type Change = { change: string; id?: number; contact?: Row };

/** The rows that the lines of the changes end with. */
function foldChanges(file: string): Rows {
  const rows = new Map<number, Row>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { id, contact } = JSON.parse(line) as Change;
    if (contact) rows.set(contact.id as number, contact);
    else rows.delete(id as number);
  }
  return rows;
}
