import { takeDueSchedule } from '@grabber/database/schedules/schedules';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runDueSchedules } from '../../src/use-cases/schedules/run-due-schedules.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const signal = new AbortController().signal;
const pathOf = (session: string, schedule = '') =>
  `/api/sessions/${session}/schedules${schedule && `/${schedule}`}`;

async function schedule(session: string, body: object) {
  return request(api, pathOf(session), { method: 'POST', body });
}

/** Lets the rule have said that time long ago. */
async function makeDue(id: string, due: string): Promise<void> {
  await api.db.pool.query(
    'UPDATE schedules SET due_at = $2, next_run_at = $2, created_at = least(created_at, $2) WHERE id = $1',
    [id, due],
  );
}

describe('a schedule', () => {
  it('is created, listed, changed and deleted; the status says when the next run is', async () => {
    const id = await createSession(api);
    expect((await request(api, `/api/sessions/${id}/status`)).body.data.next_run_at).toBeNull();
    const quiet_hours = { from: '08:00', to: '17:00' };
    const rule = { cron: '0 2 * * *', time_zone: 'Asia/Jakarta', quiet_hours };
    const created = await schedule(id, { kind: 'all', ...rule });
    expect(created.status).toBe(201);
    expect(created.body.message).toBe('Jadwal berhasil dibuat');
    const { schedule_id, next_run_at } = created.body.data;
    const location = new URL(created.headers.get('location') ?? '', `${api.url}${pathOf(id)}`);
    expect(location.pathname).toBe(pathOf(id, schedule_id));
    expect(created.body.data).toMatchObject({
      ...{ kind: 'all', ...rule, every_hours: null, at: null, spread_minutes: 10, enabled: true },
      ...{ refresh: false, last_run_at: null, last_grab_id: null, missed_runs: 0 },
    });
    expect(Date.parse(next_run_at)).toBeGreaterThan(Date.now());
    const status = await request(api, `/api/sessions/${id}/status`);
    expect(status.body.data.next_run_at).toBe(next_run_at);

    const changed = await request(api, pathOf(id, schedule_id), {
      ...{
        method: 'PATCH',
        headers: { 'accept-language': 'en' },
        body: { every_hours: 6, quiet_hours: null },
      },
    });
    expect(changed.body.message).toBe('The schedule was changed');
    expect(changed.body.data).toMatchObject({ cron: null, every_hours: 6, quiet_hours: null });
    const off = await request(api, pathOf(id, schedule_id), {
      ...{ method: 'PATCH', body: { enabled: false } },
    });
    expect(off.body.data).toMatchObject({ enabled: false, every_hours: 6, next_run_at: null });
    const listed = await request(api, pathOf(id));
    expect(listed.body.data.schedules).toEqual([off.body.data]);
    expect((await request(api, pathOf(id, schedule_id))).body.data).toEqual(off.body.data);

    const gone = await request(api, pathOf(id, schedule_id), { method: 'DELETE' });
    expect(gone.body.data).toEqual({ schedule_id });
    const after = await request(api, pathOf(id, schedule_id));
    expect([after.status, after.body.code]).toEqual([404, 'SCHEDULE_NOT_FOUND']);
  });

  it.each([
    ['no rule', {}, 'body.cron'],
    ['two rules', { cron: '0 0 * * *', every_hours: 6 }, 'body.cron'],
    ['a pattern with seconds', { cron: '0 0 0 * * *' }, 'body.cron'],
    ['an invalid pattern', { cron: '99 * * * *' }, 'body.cron'],
    ['a day that never comes', { cron: '0 0 30 2 *' }, 'body.cron'],
    ['runs that follow too closely', { cron: '*/5 * * * *' }, 'body.cron'],
    ['an unknown time zone', { cron: '0 0 * * *', time_zone: 'Mars/Base' }, 'body.time_zone'],
    ['a time in the past', { at: '2020-01-01T00:00:00Z' }, 'body.at'],
    ['a leap second', { at: '2099-12-31T23:59:60Z' }, 'body.at'],
  ])('with %s is refused with the field to mend', async (_, body, path) => {
    const id = await createSession(api);
    const refused = await schedule(id, { kind: 'all', ...body });
    expect([refused.status, refused.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(refused.body.details[0].path).toBe(path);
    expect(refused.body.details[0].message).toMatch(/^(harus|tepat) /);
  });

  it('of another session is not found, and the twenty-first of a session is refused', async () => {
    const [one, other] = [await createSession(api), await createSession(api)];
    const first = await schedule(one, { kind: 'groups', every_hours: 24 });
    const mine = first.body.data.schedule_id;
    for (const path of [pathOf(other, mine), pathOf(other, 'no-id')]) {
      expect((await request(api, path)).body.code).toBe('SCHEDULE_NOT_FOUND');
    }
    for (let n = 1; n < 20; n += 1) await schedule(one, { kind: 'groups', every_hours: 24 });
    const refused = await schedule(one, { kind: 'groups', every_hours: 24 });
    expect([refused.status, refused.body.code]).toEqual([409, 'TOO_MANY_SCHEDULES']);
  });
});

describe('a due schedule', () => {
  it('queues a durable grab, which runs, and says which', async () => {
    const id = await connectedSession(api, { contacts: [engineContact()] });
    const { schedule_id } = (await schedule(id, { kind: 'contacts', every_hours: 1 })).body.data;
    await makeDue(schedule_id, new Date(Date.now() - 1_000).toISOString());
    await runDueSchedules(api.context, signal);
    const { data } = (await request(api, pathOf(id, schedule_id))).body;
    expect(data).toMatchObject({ missed_runs: 0, last_missed_at: null });
    expect(Date.parse(data.next_run_at)).toBeGreaterThan(Date.now());
    await vi.waitFor(async () => {
      const grab = await request(api, `/api/sessions/${id}/grabs/${data.last_grab_id}`);
      expect(grab.body.data).toMatchObject({ kind: 'contacts', state: 'complete' });
    });
  });

  it('is run once by two replicas that look at the same time', async () => {
    const id = await createSession(api);
    const { schedule_id } = (await schedule(id, { kind: 'groups', every_hours: 1 })).body.data;
    await makeDue(schedule_id, new Date(Date.now() - 1_000).toISOString());
    await Promise.all([1, 2, 3].map(() => runDueSchedules(api.context, signal)));
    const { grabs } = (await request(api, `/api/sessions/${id}/grabs`)).body.data;
    expect(grabs).toHaveLength(1);
  });

  it('that nothing ran for days runs once, and tells how many it missed', async () => {
    const id = await createSession(api);
    const { schedule_id } = (await schedule(id, { kind: 'groups', cron: '0 0 * * *' })).body.data;
    const days = 86_400_000;
    const midnight = Math.floor(Date.now() / days) * days;
    await makeDue(schedule_id, new Date(midnight - 3 * days).toISOString());
    await runDueSchedules(api.context, signal);
    const { data } = (await request(api, pathOf(id, schedule_id))).body;
    // Today's own run may still be within its spread.
    expect([2, 3]).toContain(data.missed_runs);
    expect(data.last_missed_at).not.toBeNull();
    expect(data.last_grab_id).not.toBeNull();
    expect((await request(api, `/api/sessions/${id}/grabs`)).body.data.grabs).toHaveLength(1);
  });

  it('that cannot queue its grab stays due', async () => {
    const id = await createSession(api);
    const { schedule_id } = (await schedule(id, { kind: 'groups', every_hours: 1 })).body.data;
    await makeDue(schedule_id, '2026-01-01T00:00:00Z');
    const fail = () => async () => {
      throw new Error('the queue is away');
    };
    const decide = () => ({ runs: true, missed: 0, due_at: null, next_run_at: null });
    await expect(takeDueSchedule(api.db, decide, fail)).rejects.toThrow('the queue is away');
    const { data } = (await request(api, pathOf(id, schedule_id))).body;
    expect(data).toMatchObject({ next_run_at: '2026-01-01T00:00:00.000Z', last_grab_id: null });
    expect((await request(api, `/api/sessions/${id}/grabs`)).body.data.grabs).toEqual([]);
  });
});
