import { expect, it, onTestFinished, vi } from 'vitest';
import { renewLeases } from '../../src/placements/keep-leases.ts';
import { findPlacement, PlacementLost } from '../../src/placements/placement-row.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { holdTable } from '../../src/testing/hold-table.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { pass, seen, take } from '../support/placed.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const PATIENCE = { timeout: 60_000 };
const [home, other] = [seen(), seen()];
const account = { contacts: [contactEntry(person('6281000000001', '101'))] };

it('stores nothing of a grab that was read under an older lease', async () => {
  const { id } = await newSession(test.db);
  const { lease } = await take(test.db, id, [home]);
  await pass(test.db, id, 71);
  const { lease: newer } = await take(test.db, id, [other]);

  const stale = grabAccount(test.db, id, account, { placement_generation: lease.generation });
  await expect(stale).rejects.toThrow(PlacementLost);
  expect(await storedContacts(test.db, id)).toEqual([]);
  const { rows } = await test.db.pool.query('SELECT state FROM grabs WHERE session_id = $1', [id]);
  expect(rows).toEqual([{ state: 'running' }]);

  const placement_generation = newer.generation;
  const stored = await grabAccount(test.db, id, account, { placement_generation });
  expect(stored).toMatchObject({ saved_count: 1 });
});

it('lets a grab that is being stored end before another engine gets the session, and renewals not wait', async () => {
  const { id } = await newSession(test.db);
  const { lease } = await take(test.db, id, [home]);
  const contacts = await holdTable(test.db, 'contacts');
  onTestFinished(() => contacts.release());
  const { generation } = lease;
  const storing = grabAccount(test.db, id, account, { placement_generation: generation });
  await vi.waitFor(async () => expect(await contacts.waiting()).toBe(1), PATIENCE);

  const hold = { session_id: id, generation, has_browser: true, is_linked: true };
  const holds = [{ ...hold, bundle_generation: 0, bundle_is_current: false }];
  const often = { lease_seconds: 60, every_seconds: 0 };
  const renewed = await renewLeases(test.db, { engine_id: home.id, holds }, often);
  expect(renewed).toMatchObject([{ session_id: id, generation }]);

  await pass(test.db, id, 71);
  let isTaken = false;
  const taking = take(test.db, id, [other]).then((taken) => {
    isTaken = true;
    return taken;
  });
  await vi.waitFor(async () => expect(await waitingForPlacement()).toBe(1), PATIENCE);
  expect(isTaken).toBe(false);
  expect(await findPlacement(test.db, id)).toMatchObject({ engine_id: home.id, generation });

  await contacts.release();
  expect(await storing).toMatchObject({ saved_count: 1 });
  expect((await taking).lease).toMatchObject({ engine_id: other.id, generation: generation + 1 });
}, 90_000);

async function waitingForPlacement(): Promise<number> {
  const { rows } = await test.db.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()
       AND wait_event_type = 'Lock' AND query LIKE '%session_placements%FOR UPDATE%'`,
  );
  return rows[0]?.count ?? 0;
}
