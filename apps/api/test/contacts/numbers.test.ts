import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const LID = '110000000000001@lid';
const [ANI_LID, OLDER_LID] = ['110000000000002@lid', '110000000000009@lid'];
const GROUP = '120363000000000001@g.us';
const ANI = '6281234567890';
/** Without the ninth digit, with the 1 of Mexico, with the 9 of Argentina. */
const [BIA, CRUZ, DIEGO] = ['553188888888', '5215512345678', '5491123456789'];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** A session whose own number is given, with one person of each country. */
async function sessionOf(phone_number: string): Promise<string> {
  const id = await createSession(api);
  const persons = { Ani: ANI, Bia: BIA, Cruz: CRUZ, Diego: DIEGO };
  const contacts = [
    ...Object.entries(persons).map(([name, phone]) =>
      engineContact({
        phone,
        name,
        ...(phone === ANI && { lid: ANI_LID, older_lids: [OLDER_LID] }),
      }),
    ),
    engineContact({ phone: null, lid: LID, name: 'Eka' }),
  ];
  const participants = [
    engineParticipant({ phone: BIA }),
    engineParticipant({ phone: null, lid: LID }),
  ];
  api.engine.setSession(id, { status: 'connected', phone_number });
  api.engine.setAccount(id, {
    contacts,
    groups: [engineGroup({ contact_id: GROUP, participants })],
  });
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
  return id;
}

const contactsOf = async (id: string, query: string) =>
  (await request(api, `/api/sessions/${id}/contacts?${query}`)).body.data.contacts;
const namesOf = (contacts: { name: string }[]) => contacts.map(({ name }) => name);

// [own number, typed, the person found]
const TYPED = [
  [ANI, '0812-3456-7890', 'Ani'],
  [ANI, '+62 812‑3456‑7890', 'Ani'],
  [ANI, '\u202a+62\u00a0812\u00a03456\u00a07890\u202c', 'Ani'],
  [ANI, 'tel:+62-812-3456-7890', 'Ani'],
  [ANI, 'https://wa.me/6281234567890?text=halo', 'Ani'],
  [ANI, '٠٨١٢٣٤٥٦٧٨٩٠', 'Ani'],
  [ANI, '+55 31 98888-8888', 'Bia'],
  [ANI, '+55 31 8888-8888', 'Bia'],
  [BIA, '(31) 98888-8888', 'Bia'],
  [BIA, '031 8888-8888', 'Bia'],
  [ANI, '+52 55 1234 5678', 'Cruz'],
  [CRUZ, '55 1234 5678', 'Cruz'],
  [ANI, '+54 11 2345-6789', 'Diego'],
  [DIEGO, '011 15-2345-6789', 'Diego'],
] as const;

describe('a number as people type and copy it', () => {
  const sessions = new Map<string, string>();
  beforeAll(async () => {
    for (const [own] of TYPED) if (!sessions.has(own)) sessions.set(own, await sessionOf(own));
  });
  const session = (own: string) => sessions.get(own) as string;

  it.each(TYPED)(
    'in a session of %s: %s is found by a search, and in an export',
    async (own, typed, name) => {
      const query = `type=individual&search=${encodeURIComponent(typed)}`;
      for (const more of ['', '&limit=10', '&limit=10&sort=name&total=true']) {
        expect(namesOf(await contactsOf(session(own), query + more))).toEqual([name]);
      }
      const path = `/api/sessions/${session(own)}/contacts/export?format=json&${query}`;
      expect(namesOf((await request(api, path)).body)).toEqual([name]);
    },
  );

  it.each(TYPED)('in a session of %s: %s is found in a path', async (own, typed, name) => {
    const path = `/api/sessions/${session(own)}/contacts/${encodeURIComponent(typed)}`;
    const { status, body } = await request(api, path);
    expect([status, body.data?.contact.name]).toEqual([200, name]);
  });

  it.each(['+55 31 9888', '+52 55 12', '+54 11 23', '0812-34'])(
    'is found by its beginning: %s',
    async (typed) => {
      const found = await contactsOf(session(ANI), `search=${encodeURIComponent(typed)}`);
      expect(found).toHaveLength(1);
    },
  );

  it.each([
    [LID, 'Eka'],
    ['110000000000001', 'Eka'],
    [ANI_LID, 'Ani'],
    [OLDER_LID, 'Ani'],
    ['110000000000009', 'Ani'],
  ])('is no LID: %s finds the person who has or had it', async (typed, name) => {
    for (const more of ['', '&limit=10']) {
      const found = await contactsOf(session(ANI), `search=${typed}${more}`);
      expect(namesOf(found)).toEqual([name]);
    }
  });

  it.each(['\u200b', '\u0301', '\u0640', '\u202a\u202c', '\u00ad \u2060', '\u3164'])(
    'or nothing that can be seen, %j, is refused by a search',
    async (typed) => {
      for (const more of ['', '&limit=10']) {
        const path = `/api/sessions/${session(ANI)}/contacts?search=${encodeURIComponent(typed)}${more}`;
        const { status, body } = await request(api, path);
        expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
      }
    },
  );
});

describe('an answer', () => {
  const forms = ({
    phone_number,
    phone_e164,
    phone_national,
    country,
  }: Record<string, unknown>) => [phone_number, phone_e164, phone_national, country];
  const BIA_FORMS = [BIA, '+5531988888888', '(31) 98888-8888', 'BR'];
  const NONE = [null, null, null, null];

  it('has the number as it is dialled, as it is written at home, and its country', async () => {
    const id = await sessionOf(ANI);
    const streamed = await contactsOf(id, 'type=individual');
    expect(streamed.map(forms)).toEqual([
      [ANI, '+6281234567890', '0812-3456-7890', 'ID'],
      BIA_FORMS,
      [CRUZ, '+525512345678', '55 1234 5678', 'MX'],
      [DIEGO, '+5491123456789', '011 15-2345-6789', 'AR'],
      NONE,
    ]);
    expect(await contactsOf(id, 'type=individual&limit=10')).toEqual(streamed);
    const one = await request(api, `/api/sessions/${id}/contacts/${BIA}`);
    expect(one.body.data.contact).toEqual(streamed[1]);
    const grabbed = await request(api, `/api/sessions/${id}/grab-contacts`);
    expect(grabbed.body.data.contacts.map(forms)).toEqual(streamed.map(forms));
    const members = await request(api, `/api/sessions/${id}/groups/${GROUP}/participants`);
    expect(members.body.data.participants.map(forms)).toEqual([BIA_FORMS, NONE].toSorted());
  });
});

describe('a deletion', () => {
  it('by a whole address takes the other form of the number, too', async () => {
    const id = await sessionOf(ANI);
    const path = `/api/sessions/${id}/contacts/5531988888888@c.us`;
    expect((await request(api, path, { method: 'DELETE' })).status).toBe(200);
    expect(namesOf(await contactsOf(id, 'type=individual'))).not.toContain('Bia');
  });

  it.each(['1-2', '(12)', '٣', '0812-3456-7890'])('by the number %s is refused', async (text) => {
    const id = await sessionOf(ANI);
    const path = `/api/sessions/${id}/contacts/${encodeURIComponent(text)}`;
    expect((await request(api, path, { method: 'DELETE' })).body.code).toBe('VALIDATION_FAILED');
    expect(await contactsOf(id, 'type=individual')).toHaveLength(5);
  });
});

it('an erasure by either form of a number takes the person, and no grab brings them back', async () => {
  for (const person of ['+55 31 98888-8888', 'https://wa.me/553188888888']) {
    const id = await sessionOf(ANI);
    const erased = await request(api, '/api/erasures', { method: 'POST', body: { person } });
    expect([erased.status, erased.body.data.exclusion.address_count]).toEqual([200, 2]);
    await request(api, `/api/sessions/${id}/grab-all`);
    expect(namesOf(await contactsOf(id, 'type=individual'))).not.toContain('Bia');
    const exclusion = erased.body.data.exclusion.exclusion_id;
    await request(api, `/api/exclusions/${exclusion}`, { method: 'DELETE' });
  }
});
