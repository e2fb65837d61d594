import {
  contactEntry,
  groupEntry,
  memberEntry,
  pastEntry,
  person,
  stranger,
} from '@grabber/database/testing/entries';
import { grabAccount } from '@grabber/database/testing/grab-account';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function get(path: string): Promise<string> {
  const response = await fetch(`${api.url}/api/sessions/${path}`, {
    headers: { 'x-api-key': ADMIN_KEY },
  });
  expect(response.status).toBe(200);
  return response.text();
}

/** The UID of each card, by the name on it. */
async function uids(path: string, format = 'vcard3'): Promise<Record<string, string>> {
  const text = await get(`${path}?format=${format}`);
  const cards = text.matchAll(/^UID[^:]*:(.*)\r\n(?:.*\r\n)*?FN:(.*)\r\n/gm);
  return Object.fromEntries([...cards].map(([, uid = '', name = '']) => [name, uid]));
}

const named = (who: Parameters<typeof contactEntry>[0], name: string) =>
  contactEntry(who, { name });

describe('the UID of a person', () => {
  it('stays when the number of an LID becomes known, and when two rows become one', async () => {
    const id = await createSession(api);
    const path = `${id}/contacts/export`;
    await grabAccount(api.db, id, {
      contacts: [
        named(stranger('1'), 'Ani'),
        named(stranger('2'), 'Budi'),
        named(person('628120000002'), 'Budi 2'),
      ],
    });
    const before = await uids(path);
    expect(await uids(path, 'vcard')).toEqual(before);
    await grabAccount(api.db, id, {
      contacts: [
        named(person('628120000001', '1'), 'Ani'),
        named(person('628120000002', '2'), 'Budi'),
      ],
    });
    const after = await uids(path);
    expect(after.Ani).toBe(before.Ani);
    // The row with the number is the one that stays.
    expect(after).toEqual({ Ani: before.Ani, Budi: before['Budi 2'] });
  });

  it('is another one in each session, and the same among the members of a group', async () => {
    const who = person('628120000003', '3');
    const account = {
      contacts: [named(who, 'Cici')],
      groups: [
        {
          group: groupEntry('10'),
          members: [
            memberEntry(who, { name: 'Cici' }),
            memberEntry(person('628120000004', '4'), { name: 'Dedi' }),
            memberEntry(person('628120000005'), { name: 'Edi' }),
          ],
        },
      ],
    };
    const sessions = [await createSession(api), await createSession(api)];
    const found: string[] = [];
    for (const id of sessions) {
      await grabAccount(api.db, id, account);
      const { Cici } = await uids(`${id}/contacts/export`);
      const members = await uids(`${id}/groups/10%40g.us/participants/export`);
      expect(members).toEqual({
        Cici,
        Dedi: `${id}-4@lid`,
        Edi: `${id}-628120000005@s.whatsapp.net`,
      });
      found.push(String(Cici));
    }
    expect(found[0]).not.toBe(found[1]);
  });
});

describe('memberships', () => {
  const left_at = new Date('2024-01-10T08:15:00Z');
  const stays = person('628120000006');
  const leaves = person('628120000007');
  const removed = person('628120000008');
  let id: string;
  beforeAll(async () => {
    id = await createSession(api);
    const group = (number: string, ...members: (typeof stays)[]) => ({
      group: groupEntry(number),
      members: members.map((who) => memberEntry(who)),
    });
    await grabAccount(api.db, id, {
      groups: [group('10', stays, leaves, removed), group('11', stays)],
    });
    const now = { ...group('10', stays), past: [pastEntry(leaves, left_at)] };
    await grabAccount(api.db, id, { groups: [now] });
  });

  async function rows(query: string, path = 'groups/participants') {
    const text = await get(`${id}/${path}/export?${query}`);
    const read = parse(text, { columns: true }) as Record<string, string>[];
    return read.map((row) =>
      [row.group_id, row.group_status, row.participant_id, row.status, row.left_at, row.reason]
        .filter((cell) => cell !== undefined)
        .join(' ')
        .trim(),
    );
  }
  const [STAYS, LEFT] = ['10@g.us active', '11@g.us inactive'];

  it('say whether the account still has the group, and are of members who are there', async () => {
    expect(await rows('')).toEqual([`${STAYS} ${stays.id} active`, `${LEFT} ${stays.id} active`]);
    expect(await rows('group_status=active')).toEqual([`${STAYS} ${stays.id} active`]);
    expect(await rows('group_status=inactive')).toEqual([`${LEFT} ${stays.id} active`]);
  });

  it('are of those who have left, too, with when and how', async () => {
    const gone = [
      `${STAYS} ${leaves.id} inactive 2024-01-10T08:15:00.000Z left`,
      `${STAYS} ${removed.id} inactive`,
    ];
    expect(await rows('status=inactive')).toEqual(gone);
    expect(await rows('status=all')).toEqual([
      `${STAYS} ${stays.id} active`,
      ...gone,
      `${LEFT} ${stays.id} active`,
    ]);
    const ofGroup = await rows('status=all', 'groups/10%40g.us/participants');
    expect(ofGroup).toEqual([
      `${stays.id} active`,
      `${leaves.id} inactive 2024-01-10T08:15:00.000Z left`,
      `${removed.id} inactive`,
    ]);
  });

  it('have the same in JSON', async () => {
    const path = `/api/sessions/${id}/groups/participants/export?format=json&status=inactive`;
    expect((await request(api, path)).body[0]).toMatchObject({
      ...{ group_id: '10@g.us', group_status: 'active', participant_id: leaves.id },
      ...{ status: 'inactive', left_at: left_at.toISOString(), reason: 'left' },
    });
  });
});
