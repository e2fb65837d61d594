import {
  MAX_LINE_BYTES,
  type ReadDocument,
  type ReadLine,
} from '@grabber/contracts/engine/reading';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairAndList } from '../support/pairing.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';
import { comparable, comparablePast } from '../support/truth.ts';

const EVERYTHING_ODD = {
  contacts: 400,
  groups: 30,
  participants: [2, 60] as [number, number],
  lid_only_share: 0.1,
  lid_with_phone_share: 0.1,
  double_share: 0.1,
  blocked_share: 0.1,
  business_share: 0.2,
  odd_names: true,
  communities: 1,
  announcement_groups: 3,
  left_groups: 3,
  broadcasts: 2,
  newsletters: 2,
  status: true,
};
const SHAPES = ['_serialized', '$1'] as const;

let simulator: Simulator;
let engine: TestEngine;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;

async function read(session: string, what = 'all-contacts'): Promise<ReadDocument> {
  const answer = await engine.call('GET', `/sessions/${session}/${what}`);
  expect(answer.status, answer.text.slice(0, 500)).toBe(200);
  return answer.body;
}

async function stream(session: string, what = 'all-contacts'): Promise<string[]> {
  const headers = { accept: 'application/x-ndjson' };
  const answer = await engine.call('GET', `/sessions/${session}/${what}`, { headers });
  expect(answer.status).toBe(200);
  return answer.text.trimEnd().split('\n');
}

beforeAll(async () => {
  simulator = await sharedSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({
    simulator,
    dataDir: dataDir.path,
    env: { ENGINE_GROUP_QUERY_TIMEOUT_MS: '500' },
  });
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await dataDir?.remove();
});

describe.each(SHAPES)('an account with everything odd in it, message keys as %s', (shape) => {
  const session = `odd-${SHAPES.indexOf(shape)}`;
  let accountId: string;

  beforeAll(async () => {
    const account = await simulator.control.createAccount({
      ...EVERYTHING_ODD,
      seed: shape.length,
    });
    accountId = account.account_id;
    // The older build has another key for the groups, too.
    const older = shape === '_serialized';
    const build = { message_key_shape: shape, old_group_metadata_key: older };
    await simulator.control.setOptions(build, accountId);
    await pairAndList(engine, simulator, session, accountId);
  });

  afterAll(async () => {
    await engine.call('DELETE', `/sessions/${session}`);
  });

  it('is read exactly as it is, without one query to WhatsApp or one line in its log', async () => {
    // From the start of the page on.
    const harmless = { log_lines: 0, page_errors: 0, messages_touched: 0 };
    expect(await simulator.control.queries(accountId)).toMatchObject(harmless);
    await simulator.control.resetQueries(accountId);
    const document = await read(session);
    const truth = await simulator.control.truth(accountId);
    expect(comparable(document)).toEqual(comparable(truth));
    expect(comparablePast(document)).toEqual(comparablePast(truth));
    expect(comparablePast(document).length).toBeGreaterThan(0);
    expect(document).toMatchObject({ complete: true, queries_sent: 0, unreadable_count: 0 });
    expect(await simulator.control.queries(accountId)).toMatchObject({ total: 0, ...harmless });
  });

  it('reads groups alone and contacts alone as parts of the whole', async () => {
    const truth = comparable(await simulator.control.truth(accountId));
    const groups = await read(session, 'groups');
    const contacts = await read(session, 'contacts');
    expect(comparable(groups)).toEqual({ ...truth, contacts: [] });
    expect(comparable(contacts)).toEqual({ ...truth, groups: [] });
    expect(groups.listing_complete).toEqual({ groups: true, contacts: null });
    expect(contacts.listing_complete).toEqual({ groups: null, contacts: true });
  });

  it('has hosted businesses, and names that came with a chat, which do not count as saved', async () => {
    const { contacts, hosted } = await simulator.control.truth(accountId);
    const named = contacts.filter((one) => !one.is_saved && one.name === one.address_book_name);
    expect(named.length).toBeGreaterThan(1);
    expect(hosted.length).toBeGreaterThan(1);
  });

  it('has the people without WhatsApp behind the contacts, when it is asked for them', async () => {
    const { without_whatsapp: others } = await simulator.control.truth(accountId);
    const { contacts, total_contacts } = await read(session, 'contacts?without_whatsapp=true');
    expect(others.length).toBeGreaterThan(0);
    expect(contacts.slice(total_contacts)).toMatchObject(others);
  });

  it('says which chats are locked, when it is asked for that', async () => {
    const { locked } = await simulator.control.truth(accountId);
    const { contacts, groups } = await read(session, 'all-contacts?locked_chats=true');
    const found = [...contacts, ...groups].filter(({ is_locked }) => is_locked);
    expect(locked.length).toBeGreaterThan(2);
    expect(found.map(({ contact_id }) => contact_id).sort()).toEqual(locked.sort());
  });
});

describe('an account with broken items', () => {
  const session = 'troubled';
  let accountId: string;

  beforeAll(async () => {
    const spec = { seed: 5, contacts: 60, groups: 6, participants: 8, left_groups: 0 };
    accountId = (await simulator.control.createAccount(spec)).account_id;
    await simulator.control.setOptions({ queried_groups_stale: false }, accountId);
    await pairAndList(engine, simulator, session, accountId);
  });

  it('names a contact that throws in the page and reads the rest', async () => {
    const truth = await simulator.control.truth(accountId);
    // Its entry also has the masked number that a list of members shows, where the phone is hidden.
    const broken = truth.contacts.filter(({ phone_number }) => phone_number !== null)[3]!;
    await simulator.control.injectFault(accountId, {
      type: 'contact_throws',
      contact_id: broken.contact_id,
    });
    const document = await read(session);
    await simulator.control.clearFaults(accountId);
    const rest = truth.contacts.filter((contact) => contact !== broken);
    expect(comparable(document)).toEqual(comparable({ ...truth, contacts: rest }));
    expect(document).toMatchObject({
      complete: false,
      incomplete_reasons: [{ code: 'UNREADABLE_ITEMS', count: 1 }],
      unreadable_count: 1,
      unreadable: [{ type: 'contact', id: broken.contact_id }],
      listing_complete: { groups: true, contacts: true },
    });
  });

  it.each(['metadata', 'participants'] as const)(
    'names a group whose %s throws and reads the rest',
    async (where) => {
      const truth = await simulator.control.truth(accountId);
      const broken = truth.groups[2]!;
      const fault = { type: 'group_throws', group_id: broken.contact_id, where } as const;
      await simulator.control.injectFault(accountId, fault);
      const document = await read(session);
      await simulator.control.clearFaults(accountId);
      const rest = truth.groups.filter((group) => group !== broken);
      expect(comparable(document)).toEqual(comparable({ ...truth, groups: rest }));
      expect(document.unreadable).toMatchObject([{ type: 'group', id: broken.contact_id }]);
      expect(document.complete).toBe(false);
    },
  );

  it('streams the same as it answers in one document', async () => {
    const lines = (await stream(session)).map((line) => JSON.parse(line) as ReadLine);
    const {
      groups,
      contacts,
      kept_groups,
      past_participants,
      started_at: _,
      timings: __,
      ...rest
    } = await read(session);
    expect(lines.flatMap((line) => (line.type === 'kept_groups' ? line.group_ids : []))).toEqual(
      kept_groups,
    );
    const past = lines.filter((line) => line.type === 'past_participants');
    expect(past.map(({ type: _, ...group }) => group)).toEqual(past_participants);
    expect(lines.flatMap((line) => (line.type === 'groups' ? line.groups : []))).toEqual(groups);
    expect(lines.flatMap((line) => (line.type === 'contacts' ? line.contacts : []))).toEqual(
      contacts,
    );
    expect({ ...lines[0], ...lines.at(-1) }).toMatchObject({ ...rest, type: 'trailer' });
  });

  it('lists a person of the address book whose name the page has lost', async () => {
    const { contacts } = await simulator.control.truth(accountId);
    const lost = contacts.find((one) => one.address_book_name && one.phone_number)!;
    const { contact_id } = lost;
    await simulator.control.injectFault(accountId, { type: 'contact_name_wiped', contact_id });
    const document = await read(session, 'contacts');
    await simulator.control.clearFaults(accountId);
    const found = document.contacts.find((one) => one.contact_id === contact_id);
    expect(found).toMatchObject({ is_saved: true, address_book_name: null, short_name: null });
    expect(document).toMatchObject({ total_contacts: contacts.length, complete: true });
  });

  it('shows at once who has another number or another LID, also that of somebody else', async () => {
    const { contacts } = await simulator.control.truth(accountId);
    const [hidden, numbered, ...others] = [
      contacts.find(({ phone_number }) => phone_number === null)!,
      ...contacts.filter(({ lid, phone_number }) => lid !== null && phone_number !== null),
    ];
    const withoutLid = contacts.find(({ lid }) => lid === null)!;
    const taken = numbered!.phone_number!;
    await simulator.control.changeAccount(accountId, [
      { type: 'reveal_phone', contact_id: hidden!.contact_id },
      { type: 'reveal_lid', contact_id: withoutLid.contact_id },
      { type: 'change_number', contact_id: numbered!.contact_id },
      { type: 'reassign_number', contact_id: others[0]!.contact_id },
      { type: 'remove_contact', contact_id: `${taken}@s.whatsapp.net` },
      { type: 'change_number', contact_id: others[1]!.contact_id, phone_number: taken },
    ]);
    const document = await read(session);
    const truth = await simulator.control.truth(accountId);
    expect(comparable(document)).toEqual(comparable(truth));
    expect(document.complete).toBe(true);
    const holder = document.contacts.find(({ phone_number }) => phone_number === taken);
    expect(holder?.lid).toBe(others[1]!.lid);
  });

  it('shows changes on the phone at once', async () => {
    await simulator.control.changeAccount(accountId, [
      { type: 'add_contact', address_book_name: 'Baru Sekali' },
      { type: 'add_group', subject: 'Grup Baru' },
    ]);
    const document = await read(session);
    expect(comparable(document)).toEqual(comparable(await simulator.control.truth(accountId)));
    expect(document.contacts.some((contact) => contact.name === 'Baru Sekali')).toBe(true);
  });

  it('reads a saved person without a name (WAWebContactSync), and a username contact whose phone is revealed (WAWebLidContactSync)', async () => {
    const { contacts } = await simulator.control.truth(accountId);
    const { contact_id, username } = contacts.find(
      (one) => one.is_saved && one.phone_number === null,
    )!;
    const { results } = await simulator.control.changeAccount(accountId, [
      { type: 'add_contact', known_by: 'both' },
      { type: 'reveal_phone', contact_id, add_entry: true },
    ]);
    const document = await read(session);
    expect(comparable(document)).toEqual(comparable(await simulator.control.truth(accountId)));
    const [nameless, revealed] = results.map((result) =>
      document.contacts.find((one) => one.contact_id === result.contact_id),
    );
    expect(nameless).toMatchObject({ is_saved: true, address_book_name: '', short_name: '' });
    expect(revealed).toMatchObject({ is_saved: true, username, phone_number: expect.any(String) });
  });
});

describe('a refresh', () => {
  it.each(['refresh=yes', 'refersh=true'])('is refused when the query says %s', async (query) => {
    const answer = await engine.call('GET', `/sessions/any/groups?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });
});

describe('a large group', () => {
  it('continues in further lines, each within the agreed length, with all members', async () => {
    const spec = { seed: 9, contacts: 2100, groups: 1, participants: 2000, communities: 0 };
    const { account_id: accountId } = await simulator.control.createAccount(spec);
    await pairAndList(engine, simulator, 'large', accountId);
    const lines = await stream('large', 'groups');
    const longest = Math.max(...lines.map((line) => Buffer.byteLength(line) + 1));
    expect(longest).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(lines.some((line) => line.startsWith('{"type":"participants"'))).toBe(true);
    const document = await read('large', 'groups');
    expect(document).toMatchObject({ total_groups: 1, total_participants: 2000, complete: true });
    const truth = comparable(await simulator.control.truth(accountId));
    expect(comparable(document).groups).toEqual(truth.groups);
  });
});
