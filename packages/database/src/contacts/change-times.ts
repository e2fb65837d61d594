import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { type ChangeCursor, cursorAtEnd } from './change-number.ts';
import { OWN_COLUMNS } from './own-columns.ts';

/**
 * The cursors of a reader who was at the end of each session's changes at a time. Before the first change they begin with
 * all that has happened, also to rows that are gone; before the first time that is known, as a new reader does.
 */
export async function cursorsAtTime(
  { pool }: Pick<Database, 'pool'>,
  { session_ids, time }: { session_ids: readonly string[]; time: Date },
): Promise<ChangeCursor[]> {
  const { rows } = await pool.query<Place>(
    `SELECT s.session_id, COALESCE(t.change_number, 0) AS number, COALESCE(n.last_number, 0) AS last_number,
       n.forgotten_number = 0 AND EXISTS (SELECT FROM change_times f
         WHERE f.session_id = s.session_id AND f.change_number = 1) AS is_known_from_start
     FROM unnest($1::uuid[]) AS s (session_id)
     LEFT JOIN change_counters n ON n.session_id = s.session_id
     LEFT JOIN LATERAL (SELECT change_number FROM change_times t
       WHERE t.session_id = s.session_id AND t.changed_at <= $2
       ORDER BY change_number DESC LIMIT 1) t ON true`,
    [session_ids, time],
  );
  return rows.map(cursorAt);
}

type Place = {
  session_id: string;
  /** The last change at that time. 0: none. */
  number: number;
  last_number: number;
  is_known_from_start: boolean | null;
};

function cursorAt({ session_id, number, last_number, is_known_from_start }: Place): ChangeCursor {
  if (number > 0) return cursorAtEnd(session_id, number);
  const tombstones_after = is_known_from_start ? 0 : last_number;
  return { session_id, since: 0, tombstones_after, number: 0, row_id: 0 };
}

/**
 * SQL: the number of the last change of a session before a time, of which both are SQL. 0 before the first time that is
 * known: what was changed when is not known there, so that all counts as changed.
 */
export const numberBefore = (session: string, time: string): string =>
  `COALESCE((SELECT t.change_number FROM change_times t
     WHERE t.session_id = ${session} AND t.changed_at < ${time}
     ORDER BY t.change_number DESC LIMIT 1), 0)`;

const OWN = `ARRAY[${OWN_COLUMNS.map((name) => `'${name}'`).join(', ')}]`;

/**
 * SQL: a grab has added, changed or removed contacts c after the change with that number. What people wrote since then
 * is no such change. The first condition is the one of an index.
 */
export const changedSince = (number: string): string =>
  `c.changed_change > ${number} AND (c.created_change > ${number} OR NOT c.field_changes ?| ${OWN}
     OR EXISTS (SELECT FROM jsonb_each(c.field_changes) f
       WHERE f.value::bigint > ${number} AND NOT f.key = ANY (${OWN})))`;

type ChangeTime = { readonly changed_at: Date; readonly grab_id: string | null };

/** When changes were stored, by their numbers, and by which grab. Those of long ago are not known. */
export async function readChangeTimes(
  client: PoolClient,
  { session_id, numbers }: { session_id: string; numbers: readonly number[] },
): Promise<ReadonlyMap<number, ChangeTime>> {
  const { rows } = await client.query<ChangeTime & { change_number: number }>(
    `SELECT t.change_number, t.changed_at, g.id AS grab_id FROM change_times t
     LEFT JOIN grabs g ON g.session_id = t.session_id AND g.change_number = t.change_number
     WHERE t.session_id = $1 AND t.change_number = ANY ($2)`,
    [session_id, [...new Set(numbers)]],
  );
  return new Map(rows.map(({ change_number, ...time }) => [change_number, time]));
}

/**
 * Deletes the times before `older_than`, but for the last of each session: a reader who begins at a later time still
 * finds where the changes were. Answers their number.
 */
export async function forgetChangeTimes(
  { pool }: Pick<Database, 'pool'>,
  { older_than }: { older_than: Date },
): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM change_times t WHERE t.changed_at < $1 AND EXISTS (
       SELECT FROM change_times later WHERE later.session_id = t.session_id
         AND later.change_number > t.change_number AND later.changed_at < $1)`,
    [older_than],
  );
  return rowCount ?? 0;
}
