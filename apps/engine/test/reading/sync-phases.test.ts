import type { ReadDocument } from '@grabber/contracts/engine/reading';
import type { PageOptions } from '@grabber/whatsapp-simulator/page-options';
import { afterEach, describe, expect, it } from 'vitest';
import { PARTS_AT_ONCE, pairEarly } from '../support/pairing.ts';
import { useEngine } from '../support/use-engine.ts';

/** Longer than the tests: a part that is late does not come before its read. */
const LATE_MS = 600_000;
const SPEC = { contacts: 40, groups: 4, participants: 6, odd_names: false };
const EVERY_PART = { groups: true, contacts: true, history: true, caught_up: true };
const WHOLE = { total_contacts: 40, total_groups: 4, complete: true, incomplete_reasons: [] };

const use = useEngine();
let seed = 2_000;
let session: string;

afterEach(() => use.engine.call('DELETE', `/sessions/${session}`));

/** Links a new account whose pages behave so. Answers its id. */
async function link(options: Partial<PageOptions> = {}): Promise<string> {
  seed += 1;
  session = `session-${seed}`;
  const { account_id } = await use.simulator.control.createAccount({ ...SPEC, seed });
  await use.simulator.control.setOptions({ ...PARTS_AT_ONCE, ...options }, account_id);
  await pairEarly(use.engine, use.simulator, session, account_id);
  return account_id;
}

async function readAll(): Promise<ReadDocument> {
  return (await use.engine.call('GET', `/sessions/${session}/all-contacts`)).body;
}

/** Starts the linked session of a page that behaves so. */
async function restart(account: string, options: Partial<PageOptions>): Promise<void> {
  await use.engine.call('DELETE', `/sessions/${session}`);
  await use.simulator.control.setOptions(options, account);
  await use.engine.call('PUT', `/sessions/${session}`);
  await use.engine.reaches(session, 'connected');
}

describe('a session that has just been paired', () => {
  it.each([
    ['contacts_delay_ms', 'contacts', 'CONTACTS_SYNCING', { groups: true, contacts: false }],
    ['history_delay_ms', 'history', 'HISTORY_SYNCING', { groups: true, contacts: false }],
    ['groups_delay_ms', 'groups', 'GROUPS_SYNCING', { groups: false, contacts: true }],
    ['offline_delivery_ms', 'caught_up', 'CATCHING_UP', { groups: false, contacts: false }],
  ] as const)(
    'is connected and syncing before the end of %s, and its lists say so',
    async (delay, part, code, lists) => {
      await link({ [delay]: LATE_MS });
      expect(await use.engine.session(session)).toMatchObject({
        status: 'connected',
        sync: { state: 'syncing', progress: 75, ...EVERY_PART, [part]: false },
      });
      expect(await readAll()).toMatchObject({
        complete: false,
        incomplete_reasons: [{ code, count: 1 }],
        listing_complete: lists,
      });
    },
  );

  it('is synced and read whole once every part has come', async () => {
    const delays = { contacts_delay_ms: 300, groups_delay_ms: 600, history_delay_ms: 900 };
    await link({ ...delays, out_contacts_delay_ms: LATE_MS });
    await expect.poll(readAll, { timeout: 60_000 }).toMatchObject(WHOLE);
    const sync = async () => (await use.engine.session(session)).sync;
    const whole = { state: 'synced', progress: 100, ...EVERY_PART };
    await expect.poll(sync, { timeout: 60_000 }).toEqual(whole);
    // The people without WhatsApp come apart from that (WAWebOutContactSync).
    const asked = await use.engine.call(
      'GET',
      `/sessions/${session}/contacts?without_whatsapp=true`,
    );
    expect(asked.body).toMatchObject({
      ...{ total_contacts: 40, total_without_whatsapp: 0, complete: false },
      incomplete_reasons: [{ code: 'WITHOUT_WHATSAPP_UNREAD', count: 1 }],
      listing_complete: { contacts: true, without_whatsapp: false },
    });
    await use.engine.call('DELETE', `/sessions/${session}`);
    expect(await sync()).toBeNull();
  });
});

describe('a session that was started again', () => {
  it('is incomplete until the page has restored its collections', async () => {
    const account = await link();
    expect(await readAll()).toMatchObject(WHOLE);
    await restart(account, { restore_delay_ms: LATE_MS });
    expect(await readAll()).toMatchObject({
      total_contacts: 0,
      listing_complete: { groups: false, contacts: false },
      incomplete_reasons: [{ code: 'PAGE_RESTORING' }, { code: 'CATCHING_UP' }],
    });
  });

  it('is incomplete while the page restores, also when what was missed is delivered before the end', async () => {
    const account = await link();
    await restart(account, { restore_delay_ms: LATE_MS });
    await use.simulator.control.injectFault(account, { type: 'offline' });
    await use.engine.reaches(session, 'connecting');
    await use.simulator.control.clearFaults(account);
    await use.engine.reaches(session, 'connected');
    expect(await readAll()).toMatchObject({
      total_contacts: 0,
      listing_complete: { groups: false, contacts: false },
      incomplete_reasons: [{ code: 'PAGE_RESTORING' }],
    });
  });

  it('is incomplete after the restore until what was missed is delivered', async () => {
    const account = await link();
    await restart(account, { restore_delay_ms: 300, offline_delivery_ms: LATE_MS });
    await expect.poll(readAll, { timeout: 60_000 }).toMatchObject({
      total_contacts: 40,
      listing_complete: { groups: false, contacts: false },
      incomplete_reasons: [{ code: 'CATCHING_UP' }],
    });
  });

  it('is whole once both have ended', async () => {
    const account = await link();
    await restart(account, { restore_delay_ms: 300, offline_delivery_ms: 300 });
    await expect.poll(readAll, { timeout: 60_000 }).toMatchObject(WHOLE);
  });
});

it.each([
  ['the query for all groups has ended', 'groups_delay_ms', 'syncing'],
  ['the blocklist has come (WAWebUserPrefsMultiDevice)', 'blocklist_delay_ms', 'synced'],
] as const)('no person is said not to be blocked before %s', async (_, delay, state) => {
  await link({ [delay]: LATE_MS });
  const sync = async () => (await use.engine.session(session)).sync;
  await expect.poll(sync, { timeout: 60_000 }).toMatchObject({ state });
  const { contacts } = await readAll();
  expect(contacts).toHaveLength(40);
  expect(contacts.filter(({ is_blocked: blocked }) => blocked === false)).toEqual([]);
});

it('a page without the signals of its sync is never read as complete', async () => {
  const account = await link();
  for (const module of ['WAWebSyncBootstrap', 'WAWebBackendEventBus']) {
    await use.simulator.control.injectFault(account, { type: 'module_missing', module });
  }
  expect(await readAll()).toMatchObject({
    total_contacts: 40,
    complete: false,
    incomplete_reasons: [{ code: 'SYNC_STATE_UNKNOWN' }],
    listing_complete: { groups: false },
  });
});
