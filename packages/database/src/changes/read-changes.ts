import { isUuid } from '@grabber/primitives/uuid';
import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { inReadTransaction } from '../connection/transactions.ts';
import {
  type ChangeCursor,
  ChangeCursorExpired,
  cursorAtEnd,
  requireSound,
} from '../contacts/change-number.ts';
import { readChangeTimes } from '../contacts/change-times.ts';
import { WALK_IN_ORDER } from '../contacts/contact-order.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from '../contacts/contact-row.ts';
import { pageOf } from '../contacts/page-bytes.ts';
import { HISTORY_AFTER_PLACE, type MembershipChangeRow } from '../groups/membership-history.ts';
import { SessionNotFound } from '../sessions/session-row.ts';
import { type ChangedValues, readChangedValues } from './change-values.ts';

/**
 * The latest change of one contact, as seen from the cursor:
 * - `created`: the reader may not have it yet
 * - `changed`: with the fields that differ, or may differ
 * - `membership`: a member joined, left or changed role; only if the reader wants them
 * - `removed`: the account no longer has it; the row stays, inactive
 * - `deleted`: the row is gone; a `merged` one lives on in another, which is among the changes too
 */
export type ContactChange = DescribedChange & {
  /** When it was stored. Null: long ago. */
  changed_at: Date | null;
  /** The grab that stored it. Null: people did, or the grab is no longer known. */
  grab_id: string | null;
};

/** Of which its time is not looked up yet. */
export type DescribedChange =
  | { kind: 'created' | 'removed'; number: number; contact: ContactRow }
  | {
      kind: 'changed';
      number: number;
      contact: ContactRow;
      fields: string[];
      /** Absent: the workspace does not keep them. */
      values?: ChangedValues;
    }
  | { kind: 'membership'; number: number; membership: MembershipChangeRow }
  | {
      kind: 'deleted';
      number: number;
      id: number;
      reason: 'deleted' | 'purged' | 'merged';
      /** The row that a merged one continues in. Null: not merged, or by older code. */
      merged_into: number | null;
    };

export interface ChangesPage {
  /** by rising number; each contact once, at its latest change */
  changes: ContactChange[];
  /** where to go on, also when there was nothing */
  next: ChangeCursor;
  /** false: up to date */
  has_more: boolean;
}

type ChangeOfContact = Exclude<DescribedChange, { kind: 'deleted' | 'membership' }>;

/** A row with the numbers of its changes. */
export type ChangedRow = ContactRow & {
  created_change: number;
  changed_change: number;
  field_changes: Record<string, number>;
};

export interface Tombstone {
  change_number: number;
  contact_row_id: number;
  reason: 'deleted' | 'purged' | 'merged';
  merged_into: number | null;
}

/**
 * Up to `limit` changes of a session's address book after the cursor; `since: null` begins with
 * every contact as it is now. Numbers become visible in their order, so nothing is missed however
 * grabs and readers overlap; a contact that changes between two pages comes again, and one that the
 * reader has already may come as `created` again. Throws SessionNotFound, ChangeCursorInvalid or ChangeCursorExpired.
 */
export async function readChanges(
  db: Database,
  options: {
    session_id: string;
    since: ChangeCursor | null;
    limit: number;
    memberships?: boolean;
  },
): Promise<ChangesPage> {
  if (!isUuid(options.session_id)) throw new SessionNotFound();
  return inReadTransaction(db, async (client) => {
    const counter = await readCounter(client, options.session_id);
    const cursor = options.since ?? start(options.session_id, counter.last_number);
    check(cursor, options.session_id, counter);
    const limit = options.limit + 1;
    const found = [
      ...(await changedContacts(client, cursor, limit)),
      ...(await tombstones(client, cursor, limit)),
      ...(options.memberships ? await memberships(client, cursor, limit) : []),
    ].toSorted((a, b) => a.number - b.number || idOf(a) - idOf(b));
    const { rows, more: has_more } = pageOf(found, options.limit);
    const changes = await withTimes(client, options.session_id, rows);
    const last = changes.at(-1);
    if (!has_more || last === undefined) {
      return {
        changes,
        next: cursorAtEnd(options.session_id, counter.last_number),
        has_more: false,
      };
    }
    return { changes, next: { ...cursor, number: last.number, row_id: idOf(last) }, has_more };
  });
}

/** When they were stored, and by which grab. */
export async function withTimes(
  client: PoolClient,
  session_id: string,
  changes: readonly DescribedChange[],
): Promise<ContactChange[]> {
  const numbers = changes.map(({ number }) => number);
  const times = await readChangeTimes(client, { session_id, numbers });
  const unknown = { changed_at: null, grab_id: null };
  return changes.map((change) => ({ ...change, ...(times.get(change.number) ?? unknown) }));
}

/** The cursor of a new reader. Earlier deletions do not matter to it. */
function start(session_id: string, lastNumber: number): ChangeCursor {
  return { session_id, since: 0, tombstones_after: lastNumber, number: 0, row_id: 0 };
}

function check(
  cursor: ChangeCursor,
  sessionId: string,
  counter: { last_number: number; forgotten_number: number },
): void {
  requireSound(cursor, sessionId, counter.last_number);
  const { tombstones_after, number } = cursor;
  if (Math.max(number, tombstones_after) < counter.forgotten_number)
    throw new ChangeCursorExpired();
}

/** Throws SessionNotFound. */
export async function readCounter(client: PoolClient, sessionId: string) {
  const { rows } = await client.query<{ last_number: number; forgotten_number: number }>(
    `SELECT COALESCE(n.last_number, 0) AS last_number,
       COALESCE(n.forgotten_number, 0) AS forgotten_number
     FROM sessions x LEFT JOIN change_counters n ON n.session_id = x.id WHERE x.id = $1`,
    [sessionId],
  );
  if (rows[0] === undefined) throw new SessionNotFound();
  return rows[0];
}

async function changedContacts(
  client: PoolClient,
  cursor: ChangeCursor,
  limit: number,
): Promise<DescribedChange[]> {
  await client.query(WALK_IN_ORDER);
  const { rows } = await client.query<ChangedRow>(
    `SELECT ${CONTACT_ROW_COLUMNS}, c.created_change, c.changed_change, c.field_changes
     FROM contacts c JOIN sessions x ON x.id = c.session_id
     WHERE c.session_id = $1 AND (c.changed_change, c.id) > ($2::bigint, $3::bigint)
     ORDER BY c.changed_change, c.id LIMIT $4`,
    [cursor.session_id, cursor.number, cursor.row_id, limit],
  );
  const changes = rows.map((row) => describe(row, cursor.since));
  const row_ids = changes.flatMap((one) => (one.kind === 'changed' ? [one.contact.id] : []));
  const values = await readChangedValues(client, { row_ids, since: cursor.since });
  return changes.map((change) => {
    const kept = change.kind === 'changed' ? values.get(change.contact.id) : undefined;
    return kept === undefined ? change : { ...change, values: kept };
  });
}

function describe(row: ChangedRow, since: number): ChangeOfContact {
  const { created_change, changed_change: number, field_changes, ...contact } = row;
  if (created_change > since) return { kind: 'created', number, contact };
  const gone = contact.status === 'inactive' && (field_changes.status ?? 0) > since;
  if (gone) return { kind: 'removed', number, contact };
  const fields = Object.keys(field_changes).filter((field) => (field_changes[field] ?? 0) > since);
  return { kind: 'changed', number, contact, fields: fields.sort() };
}

async function tombstones(
  client: PoolClient,
  cursor: ChangeCursor,
  limit: number,
): Promise<DescribedChange[]> {
  const { rows } = await client.query<Tombstone>(
    `SELECT change_number, contact_row_id, reason, merged_into FROM contact_tombstones
     WHERE session_id = $1 AND (change_number, contact_row_id) > ($2::bigint, $3::bigint)
       AND change_number > $4
     ORDER BY change_number, contact_row_id LIMIT $5`,
    [cursor.session_id, cursor.number, cursor.row_id, cursor.tombstones_after, limit],
  );
  return rows.map(describeTombstone);
}

export function describeTombstone(tombstone: Tombstone): DescribedChange {
  const { change_number: number, contact_row_id: id, reason, merged_into } = tombstone;
  return { kind: 'deleted', number, id, reason, merged_into };
}

/** Of the changes with one number those of members come last: their ids are others than those of contacts. */
const FIRST_MEMBERSHIP_ID = 2 ** 52;

/** The last change of a member that a reader has read, among those with the number of the place. 0: none. */
export function membershipIdOf({ row_id }: Pick<ChangeCursor, 'row_id'>): number {
  return Math.max(0, row_id - FIRST_MEMBERSHIP_ID);
}

async function memberships(
  client: PoolClient,
  cursor: ChangeCursor,
  limit: number,
): Promise<DescribedChange[]> {
  const { session_id, number, tombstones_after } = cursor;
  const { rows } = await client.query<MembershipChangeRow>(HISTORY_AFTER_PLACE, [
    ...[session_id, number, membershipIdOf(cursor), tombstones_after, limit],
  ]);
  return rows.map((membership) => ({
    kind: 'membership',
    number: membership.change_number,
    membership,
  }));
}

/** The place of a change among those with its number. */
export function idOf(change: DescribedChange): number {
  if (change.kind === 'membership') return FIRST_MEMBERSHIP_ID + change.membership.id;
  return change.kind === 'deleted' ? change.id : change.contact.id;
}
