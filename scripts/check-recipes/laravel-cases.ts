import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { type Copied, findCopyDifferences, untilEqual } from './laravel-application.ts';
import { readStored, readTable } from './rows.ts';
import { assert, grabAndWait, until, type World } from './world.ts';

export type Merge = { readonly lost: number; readonly kept: number; happens(): Promise<void> };

/**
 * One person in two rows: by a number, and by a LID without a known number, who wants no messages. When the number of
 * the LID becomes known, the row of the LID is merged into the other.
 */
export async function prepareMerge(
  copied: Copied & { readonly world: World },
  accountId: string,
  round: number,
): Promise<Merge> {
  const { world, tenant, app, sessionId } = copied;
  const number = `62811000${String(1_000 + round)}`;
  const names = [`Nomor ${round}`, `Tanpa nomor ${round}`];
  const { results } = await world.control.changeAccount(accountId, [
    {
      type: 'add_contact',
      address_book_name: `${names[0]}`,
      phone_number: number,
      known_by: 'phone',
    },
    { type: 'add_contact', address_book_name: `${names[1]}`, known_by: 'lid_only' },
  ]);
  await grabAndWait(tenant, sessionId);
  await untilEqual(copied);
  const rows = [...(await readStored(tenant, sessionId)).values()];
  const [kept, lost] = names.map((name) => rows.find((row) => row.address_book_name === name)?.id);
  assert(typeof kept === 'number' && typeof lost === 'number', 'The two rows are not stored');
  writeTo(app.database, 'UPDATE contacts SET opted_out = 1 WHERE remote_id = ?', lost);
  const [byNumber = '', byLid = ''] = results.map(({ contact_id }) => contact_id ?? '');
  return {
    lost,
    kept,
    happens: async () => {
      await world.control.changeAccount(accountId, [
        { type: 'remove_contact', contact_id: byNumber },
        { type: 'reveal_phone', contact_id: byLid, phone_number: number },
      ]);
    },
  };
}

/** The own column of the row that is gone is now on the one that stays. */
export function assertCarriedOver({ app }: Copied, { lost, kept }: Merge): void {
  const sql = 'SELECT remote_id, opted_out FROM contacts WHERE remote_id IN (?, ?)';
  const rows = readTable(app.database, sql, String(lost), String(kept));
  const expected = rows.length === 1 && rows[0]?.remote_id === kept && rows[0]?.opted_out === 1;
  assert(expected, `The merge of ${lost} into ${kept} left ${JSON.stringify(rows)}`);
}

/** By the application's own route: gone here at once, and there. */
export async function deleteRows(copied: Copied): Promise<void> {
  const { app, tenant, sessionId } = copied;
  const sql = "SELECT id, remote_id FROM contacts WHERE type = 'individual' ORDER BY id LIMIT 5";
  for (const { id, remote_id } of readTable(app.database, sql)) {
    const answer = await app.panel('DELETE', `/contacts/${id}`);
    assert(answer.status === 204, `The deletion of a contact answers ${answer.status}`);
    const stored = await readStored(tenant, sessionId);
    assert(!stored.has(remote_id as number), 'A deleted contact is left at the API');
  }
  await untilEqual(copied);
}

/** After a cursor that is not valid any more, the table is read again, and rows that are gone at the API go. */
export async function readEverythingAgain(copied: Copied): Promise<void> {
  const { app } = copied;
  // A job at work would write its own cursor over this one.
  await app.stop();
  writeTo(app.database, "UPDATE sync_cursors SET cursor = 'x'");
  writeTo(
    app.database,
    `INSERT INTO contacts (remote_id, session_id, contact_id, name, type, status, grabbed_at, data)
     SELECT 999999999, session_id, 'x', 'x', type, status, grabbed_at, data FROM contacts LIMIT 1`,
  );
  await app.artisan('grabber:sync');
  const differences = await findCopyDifferences(copied);
  assert(differences.length === 0, `After reading everything again: ${differences.join(', ')}`);
  await app.start();
}

/** Events that come again are noted once, and change nothing. */
export async function replayEvents(copied: Copied): Promise<void> {
  const { app, tenant } = copied;
  const { webhooks } = await tenant.call<{ webhooks: { webhook_id: string }[] }>(
    'GET',
    '/webhooks',
  );
  const path = `/webhooks/${webhooks[0]?.webhook_id}`;
  type Deliveries = { deliveries: { first_event_id: string | null }[] };
  const countFirst = async () => {
    const list = await tenant.call<Deliveries>('GET', `${path}/deliveries?limit=1000`);
    const ids = list.deliveries.map(({ first_event_id }) => first_event_id);
    return ids.filter((id) => id === first?.event_id).length;
  };
  const readNoted = () =>
    readTable(
      app.database,
      "SELECT rowid, * FROM grabber_events WHERE type <> 'check' ORDER BY rowid",
    );
  const noted = readNoted();
  const [first] = noted;
  const sent = await countFirst();
  assert(sent > 0, 'The first event that was noted is in no delivery');
  await tenant.call('POST', `${path}/replay`, { after: 'evt_0' });
  await until(countFirst, (count) => count > sent);
  await untilEqual(copied);
  const after = readNoted().slice(0, noted.length);
  assert(isDeepStrictEqual(after, noted), 'Replayed events were noted again');
}

function writeTo(file: string, sql: string, ...values: number[]): void {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  database.prepare(sql).run(...values);
  database.close();
}
