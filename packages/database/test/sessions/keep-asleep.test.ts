import { beforeEach, describe, expect, it } from 'vitest';
import {
  beginWake,
  endSleepClaim,
  giveUpWake,
  holdAwake,
  keepAwake,
  listToWake,
  shortenHold,
  takeSleepy,
} from '../../src/sessions/keep-asleep.ts';
import { findSession, recordSessionStatus, updateSession } from '../../src/sessions/sessions.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
let id: string;

async function report(status: 'connected' | 'connecting', asleep = false): Promise<void> {
  await recordSessionStatus(test.db, {
    ...{ id, status, asleep, phone_number: null, last_error: null, connected_at: null },
    now: new Date(),
  });
}
const row = async () => (await findSession(test.db, { id, workspace_id: null }))!;
const taken = async () => (await takeSleepy(test.db, { most: 100 })).map((one) => one.id);

beforeEach(async () => {
  id = (await newSession(test.db)).id;
  await updateSession(test.db, { id, workspace_id: null }, { keep: 'asleep', now: new Date() });
  await report('connected');
});

describe('takeSleepy', () => {
  it('takes a session that nothing keeps awake, once', async () => {
    expect(await taken()).toContain(id);
    expect(await taken()).not.toContain(id);
  });

  it('leaves one that is held, and takes it when the hold is over', async () => {
    const hold = await holdAwake(test.db, { id, seconds: 60 });
    expect(await taken()).not.toContain(id);
    await shortenHold(test.db, { id, ...hold, seconds: -1 });
    expect(await taken()).toContain(id);
  });

  it('leaves one that is being grabbed', async () => {
    await test.db.pool.query(
      `INSERT INTO grabs (session_id, kind, state, created_at) VALUES ($1, 'all', 'running', now())`,
      [id],
    );
    expect(await taken()).not.toContain(id);
  });

  it('leaves one that is kept awake, one that sleeps, and one that waits for a scan', async () => {
    await report('connected', true);
    expect(await taken()).not.toContain(id);
    await report('connected');
    await updateSession(test.db, { id, workspace_id: null }, { keep: 'awake', now: new Date() });
    expect(await taken()).not.toContain(id);
  });

  it('looks again at one that could not sleep, after a while', async () => {
    await taken();
    await endSleepClaim(test.db, { id, slept: false, againSeconds: 60 });
    expect(await taken()).not.toContain(id);
    const { awake_until } = await row();
    await shortenHold(test.db, { id, awake_until: awake_until!, is_own: true, seconds: -1 });
    expect(await taken()).toContain(id);
  });
});

describe('holdAwake', () => {
  it('tells who comes while the session is put to sleep', async () => {
    expect(await holdAwake(test.db, { id, seconds: -1 })).toMatchObject({
      is_going_to_sleep: false,
    });
    await taken();
    expect(await holdAwake(test.db, { id, seconds: 5 })).toMatchObject({ is_going_to_sleep: true });
    await endSleepClaim(test.db, { id, slept: true });
    expect(await holdAwake(test.db, { id, seconds: 5 })).toMatchObject({
      is_going_to_sleep: false,
    });
  });

  it('never shortens a longer hold, and a shorter one ends only its own', async () => {
    const long = await holdAwake(test.db, { id, seconds: 600 });
    const short = await holdAwake(test.db, { id, seconds: 5 });
    expect(short.awake_until).toEqual(long.awake_until);
    await shortenHold(test.db, { id, ...short, seconds: 1 });
    expect((await row()).awake_until).toEqual(long.awake_until);
    const longer = await holdAwake(test.db, { id, seconds: 900 });
    await shortenHold(test.db, { id, ...long, seconds: 1 });
    expect((await row()).awake_until).toEqual(longer.awake_until);
    await shortenHold(test.db, { id, ...longer, seconds: -1 });
    expect(await taken()).toContain(id);
  });

  it('does not end what a person has chosen', async () => {
    const hold = await holdAwake(test.db, { id, seconds: 5 });
    await keepAwake(test.db, { id, seconds: 600 });
    await keepAwake(test.db, { id, seconds: 1 });
    await shortenHold(test.db, { id, ...hold, seconds: -1 });
    expect(await taken()).not.toContain(id);
  });

  it('rejects for a session that does not exist', async () => {
    const none = { id: '00000000-0000-4000-8000-000000000000', seconds: 5 };
    await expect(holdAwake(test.db, none)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  });
});

it('lets one of many begin a wake, and another one when that was given up', async () => {
  const begun = await Promise.all(Array.from({ length: 8 }, () => beginWake(test.db, id)));
  expect(begun.filter((did) => did)).toHaveLength(1);
  await giveUpWake(test.db, id);
  expect(await beginWake(test.db, id)).toBe(true);
});

it('notes how long a wake has lasted', async () => {
  await beginWake(test.db, id);
  await taken();
  await endSleepClaim(test.db, { id, slept: true });
  const { awake_ms, woken_at } = await row();
  expect(awake_ms).toBeGreaterThanOrEqual(0);
  expect(woken_at).toBeNull();
});

it('lists who has slept too long by when it was last awake, and who is to stay awake', async () => {
  await report('connected', true);
  const overslept = () => listToWake(test.db, { days: 7, most: 100 });
  expect(await overslept()).not.toContain(id);
  await test.db.pool.query(
    `UPDATE sessions SET seen_awake_at = now() - interval '8 days' WHERE id = $1`,
    [id],
  );
  expect(await overslept()).toContain(id);
  await report('connected', false);
  expect(await overslept()).not.toContain(id);
  await report('connected', true);
  expect(await overslept()).not.toContain(id);
  await updateSession(test.db, { id, workspace_id: null }, { keep: 'awake', now: new Date() });
  expect(await overslept()).toContain(id);
});
