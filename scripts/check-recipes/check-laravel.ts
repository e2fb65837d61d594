import { join } from 'node:path';
import { assertVerifies } from './assert-verifies.ts';
import {
  type Application,
  type Copied,
  createApplication,
  findCopyDifferences,
  untilEqual,
} from './laravel-application.ts';
import {
  assertCarriedOver,
  deleteRows,
  prepareMerge,
  readEverythingAgain,
  replayEvents,
} from './laravel-cases.ts';
import { createChanger } from './random-changes.ts';
import { readCopies, readStored, readTable } from './rows.ts';
import { installStandardWebhooks } from './standard-webhooks.ts';
import { assert, createTenant, grabAndWait, until, type World } from './world.ts';

const ACCOUNT = {
  account_id: 'laravel',
  ...{
    contacts: 150,
    groups: 10,
    lid_only_share: 0.2,
    double_share: 0.5,
    participants: [4, 12] as [number, number],
  },
};
const DEVICE = 'panel-7';
const ROUNDS = 10;
const CHANGES_A_ROUND = 19;
/** A merge has four changes: two persons come, one goes, and the number of the other becomes known. */
const MERGES = 3;
const SEED = 20_260_115;

export async function checkLaravel(world: World): Promise<string> {
  const tenant = await createTenant(world, 'laravel');
  const app = await createApplication(world, tenant);
  try {
    await app.start();
    await assertSignaturesMatter(world, app);
    const sessionId = await pair(world, app);
    return await followAccount({ world, tenant, app, sessionId });
  } finally {
    await app.stop();
    await app.proxy.close();
  }
}

async function assertSignaturesMatter({ stopped }: World, app: Application): Promise<void> {
  const { Webhook } = await installStandardWebhooks(stopped);
  const sql = 'SELECT * FROM grabber_events WHERE type = ?';
  const countNoted = (type: string) => readTable(app.database, sql, type).length;
  const verifier = { name: 'Laravel', url: app.webhookUrl, countNoted };
  await assertVerifies(verifier, new Webhook(app.secret));
}

/** Through the application's own routes: it shows the QR, the phone scans it. */
async function pair({ control }: World, { panel }: Application): Promise<string> {
  await control.createAccount(ACCOUNT);
  const refused = await fetch((await panel('GET', `/devices/${DEVICE}/status`)).url, {
    headers: { accept: 'application/json' },
  });
  assert(refused.status === 401, `A caller without a token gets ${refused.status}`);
  const created = await panel('POST', `/devices/${DEVICE}`, { name: 'Kantor' });
  assert(created.status === 201, `Connecting a device answers ${created.status}`);
  const { session_id } = (await created.json()) as { session_id: string };
  let scanned = '';
  await until(
    async () => {
      const answer = await panel('GET', `/devices/${DEVICE}/status`);
      const status = (await answer.json()) as { status: string; qr: string | null };
      if (status.qr !== null && status.qr !== scanned) {
        scanned = status.qr;
        await control.scanQr({ qr: status.qr, account_id: ACCOUNT.account_id });
      }
      return status;
    },
    ({ status }) => status === 'connected',
  );
  const again = await panel('POST', `/devices/${DEVICE}`, { name: 'Kantor' });
  const { session_id: same } = (await again.json()) as { session_id: string };
  assert(same === session_id, 'Connecting a device twice makes two sessions');
  return session_id;
}

type Followed = Copied & { readonly world: World };

async function followAccount(parts: Followed): Promise<string> {
  const { world, tenant, app, sessionId } = parts;
  const changer = createChanger(world.control, ACCOUNT.account_id, SEED);
  const counts = new Map<string, number>();
  await syncByWebhook(parts);
  for (let round = 0; round < ROUNDS; round++) {
    const merge = round < MERGES ? await prepareMerge(parts, ACCOUNT.account_id, round) : null;
    await changer.change(CHANGES_A_ROUND, counts);
    await merge?.happens();
    await SYNCS[round % SYNCS.length]?.(parts);
    if (merge) assertCarriedOver(parts, merge);
  }
  counts.set('merged', MERGES);
  const rows = (await readStored(tenant, sessionId)).size;
  await deleteRows(parts);
  await readEverythingAgain(parts);
  await replayEvents(parts);
  await tenant.call('DELETE', `/sessions/${sessionId}/contacts`);
  await untilEqual(parts);
  assert(readCopies(app.database, 'remote_id', sessionId).size === 0, 'Deleted rows are left');
  const failed = readTable(join(app.database, '../queue.sqlite'), 'SELECT * FROM failed_jobs');
  assert(failed.length === 0, `A job failed: ${JSON.stringify(failed).slice(0, 2_000)}`);
  const changes = [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  return `${rows} rows equal after ${ROUNDS * CHANGES_A_ROUND + 4 * MERGES} changes and ${app.proxy.troubles()} troubles of the line: ${changes}`;
}

/** Of the three ways each must do it alone. */
const SYNCS: readonly ((copied: Copied) => Promise<void>)[] = [
  syncByWebhook,
  syncByNight,
  syncAfterAbsence,
];

async function syncByWebhook(parts: Copied): Promise<void> {
  const answer = await parts.app.panel('POST', `/devices/${DEVICE}/grab`);
  assert(answer.status === 202, `The panel's grab answers ${answer.status}`);
  await grabAndWait(parts.tenant, parts.sessionId);
  await untilEqual(parts);
}

async function syncByNight({ app, tenant, sessionId }: Copied): Promise<void> {
  await app.artisan('grabber:sync', '--grab');
  // A webhook's job may be at the same work.
  await untilEqual({ app, tenant, sessionId });
}

/** The application is down while the account changes. The nightly command catches up before any webhook comes. */
async function syncAfterAbsence({ app, tenant, sessionId }: Copied): Promise<void> {
  await app.stop();
  await grabAndWait(tenant, sessionId);
  const before = await findCopyDifferences({ app, tenant, sessionId });
  assert(before.length > 0, 'Nothing had changed while the application was down');
  await app.artisan('grabber:sync');
  const after = await findCopyDifferences({ app, tenant, sessionId });
  assert(after.length === 0, `After the absence: ${after.join(', ')}`);
  await app.start();
}
