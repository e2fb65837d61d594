import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../src/connection/migrate.ts';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { listContactsPage } from '../../src/contacts/list-contacts-page.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { testServerUrl } from '../../src/testing/test-server-url.ts';
import { migrationsOf } from '../support/migrations.ts';

const FIRST_NUMBER = 6_281_000_000_000;
const MEMBERS_PER_GROUP = 50;

/** An address book as the first version stored it. */
const FILL = `
WITH w AS (INSERT INTO workspaces (name) VALUES ('old') RETURNING id),
s AS (INSERT INTO sessions (workspace_id, name, status, phone_number)
  SELECT id, 'old', 'disconnected', '6281999999999' FROM w RETURNING id),
n AS (INSERT INTO change_counters SELECT id, 1 FROM s),
c AS (INSERT INTO contacts (session_id, contact_id, lid, type, name, phone_number, is_saved,
    created_at, written_at, created_change, changed_change)
  SELECT s.id, (${FIRST_NUMBER} + i) || '@s.whatsapp.net', (900000 + i) || '@lid', 'individual',
    'Person ' || i, (${FIRST_NUMBER} + i)::text, true, now(), now(), 1, 1
  FROM s, generate_series(1, $1::int) i),
g AS (INSERT INTO contacts (session_id, contact_id, type, name, created_at, written_at,
    created_change, changed_change)
  SELECT s.id, (120363000000 + i) || '@g.us', 'group', 'Group ' || i, now(), now(), 1, 1
  FROM s, generate_series(1, $1::int / ${MEMBERS_PER_GROUP}) i RETURNING id, session_id),
p AS (INSERT INTO group_participants (session_id, group_row_id, participant_id, phone_number, role,
    written_at)
  SELECT g.session_id, g.id, (${FIRST_NUMBER} + i) || '@s.whatsapp.net',
    (${FIRST_NUMBER} + i)::text, 'participant', now()
  FROM g, generate_series(1, ${MEMBERS_PER_GROUP}) i)
SELECT id FROM s`;

/** From the first migration to the last, with that many people. */
export function upgrades(people: number): void {
  const name = `grabber_upgrade_${process.pid}`;
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  let db: Database;

  async function onServer(statement: string): Promise<void> {
    const server = new Client({ connectionString: testServerUrl() });
    await server.connect();
    await server.query(statement).finally(() => server.end());
  }

  beforeAll(async () => {
    await onServer(`CREATE DATABASE ${name}`);
    db = openDatabase(url.toString());
  });
  afterAll(async () => {
    await db.close();
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  it(`keeps ${people} people with their groups, finds them, and grabs on`, async () => {
    const first = await migrationsOf({ first: 1 });
    await migrate(db, first);
    await first.remove();
    const { rows } = await db.pool.query<{ id: string }>(FILL, [people]);
    const session_id = rows[0]?.id ?? '';

    await migrate(db);
    await migrate(db);

    const groups = Math.floor(people / MEMBERS_PER_GROUP);
    const counts = await db.pool.query(
      `SELECT count(*) FILTER (WHERE type = 'individual') AS people,
         count(*) FILTER (WHERE type = 'group') AS groups, count(DISTINCT search_text) AS texts,
         (SELECT count(*) FROM group_participants) AS members,
         (SELECT min_code_version FROM code_compatibility) AS min_code_version
       FROM contacts`,
    );
    const members = groups * MEMBERS_PER_GROUP;
    const stored = { people, groups, texts: people + groups, members, min_code_version: 29 };
    expect(counts.rows).toEqual([stored]);
    const found = await listContactsPage(db, {
      ...{ session_id, search: `person ${people - 1}`, limit: 10 },
    });
    expect(found.rows).toMatchObject([{ name: `Person ${people - 1}`, status: 'active' }]);

    const someone = person(String(FIRST_NUMBER + 1), '900001');
    const account = { contacts: [contactEntry(someone, { name: 'Person 1' })] };
    const grab = { kind: 'contacts', listing_complete: { groups: null, contacts: false } } as const;
    expect(await grabAccount(db, session_id, account, grab)).toMatchObject({
      ...{ saved_count: 0, updated_count: 1, removed_count: 0 },
    });
  });
}
