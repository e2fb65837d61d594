import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ODD_NAMES } from '../src/account/odd-names.ts';
import { type Simulator, startSimulator } from '../src/simulator.ts';
import { byId, HAS_SYNCED, openLinkedPage, openPage } from './testing/linked-page.ts';

/** Of the entries that have one: the username, and whether it makes the person a contact. */
const USERNAMES = `require('WAWebCollections').Contact.getModelsArray()
  .filter((one) => one.username !== undefined)
  .map((one) => [one.username, one.isUsernameContact])`;

/** The table of the page's database (WAWebDBOutContactDatabaseApi), and the collection in its memory. */
const OUT_CONTACT_ROWS = `require('WAWebDBOutContactDatabaseApi').getAllOutContacts()
  .then((rows) => rows.map(({ id, fullName, firstName }) => [id, fullName, firstName]))`;
const OUT_CONTACTS = `require('WAWebOutContactCollection').OutContactCollection.getModelsArray()
  .map(({ id, fullName, firstName }) => [id, fullName, firstName])`;

const HOSTED_IDS = `require('WAWebCollections').Contact.getModelsArray()
  .map((one) => one.id).filter((id) => id.isHosted()).map(String)`;
/** Of entries that the address book does not have, and whose person is not known by username. */
const NAMES_FROM_CHATS = `require('WAWebCollections').Contact.getModelsArray()
  .filter((one) => one.id.isUser() && one.name && one.isAddressBookContact === 0 && !one.isUsernameContact)
  .map((one) => one.name)`;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

describe('a linked page', () => {
  test('holds the same as the truth, odd names included', async () => {
    const page = await openLinkedPage(simulator, { contacts: 120, groups: 30, seed: 11 });
    try {
      const truth = await simulator.control.truth(page.account.account_id);
      expect(byId(await page.readAccount())).toEqual(byId(truth));
      const names = truth.contacts.flatMap((contact) => [
        contact.address_book_name,
        contact.push_name,
      ]);
      expect(names).toEqual(expect.arrayContaining([...ODD_NAMES]));
      expect(truth.contacts.some((contact) => contact.contact_id.endsWith('@lid'))).toBe(true);
      // A person saved without a phone is a contact by username (WAWebLidContactSync), one with a phone is
      // not, and no username begins with @ (WAWebContactSync, WAWebUsernameTypes).
      const signs = new Map(await page.evaluate<[string, boolean][]>(USERNAMES));
      const saved = truth.contacts.filter((one) => one.is_saved && one.username !== null);
      const expected = saved.map((one) => [one.username, one.phone_number === null]);
      expect(saved.map(({ username }) => [username, signs.get(username ?? '')])).toEqual(expected);
      expect(new Set(expected.map(([, isAlone]) => isAlone))).toEqual(new Set([true, false]));
      expect([...signs.keys()].filter((username) => username.startsWith('@'))).toEqual([]);
    } finally {
      await page.close();
    }
  });

  test('has entries of hosted businesses, and names that came with a chat beside a 0', async () => {
    const spec = { contacts: 120, groups: 2, seed: 13, business_share: 0.5, saved_share: 0.5 };
    const page = await openLinkedPage(simulator, spec);
    try {
      const truth = await simulator.control.truth(page.account.account_id);
      const ids = await page.evaluate<string[]>(HOSTED_IDS);
      expect(ids.length).toBeGreaterThan(2);
      for (const id of ids) expect(id).toMatch(/^\d+:99@hosted(\.lid)?$/);
      expect(truth.hosted.length).toBeGreaterThan(2);
      const named = truth.contacts.filter((one) => !one.is_saved && one.address_book_name);
      const names = await page.evaluate<string[]>(NAMES_FROM_CHATS);
      expect(new Set(names)).toEqual(new Set(named.map((one) => one.address_book_name)));
      expect(names.length).toBeGreaterThan(2);
      const { account_id } = page.account;
      const { contact_id } = named[0]!;
      await simulator.control.injectFault(account_id, { type: 'contact_name_wiped', contact_id });
      expect((await page.evaluate<string[]>(NAMES_FROM_CHATS)).length).toBeLessThan(names.length);
      await simulator.control.clearFaults(account_id);
      expect(await page.evaluate<string[]>(NAMES_FROM_CHATS)).toEqual(names);
    } finally {
      await page.close();
    }
  });

  test('follows every kind of change on the phone', async () => {
    const page = await openLinkedPage(simulator, {
      contacts: 60,
      groups: 8,
      seed: 12,
      double_share: 0.2,
    });
    const { account_id: id } = page.account;
    try {
      const { contacts, groups, without_whatsapp: out } = await simulator.control.truth(id);
      const saved = contacts.filter((one) => one.is_saved && one.phone_number && one.lid);
      const lids = contacts.filter((one) => one.phone_number === null);
      const lidless = contacts.filter((one) => one.lid === null);
      const [first, second, third] = groups.slice(3).map((group) => group.contact_id);
      const changed = await simulator.control.changeAccount(id, [
        { type: 'add_contact', known_by: 'both', address_book_name: 'Dua Kali', is_blocked: true },
        {
          type: 'add_contact',
          known_by: 'lid_only',
          push_name: 'lid',
          is_saved: false,
          has_chat: true,
        },
        {
          type: 'update_contact',
          contact_id: saved[0]!.contact_id,
          set: { address_book_name: 'Ganti' },
        },
        {
          type: 'update_contact',
          contact_id: saved[0]!.contact_id,
          set: { is_blocked: true, has_chat: true },
        },
        { type: 'remove_contact', contact_id: saved[1]!.contact_id },
        { type: 'unsave_contact', contact_id: saved[2]!.contact_id },
        { type: 'reveal_phone', contact_id: lids[0]!.contact_id },
        { type: 'reveal_phone', contact_id: lids[1]!.contact_id, add_entry: true },
        { type: 'reveal_lid', contact_id: lidless[0]!.contact_id, add_entry: true },
        { type: 'change_number', contact_id: saved[3]!.contact_id },
        { type: 'reassign_number', contact_id: saved[4]!.contact_id, push_name: 'Lain' },
        { type: 'set_picture', id: saved[5]!.contact_id, picture: 'new_picture' },
        { type: 'set_picture', id: first!, picture: 'new_picture' },
        { type: 'add_group', subject: 'Grup Baru', members: [saved[6]!.contact_id] },
        {
          type: 'update_group',
          group_id: first!,
          set: { subject: 'Nama Baru', description: 'Baru' },
        },
        { type: 'add_member', group_id: first! },
        { type: 'add_member', group_id: first!, role: 'admin' },
        { type: 'update_contact', contact_id: saved[8]!.contact_id, set: { labels: ['13', '12'] } },
        { type: 'update_group', group_id: first!, set: { labels: ['20', '14'] } },
        { type: 'set_label', id: '20', name: 'Label baru', orderIndex: 0 },
        { type: 'set_label', id: '12', name: 'Nama lain' },
        { type: 'remove_label', id: '14' },
        { type: 'leave_group', group_id: second! },
        { type: 'delete_group', group_id: third! },
        { type: 'add_out_contact', address_book_name: 'Rumah Nenek' },
        { type: 'remove_out_contact', contact_id: out[0]!.contact_id },
        { type: 'join_whatsapp', contact_id: out[1]!.contact_id },
        { type: 'leave_whatsapp', contact_id: saved[7]!.contact_id },
      ]);
      const after = await page.readAccount();
      const labels = (id: string) =>
        [...after.contacts, ...after.groups].find(({ contact_id }) => contact_id === id)?.labels;
      expect(labels(saved[8]!.contact_id)).toEqual(['Nama lain', '=1+1']);
      expect(labels(first!)).toEqual(['Label baru']);
      expect(byId(after)).toEqual(byId(await simulator.control.truth(id)));
      expect(changed.expected).toMatchObject({
        contacts: after.contacts.length,
        groups: after.groups.length,
      });
      // Their ids are texts; the collection follows the table without a signal (WAWebOutContactSync).
      const { without_whatsapp: others } = await simulator.control.truth(id);
      const names = others.map((one) => [one.contact_id, one.address_book_name, one.short_name]);
      expect(names).toHaveLength(3);
      expect(await page.evaluate(OUT_CONTACT_ROWS)).toEqual(names);
      await expect.poll(() => page.evaluate(OUT_CONTACTS)).toEqual(names);
    } finally {
      await page.close();
    }
  });

  test('has labels as ids in a chat, the newest first, and none in its models without the gates (WAWebLabelItemCollection, WAWebChatModel)', async () => {
    const IDS = `require('WAWebCollections').Chat.getModelsArray().map(({ labels }) => labels?.join() ?? null)`;
    const NAMES = `require('WAWebLabelCollection').LabelCollection.getModelsArray().map(({ name, orderIndex }) => [name, orderIndex])`;
    const lists = { assistants: false, broadcasts: 0, empty_chats: false };
    const spec = { contacts: 30, groups: 20, seed: 15, ...lists };
    const page = await openLinkedPage(simulator, spec);
    try {
      expect(await page.evaluate(IDS)).toEqual(expect.arrayContaining(['', '13', '12,14']));
      // Without a place of its own a label has that of its id (WAWebLabelModel).
      expect(await page.evaluate(NAMES)).toEqual(
        expect.arrayContaining([
          ['Daftar 2', 2],
          ['=1+1', 6],
        ]),
      );
      const { account_id: id } = page.account;
      await simulator.control.setOptions({ lists_enabled: false }, id);
      await page.page.reload();
      await page.until(HAS_SYNCED);
      expect(new Set(await page.evaluate<unknown[]>(IDS))).toEqual(new Set([null]));
      expect(await page.evaluate(NAMES)).toEqual([]);
    } finally {
      await page.close();
    }
  });

  test('has entries that are neither contacts nor groups of the user', async () => {
    const page = await openLinkedPage(simulator, {
      contacts: 10,
      groups: 3,
      left_groups: 2,
      seed: 13,
    });
    try {
      const servers = await page.evaluate<string[]>(
        "require('WAWebCollections').Contact.getModelsArray().map((one) => one.id._serialized.replace(/^[0-9-]+/, ''))",
      );
      expect(new Set(servers)).toEqual(
        new Set([
          '@c.us',
          '@lid',
          '@bot',
          '@g.us',
          '@broadcast',
          '@newsletter',
          'status@broadcast',
        ]),
      );
      const own =
        "require('WAWebCollections').Contact.filter(require('WAWebContactGetters').getIsMe).length";
      expect(await page.evaluate(own)).toBe(2);
      expect(await page.evaluate("require('WAWebGroupMetadataCollection').length")).toBe(5);
    } finally {
      await page.close();
    }
  });

  test('loads contacts in parts after pairing, and all of them before it says that it has synced', async () => {
    const { control } = simulator;
    const { account_id: id } = await control.createAccount({ contacts: 100, groups: 5, seed: 14 });
    await control.setOptions({ sync_never: true }, id);
    const page = await openPage(simulator);
    try {
      await control.scanQr({ qr: await page.qrText(), account_id: id });
      await page.until("require('WAWebSocketModel').Socket.state === 'CONNECTED'");
      const known = await page.evaluate<number>("require('WAWebCollections').Contact.length");
      expect(known).toBeGreaterThan(0);
      expect(known).toBeLessThan(100);
      await control.setOptions({ sync_never: false }, id);
      await page.page.reload();
      await page.until(HAS_SYNCED);
      expect((await page.readAccount()).contacts).toHaveLength(100);
    } finally {
      await page.close();
    }
  });
});
