import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { grabInState, queueGrab } from '../support/durable-grabs.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let now = Date.UTC(2024, 0, 15, 10, 30);
beforeAll(async () => {
  api = await startTestApi({ works: true, clock: () => new Date(now) });
});
afterAll(() => api.stop());

const PEOPLE = 60;
const phones = Array.from({ length: PEOPLE }, (_, n) => String(628_120_000_000 + n));
/** An account with some of sixty people, each of them a member of its group. */
const accountOf = (count: number) => ({
  groups: [
    engineGroup({
      participants: phones.slice(0, count).map((phone) => engineParticipant({ phone })),
    }),
  ],
  contacts: phones.slice(0, count).map((phone) => engineContact({ phone })),
});

/** A session whose sixty people were grabbed, and whose page now shows some of them. */
async function shrunkSession(count: number, target = api): Promise<string> {
  const id = await connectedSession(target, accountOf(PEOPLE));
  await request(target, `/api/sessions/${id}/grab-all`);
  target.engine.setAccount(id, accountOf(count));
  return id;
}

async function inactiveCount(id: string, target = api): Promise<number> {
  const { body } = await request(target, `/api/sessions/${id}/contacts?status=inactive`);
  return body.data.contacts.length;
}

const INDONESIAN = {
  contact:
    'Terlalu banyak kontak hilang sekaligus. Semuanya tetap aktif sampai daftar lengkap berikutnya, minimal 10 menit kemudian, juga tidak memuatnya. Jika memang sudah tidak ada, ulangi dengan confirm_removals=true.',
  participant:
    'Terlalu banyak anggota grup hilang sekaligus. Semuanya tetap aktif sampai daftar lengkap berikutnya, minimal 10 menit kemudian, juga tidak memuatnya. Jika memang sudah tidak ada, ulangi dengan confirm_removals=true.',
};
const code = 'REMOVAL_HELD_BACK';
const reasons = [
  { code, message: INDONESIAN.contact, count: 30, type: 'contact' },
  { code, message: INDONESIAN.participant, count: 30, type: 'participant' },
];

describe('a grab that misses half of the account', () => {
  it('is 200 and not complete, says what it held back, and removes nothing', async () => {
    const id = await shrunkSession(30);
    const cursor = (await request(api, `/api/sessions/${id}/contacts/changes`)).body.data
      .next_cursor;
    const { status, body } = await request(api, `/api/sessions/${id}/grab-all`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      total_contacts: 30,
      removed_count: 0,
      failed_count: 0,
      complete: false,
      errors: [
        {
          type: 'group',
          contact_id: '120363000000000001@g.us',
          reason: 'anggota ditahan: 30 hilang sekaligus',
        },
      ],
    });
    expect(body.data.incomplete_reasons).toEqual(reasons);
    expect(await inactiveCount(id)).toBe(0);
    const changes = await request(api, `/api/sessions/${id}/contacts/changes?since=${cursor}`);
    // Of the group its own count of members, as the page shows it.
    expect(changes.body.data.changes).toMatchObject([
      { change: 'changed', fields: ['group_participants_count'] },
    ]);
    const { body: members } = await request(
      api,
      `/api/sessions/${id}/groups/120363000000000001@g.us/participants?limit=100`,
    );
    expect(members.data.participants).toHaveLength(PEOPLE);
  });

  it('is told in the language of the reader, in the grab and in its record', async () => {
    const id = await shrunkSession(30);
    const headers = { 'accept-language': 'en' };
    const { body } = await request(api, `/api/sessions/${id}/grab-contacts`, { headers });
    const message =
      'Too many contacts are missing at once. They stay active until a complete listing at least 10 minutes later misses them, too. If they are gone, grab again with confirm_removals=true.';
    expect(body.data.incomplete_reasons).toEqual([{ ...reasons[0], message }]);
    const path = `/api/sessions/${id}/grabs`;
    const { grab_id } = body.data;
    const { grabs } = (await request(api, path, { headers })).body.data;
    expect(grabs).toContainEqual(
      expect.objectContaining({
        grab_id,
        state: 'partial',
        incomplete_reasons: [{ ...reasons[0], message }],
      }),
    );
    const record = await request(api, `${path}/${grab_id}`);
    expect(record.body.data.incomplete_reasons).toEqual([reasons[0]]);
  });

  it('removes it when it still misses the same ten minutes later', async () => {
    const id = await shrunkSession(30);
    await request(api, `/api/sessions/${id}/grab-all`);
    now += 9 * 60_000;
    const early = await request(api, `/api/sessions/${id}/grab-all`);
    expect(early.body.data).toMatchObject({ removed_count: 0, complete: false });
    now += 60_000;
    const { body } = await request(api, `/api/sessions/${id}/grab-all`);
    expect(body.data).toMatchObject({ removed_count: 30, complete: true, incomplete_reasons: [] });
    expect(await inactiveCount(id)).toBe(30);
  });

  it.each(['GET', 'POST'])('removes it at once if a person confirms it, by %s', async (method) => {
    const id = await shrunkSession(30);
    const path = `/api/sessions/${id}/grab-all`;
    const refused = await request(api, `${path}?confirm_removals=false`, { method });
    expect(refused.body.data).toMatchObject({ removed_count: 0, complete: false });
    const { body } = await request(api, `${path}?confirm_removals=true`, { method });
    expect(body.data).toMatchObject({ removed_count: 30, complete: true, errors: [] });
    expect(await inactiveCount(id)).toBe(30);
    const unclear = await request(api, `${path}?confirm_removals=yes`, { method });
    expect([unclear.status, unclear.body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('in the background removes it at once if a person confirms it', async () => {
    const id = await shrunkSession(30);
    const plain = await grabInState(api, await queueGrab(api, id), 'partial');
    expect(plain).toMatchObject({ confirm_removals: false, incomplete_reasons: reasons });
    const queued = await queueGrab(api, id, { kind: 'all', confirm_removals: true });
    const record = await grabInState(api, queued, 'complete');
    expect(record).toMatchObject({ confirm_removals: true, removed_count: 30 });
  });

  it('without a confirmation is not joined by a request that confirms', async () => {
    const id = await shrunkSession(30);
    const gate = api.engine.pauseReads('all', 1);
    const plain = request(api, `/api/sessions/${id}/grab-all`);
    await gate.reached;
    const asked = api.grabRequests();
    const confirmed = request(api, `/api/sessions/${id}/grab-all?confirm_removals=true`);
    await vi.waitFor(() => expect(api.grabRequests()).toBe(asked + 1));
    gate.open();
    expect((await plain).body.data).toMatchObject({ removed_count: 0 });
    expect((await confirmed).body.data).toMatchObject({ removed_count: 30 });
  });
});

it('the limits are settings', async () => {
  const open = await startTestApi({ beside: api, removalLimits: { percent: 50, rows: 0 } });
  const id = await shrunkSession(30, open);
  const half = await request(open, `/api/sessions/${id}/grab-all`);
  expect(half.body.data).toMatchObject({ removed_count: 30, complete: true });
  open.engine.setAccount(id, accountOf(14));
  const more = await request(open, `/api/sessions/${id}/grab-all`);
  expect(more.body.data).toMatchObject({ removed_count: 0, complete: false });
  await open.stop();
});
