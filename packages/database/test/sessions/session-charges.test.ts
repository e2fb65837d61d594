import { expect, it } from 'vitest';
import {
  chargeSession,
  noteCharges,
  readCharges,
  refundCharge,
} from '../../src/sessions/session-charges.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const kind = 'refresh';
const HOUR = 3_600;
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

const charge = (session_id: string, most: number, seconds = HOUR) =>
  chargeSession(test.db, { session_id, kind, rules: [{ most, seconds }] });
const charges = async (session_id: string) =>
  (await readCharges(test.db, session_id)).charges.get(kind) ?? [];

it('many at once take exactly the places that there are', async () => {
  const { id: session_id } = await newSession(test.db);
  const taken = await Promise.all(Array.from({ length: 20 }, () => charge(session_id, 7)));
  expect(taken.filter((at) => at !== null)).toHaveLength(7);
  expect(await charges(session_id)).toHaveLength(7);
});

it('a refund gives back one place, and another refund of it none', async () => {
  const { id: session_id } = await newSession(test.db);
  const [first, second] = [await charge(session_id, 2), await charge(session_id, 2)];
  await refundCharge(test.db, { session_id, kind, at: first! });
  await refundCharge(test.db, { session_id, kind, at: first! });
  const left = first!.getTime() === second!.getTime() ? 0 : 1;
  expect(await charges(session_id)).toHaveLength(left);
  expect(await charge(session_id, 2)).not.toBeNull();
});

it('each rule counts in its own window', async () => {
  const { id: session_id } = await newSession(test.db);
  await noteCharges(test.db, { session_id, kind, times: [minutesFromNow(-90)] });
  expect(await charge(session_id, 1)).not.toBeNull();
  expect(await charge(session_id, 1)).toBeNull();
  expect(await charge(session_id, 3, 2 * HOUR)).not.toBeNull();
  expect(await charge(session_id, 3, 2 * HOUR)).toBeNull();
});

it('what is noted twice counts once, and what is older than a day or in the future not at all', async () => {
  const { id: session_id } = await newSession(test.db);
  const [old, recent, last, ahead] = [-1_500, -30, -20, 60].map(minutesFromNow) as Date[];
  const note = (...times: Date[]) => noteCharges(test.db, { session_id, kind, times });
  await note(old!, recent!, ahead!);
  await note(recent!, last!);
  await note(recent!, last!);
  expect(await charges(session_id)).toEqual([recent, last]);
});

it('a session that was deleted, or never was, is not found', async () => {
  const { id: session_id } = await newSession(test.db);
  await test.db.pool.query('DELETE FROM sessions WHERE id = $1', [session_id]);
  for (const id of [session_id, 'no-uuid']) {
    await expect(charge(id, 1)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
    const times = [new Date()];
    const noted = noteCharges(test.db, { session_id: id, kind, times });
    await expect(noted).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  }
});
