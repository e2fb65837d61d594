import { assertVerifies } from './assert-verifies.ts';
import { createChanger } from './random-changes.ts';
import { RECEIVERS, type Receiver, startReceiver } from './receivers.ts';
import { installStandardWebhooks } from './standard-webhooks.ts';
import { assert, createTenant, grabAndWait, pairAccount, until, type World } from './world.ts';

const ACCOUNT = { account_id: 'receivers', contacts: 60, groups: 5 };
const CHANGES = 20;
const SEED = 7;

/** Four receivers get the same events. Each refuses what is not signed as Standard Webhooks says. */
export async function checkReceivers(world: World): Promise<string> {
  const library = await installStandardWebhooks(world.stopped);
  const tenant = await createTenant(world, 'receivers');
  const sessionId = await pairAccount(world, tenant, ACCOUNT);
  await using opened = new AsyncDisposableStack();
  const receivers: Receiver[] = [];
  for (const name of Object.keys(RECEIVERS)) {
    const receiver = await startReceiver({ world, tenant, name, nodeModules: library.folder });
    opened.defer(() => receiver.stop());
    receivers.push(receiver);
  }
  for (const receiver of receivers) {
    await assertVerifies(receiver, new library.Webhook(receiver.secret));
    type Delivery = { delivered: boolean; status: number };
    const path = `/webhooks/${receiver.webhookId}`;
    // With both secrets, as for a day after a rotation.
    await tenant.call('POST', `${path}/rotate-secret`, { overlap_seconds: 3_600 });
    const { delivered, status } = await tenant.call<Delivery>('POST', `${path}/test`);
    assert(delivered, `${receiver.name} answers a test with ${status}`);
  }
  await grabAndWait(tenant, sessionId);
  await createChanger(world.control, ACCOUNT.account_id, SEED).change(CHANGES, new Map());
  await grabAndWait(tenant, sessionId);
  const [first, ...others] = await Promise.all(receivers.map((one) => untilSecondGrab(one)));
  assert(first !== undefined && first.length > 0, 'No event came');
  for (const [n, ids] of others.entries()) {
    const name = receivers[n + 1]?.name;
    assert(ids.join() === first.join(), `${name} got other events than ${receivers[0]?.name}`);
  }
  return `${receivers.map(({ name }) => name).join(', ')}: the same ${first.length} events, verified with ${library.version}`;
}

/** The ids of all events of the session, in their order, when both grabs have been told. */
async function untilSecondGrab(receiver: Receiver): Promise<string[]> {
  const events = await until(
    () => receiver.events().filter(({ type }) => type !== 'webhook.test' && type !== 'check'),
    (found) => found.filter(({ type }) => type === 'grab.finished').length === 2,
  );
  const ofBook = events.filter(({ type }) => type !== 'session.status');
  return ofBook.map(({ id }) => id);
}
