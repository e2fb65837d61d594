import { isUuid } from '@grabber/primitives/uuid';
import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import { type ChangeCursor, cursorAtEnd, requireSound } from '../contacts/change-number.ts';
import { CONTACT_ROW_COLUMNS } from '../contacts/contact-row.ts';
import { pageOf } from '../contacts/page-bytes.ts';
import {
  HISTORY_OF_GROUP,
  HISTORY_OF_MEMBER,
  type MembershipChangeRow,
} from '../groups/membership-history.ts';
import { SessionNotFound } from '../sessions/session-row.ts';
import type { ChangedValues } from './change-values.ts';
import {
  type ChangedRow,
  type ChangesPage,
  type DescribedChange,
  describeTombstone,
  idOf,
  membershipIdOf,
  readCounter,
  type Tombstone,
  withTimes,
} from './read-changes.ts';

/**
 * Up to `limit` changes of one row after the cursor: each change at its own number, in place of the latest alone, as far
 * as they are known. Of a field whose values are not kept that is its last change. The rows that were merged into it are
 * among them. A merged row is the one that it continues in. Null: the session has no such row. Throws SessionNotFound
 * or ChangeCursorInvalid.
 */
export async function readRowChanges(
  db: Database,
  options: {
    session_id: string;
    row_id: number;
    since: ChangeCursor | null;
    limit: number;
    memberships?: boolean;
  },
): Promise<ChangesPage | null> {
  const { session_id, row_id, limit } = options;
  if (!isUuid(session_id)) throw new SessionNotFound();
  return inReadTransaction(db, async (client) => {
    const { last_number } = await readCounter(client, session_id);
    const cursor = options.since ?? START;
    requireSound({ session_id, ...cursor }, session_id, last_number);
    const row = await findRow(client, session_id, row_id);
    if (row === null) return null;
    const found = [
      ...describeAll(row, await keptValues(client, row.id)),
      ...(await mergedInto(client, session_id, row.id)),
      ...(options.memberships ? await memberships(client, row, { cursor, limit: limit + 1 }) : []),
    ]
      .filter((change) => isAfter(change, cursor))
      .toSorted((a, b) => a.number - b.number || idOf(a) - idOf(b));
    const { rows, more: has_more } = pageOf(found, limit);
    const changes = await withTimes(client, session_id, rows);
    const last = changes.at(-1);
    if (!has_more || last === undefined) {
      return { changes, next: cursorAtEnd(session_id, last_number), has_more: false };
    }
    const place = { number: last.number, row_id: idOf(last) };
    return { changes, next: { session_id, ...cursor, ...place }, has_more };
  });
}

/** All that is known, also of the time before the first tombstones were forgotten. */
const START = { since: 0, tombstones_after: 0, number: 0, row_id: 0 };

type Place = Pick<ChangeCursor, 'number' | 'row_id'>;

function isAfter(change: DescribedChange, { number, row_id }: Place): boolean {
  return change.number > number || (change.number === number && idOf(change) > row_id);
}

async function findRow(
  client: PoolClient,
  session_id: string,
  row_id: number,
): Promise<ChangedRow | null> {
  const { rows } = await client.query<ChangedRow>(
    `SELECT ${CONTACT_ROW_COLUMNS}, c.created_change, c.changed_change, c.field_changes
     FROM contacts c JOIN sessions x ON x.id = c.session_id WHERE c.session_id = $1 AND c.id = $2`,
    [session_id, row_id],
  );
  if (rows[0] !== undefined) return rows[0];
  const merged = await client.query<{ merged_into: number }>(
    `SELECT merged_into FROM contact_tombstones
     WHERE session_id = $1 AND contact_row_id = $2 AND merged_into IS NOT NULL`,
    [session_id, row_id],
  );
  // Rows are merged into older numbers' rows alone, which are merged no more: this ends.
  const into = merged.rows[0]?.merged_into;
  return into === undefined ? null : findRow(client, session_id, into);
}

/** Change number → the values that changed with it. */
type Kept = ReadonlyMap<number, ChangedValues>;

async function keptValues(client: PoolClient, row_id: number): Promise<Kept> {
  const { rows } = await client.query<{ change_number: number; values: ChangedValues }>(
    `SELECT change_number,
       jsonb_object_agg(field, jsonb_build_object('old', old_value, 'new', new_value)) AS values
     FROM change_values WHERE contact_row_id = $1 GROUP BY change_number`,
    [row_id],
  );
  return new Map(rows.map(({ change_number, values }) => [change_number, values]));
}

function describeAll(row: ChangedRow, kept: Kept): DescribedChange[] {
  const { created_change, changed_change: _, field_changes, ...contact } = row;
  const fieldsOf = new Map<number, Set<string>>();
  const note = (number: number, field: string) => {
    if (number <= created_change) return;
    fieldsOf.set(number, (fieldsOf.get(number) ?? new Set()).add(field));
  };
  for (const [field, number] of Object.entries(field_changes)) note(number, field);
  for (const [number, values] of kept) {
    for (const field of Object.keys(values)) note(number, field);
  }
  const changed = [...fieldsOf].map(([number, fields]): DescribedChange => {
    const values = kept.get(number);
    // Without its values it is the last change of the field.
    const status = values?.status?.new ?? contact.status;
    if (fields.has('status') && status === 'inactive') return { kind: 'removed', number, contact };
    return {
      ...{ kind: 'changed', number, contact, fields: [...fields].sort() },
      ...(values && { values }),
    };
  });
  return [{ kind: 'created', number: created_change, contact }, ...changed];
}

async function mergedInto(
  client: PoolClient,
  session_id: string,
  row_id: number,
): Promise<DescribedChange[]> {
  const { rows } = await client.query<Tombstone>(
    `SELECT change_number, contact_row_id, reason, merged_into FROM contact_tombstones
     WHERE session_id = $1 AND merged_into = $2`,
    [session_id, row_id],
  );
  return rows.map(describeTombstone);
}

/** Of a group those of its members, of a person those in all groups. */
async function memberships(
  client: PoolClient,
  { session_id, id, contact_id, type }: ChangedRow,
  { cursor, limit }: { cursor: Place; limit: number },
): Promise<DescribedChange[]> {
  const [text, owner] = type === 'group' ? [HISTORY_OF_GROUP, id] : [HISTORY_OF_MEMBER, contact_id];
  const { rows } = await client.query<MembershipChangeRow>(text, [
    ...[session_id, owner, cursor.number, membershipIdOf(cursor), limit],
  ]);
  return rows.map((membership) => ({
    ...{ kind: 'membership', number: membership.change_number, membership },
  }));
}
