import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const PHONE = '628120000001';
const PERSON = `${PHONE}@s.whatsapp.net`;
const [OLDER_LID, LID] = ['110000000000001@lid', '110000000000002@lid'];
const GROUP = '120363000000000001@g.us';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** A session whose contact had another LID in the grab before. */
async function sessionWithOlderLid(): Promise<string> {
  const account = (lid: string) => ({
    groups: [
      engineGroup({ contact_id: GROUP, participants: [engineParticipant({ phone: PHONE, lid })] }),
    ],
    contacts: [
      engineContact({ phone: PHONE, lid, name: 'Ani' }),
      engineContact({ phone: '628120000002', name: 'Budi' }),
    ],
  });
  const id = await connectedSession(api, account(OLDER_LID));
  await request(api, `/api/sessions/${id}/grab-all`);
  api.engine.setAccount(id, account(LID));
  await request(api, `/api/sessions/${id}/grab-all`);
  return id;
}

const twice = (text: string) => encodeURIComponent(encodeURIComponent(text));
/** As they stand in a URL. */
const SPELLINGS = [
  PERSON,
  encodeURIComponent(PERSON),
  twice(PERSON),
  `${PHONE}@c.us`,
  twice(`${PHONE}@c.us`),
  PHONE,
  `+${PHONE}`,
  encodeURIComponent(`+${PHONE}`),
  LID,
  twice(LID),
  OLDER_LID,
  encodeURIComponent(OLDER_LID),
  twice(OLDER_LID),
];

describe('a contact', () => {
  let id: string;
  beforeAll(async () => {
    id = await sessionWithOlderLid();
  });
  const call = (text: string, method = 'GET') =>
    request(api, `/api/sessions/${id}/contacts/${text}`, { method });

  it.each(SPELLINGS)('is found at %s, with its groups', async (text) => {
    const { status, body } = await call(text);
    expect([status, body.data?.contact.contact_id]).toEqual([200, PERSON]);
    expect(body.data).toMatchObject({ contact: { lid: LID }, groups: [{ group_id: GROUP }] });
  });

  it('is not found by the digits of its LID alone', async () => {
    const { status, body } = await call(LID.replace('@lid', ''));
    expect([status, body.code]).toEqual([404, 'CONTACT_NOT_FOUND']);
  });

  it.each([PERSON, `${PHONE}@c.us`, LID, OLDER_LID, twice(OLDER_LID)])(
    'is found by a search for %s, streamed and in a page',
    async (text) => {
      const query = `search=${text.includes('%') ? text : encodeURIComponent(text)}`;
      for (const more of ['', '&limit=10&total=true', '&limit=10&sort=name']) {
        const { body } = await request(api, `/api/sessions/${id}/contacts?${query}${more}`);
        expect(body.data.contacts, more).toMatchObject([{ contact_id: PERSON }]);
        expect(body.data.total ?? 1).toBe(1);
      }
      const inGroup = `${query}&in_group=${twice(GROUP)}`;
      const { body } = await request(api, `/api/sessions/${id}/contacts?${inGroup}`);
      expect(body.data.contacts).toMatchObject([{ contact_id: PERSON }]);
    },
  );

  it('is found in an export by its older LID', async () => {
    const query = `format=json&search=${encodeURIComponent(OLDER_LID)}`;
    const { body } = await request(api, `/api/sessions/${id}/contacts/export?${query}`);
    expect(body).toMatchObject([{ contact_id: PERSON }]);
  });

  it('is not found by a search for an address that it never had', async () => {
    for (const text of ['628129999999@c.us', '110000000000009@lid', '9@g.us']) {
      const { body } = await request(api, `/api/sessions/${id}/contacts?search=${text}`);
      expect(body.data.contacts).toEqual([]);
    }
  });
});

it('a contact is found by the older LIDs that the engine names, until another contact has them', async () => {
  const account = (ani: string[], budi: string[]) => ({
    contacts: [
      engineContact({ phone: PHONE, lid: LID, ...(ani.length > 0 && { older_lids: ani }) }),
      engineContact({ phone: '628120000002', ...(budi.length > 0 && { older_lids: budi }) }),
    ],
  });
  const id = await connectedSession(api, account([OLDER_LID, '110000000000003@lid'], []));
  const holder = async (lid: string) => {
    await request(api, `/api/sessions/${id}/grab-contacts`);
    const { body } = await request(api, `/api/sessions/${id}/contacts/${lid}`);
    return body.data?.contact.contact_id;
  };
  expect(await holder(OLDER_LID)).toBe(PERSON);
  expect(await holder('110000000000003@lid')).toBe(PERSON);
  api.engine.setAccount(id, account([], [OLDER_LID]));
  expect(await holder(OLDER_LID)).toBe('628120000002@s.whatsapp.net');
  expect(await holder('110000000000003@lid')).toBe(PERSON);
});

describe('a group', () => {
  it.each([GROUP, encodeURIComponent(GROUP), twice(GROUP)])('is found at %s', async (text) => {
    const id = await sessionWithOlderLid();
    const members = await request(api, `/api/sessions/${id}/groups/${text}/participants`);
    expect(members.body.data).toMatchObject({
      group_id: GROUP,
      participants: [{ participant_id: PERSON }],
    });
    const file = await request(
      api,
      `/api/sessions/${id}/groups/${text}/participants/export?format=json`,
    );
    expect(file.body).toMatchObject([{ participant_id: PERSON }]);
    const filtered = await request(api, `/api/sessions/${id}/contacts?in_group=${text}`);
    expect(filtered.body.data.contacts).toMatchObject([{ contact_id: PERSON }]);
  });
});

describe('a deletion', () => {
  const remove = (id: string, text: string) =>
    request(api, `/api/sessions/${id}/contacts/${text}`, { method: 'DELETE' });
  const names = async (id: string) => {
    const { body } = await request(api, `/api/sessions/${id}/contacts?type=individual`);
    return body.data.contacts.map(({ name }: { name: string }) => name);
  };

  it.each([PERSON, `${PHONE}@c.us`, LID, OLDER_LID, twice(OLDER_LID)])(
    'takes the whole address %s',
    async (text) => {
      const id = await sessionWithOlderLid();
      expect((await remove(id, text)).status).toBe(200);
      expect(await names(id)).toEqual(['Budi']);
    },
  );

  it('takes the id of a row, of its own session alone', async () => {
    const [id, other] = [await sessionWithOlderLid(), await sessionWithOlderLid()];
    const { body } = await request(api, `/api/sessions/${id}/contacts/${PHONE}`);
    const { status, body: refusal } = await remove(other, String(body.data.contact.id));
    expect([status, refusal.code]).toEqual([404, 'CONTACT_NOT_FOUND']);
    expect((await remove(id, String(body.data.contact.id))).status).toBe(200);
    expect(await names(id)).toEqual(['Budi']);
    expect(await names(other)).toEqual(['Ani', 'Budi']);
  });

  it.each([PHONE, `+${PHONE}`, `%2B${PHONE}`, '628129999999', '+1', '0012', '110000000000001'])(
    'is refused by the number %s alone, which says what to send',
    async (text) => {
      const id = await sessionWithOlderLid();
      const { status, body } = await remove(id, text);
      expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body.details).toMatchObject([{ path: 'params.contactId' }]);
      expect(body.details[0].message).toContain('@s.whatsapp.net');
      expect(await names(id)).toEqual(['Ani', 'Budi']);
    },
  );

  it('is refused by digits that are the id of a row and the number of a person', async () => {
    const id = await sessionWithOlderLid();
    const { body } = await request(api, `/api/sessions/${id}/contacts/${PHONE}`);
    const digits = String(body.data.contact.id);
    // No number is so short; only the check of the contract is.
    await api.db.pool.query(
      'UPDATE contacts SET contact_id = $3, phone_number = $2 WHERE session_id = $1 AND name = $4',
      [id, digits, `${digits}@s.whatsapp.net`, 'Budi'],
    );
    expect((await remove(id, digits)).status).toBe(400);
    // Not by the API: no answer may hold such a number.
    const { rows } = await api.db.pool.query(
      "SELECT name FROM contacts WHERE session_id = $1 AND type = 'individual' ORDER BY name",
      [id],
    );
    expect(rows.map(({ name }) => name)).toEqual(['Ani', 'Budi']);
  });
});
