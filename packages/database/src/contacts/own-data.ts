import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { sqlParameters } from '../connection/sql.ts';
import { besideReads, withLockedSession } from '../sessions/lock-session.ts';
import { announceContacts } from './announce-contacts.ts';
import { nextChangeNumber } from './change-number.ts';
import {
  type ContactFilters,
  contactSource,
  filterConditions,
  searchCondition,
} from './contact-filters.ts';
import { CONTACT_ROW_COLUMNS, type ContactRow } from './contact-row.ts';
import { OWN_COLUMNS } from './own-columns.ts';

/** What people wrote to a contact or group. Null: nothing. */
export type OwnData = Pick<ContactRow, (typeof OWN_COLUMNS)[number]>;
/** A change of it: what is absent stays. `custom_fields` changes the named ones; null deletes one. */
export type OwnDataChange = {
  readonly tags?: readonly string[] | null;
  readonly note?: string | null;
  readonly custom_fields?: Readonly<Record<string, string | number | boolean | null>> | null;
};

/** The values of a contact after a change. An empty list or object is stored as null. */
function changed(stored: OwnData, change: OwnDataChange): OwnData {
  const { tags = stored.tags, note = stored.note } = change;
  const fields =
    change.custom_fields === null ? {} : { ...stored.custom_fields, ...change.custom_fields };
  const kept = Object.entries(fields).filter(([, value]) => value !== null);
  return {
    tags: tags === null || tags.length === 0 ? null : [...tags],
    note: note === '' ? null : note,
    custom_fields:
      kept.length === 0 ? null : (Object.fromEntries(kept) as OwnData['custom_fields']),
  };
}

/**
 * Changes what people wrote to one contact or group. Waits while a grab is written, not while one is read. Null:
 * the session has no such row. Unchanged values are no change for clients that follow the changes. Throws
 * GrabLockTimeout or SessionNotFound.
 */
export async function changeOwnData(
  db: Database,
  options: { session_id: string; row_id: number; lock_timeout_ms: number },
  change: OwnDataChange,
): Promise<ContactRow | null> {
  const { session_id, row_id } = options;
  return withLockedSession(db, { ...options, ...besideReads }, async (client) => {
    const stored = await readRow(client, session_id, row_id);
    if (stored === null) return null;
    const next = changed(stored, change);
    const differing = OWN_COLUMNS.filter((name) => !isSame(next[name], stored[name]));
    if (differing.length === 0) return stored;
    const number = await nextChangeNumber(client, session_id);
    const changes = Object.fromEntries(differing.map((name) => [name, number]));
    await client.query(
      `UPDATE contacts SET tags = $2, note = $3, custom_fields = $4, changed_change = $5,
         field_changes = field_changes || $6::jsonb WHERE id = $1`,
      [row_id, json(next.tags), next.note, json(next.custom_fields), number, json(changes)],
    );
    await announceContacts(client, session_id);
    return { ...stored, ...next };
  });
}

async function readRow(
  client: PoolClient,
  session_id: string,
  row_id: number,
): Promise<ContactRow | null> {
  const { rows } = await client.query<ContactRow>(
    `SELECT ${CONTACT_ROW_COLUMNS} FROM contacts c JOIN sessions x ON x.id = c.session_id
     WHERE c.session_id = $1 AND c.id = $2`,
    [session_id, row_id],
  );
  return rows[0] ?? null;
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Postgres keeps the keys of an object in an order of its own. */
function isSame(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
      : value;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** How a bulk change went. */
export type TagsChanged = {
  /** contacts and groups that the filters let through */
  matched_count: number;
  changed_count: number;
  /** left as they are, because they would have too many tags */
  refused_count: number;
  /** One call changes so many rows at most: the same call again changes the next ones. */
  has_more: boolean;
};

/** The tags of a row c without and with those of the change. */
const NEXT_TAGS = `(COALESCE(c.tags, '[]') - $2::text[]
  || (SELECT COALESCE(jsonb_agg(t ORDER BY place), '[]')
      FROM unnest($3::text[]) WITH ORDINALITY added (t, place)
      WHERE NOT COALESCE(c.tags, '[]') ? t))`;

/**
 * Adds and removes tags of all contacts and groups that the filters let through, in one transaction. Waits as
 * `changeOwnData`. Throws GrabLockTimeout, SessionNotFound or SearchTermInvalid.
 */
export async function changeTags(
  db: Database,
  options: ContactFilters & { session_id: string; lock_timeout_ms: number },
  change: {
    readonly add: readonly string[];
    readonly remove: readonly string[];
    readonly max_tags: number;
    readonly max_rows: number;
  },
): Promise<TagsChanged> {
  const { session_id } = options;
  return withLockedSession(db, { ...options, ...besideReads }, async (client) => {
    const parameters = sqlParameters(session_id, change.remove, change.add, change.max_tags);
    const from = contactSource(options, parameters);
    const conditions = filterConditions(options, parameters) + searchCondition(options, parameters);
    const { rows } = await client.query<{ matched: number; refused: number; ids: number[] | null }>(
      `SELECT count(*) AS matched,
         count(*) FILTER (WHERE next <> tags AND jsonb_array_length(next) > $4) AS refused,
         array_agg(id) FILTER (WHERE next <> tags AND jsonb_array_length(next) <= $4) AS ids
       FROM (SELECT c.id, COALESCE(c.tags, '[]') AS tags, ${NEXT_TAGS} AS next
             FROM ${from} WHERE c.session_id = $1${conditions} ORDER BY c.id) matching`,
      parameters.values,
    );
    const { matched = 0, refused = 0, ids } = rows[0] ?? {};
    const chosen = (ids ?? []).slice(0, change.max_rows);
    if (chosen.length > 0) await writeTags(client, session_id, chosen, change);
    return {
      matched_count: matched,
      changed_count: chosen.length,
      refused_count: refused,
      has_more: (ids ?? []).length > chosen.length,
    };
  });
}

async function writeTags(
  client: PoolClient,
  session_id: string,
  ids: readonly number[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<void> {
  const number = await nextChangeNumber(client, session_id);
  await client.query(
    `UPDATE contacts c SET tags = NULLIF(${NEXT_TAGS}, '[]'::jsonb), changed_change = $4,
       field_changes = c.field_changes || jsonb_build_object('tags', $4::bigint)
     WHERE c.session_id = $1 AND c.id = ANY ($5)`,
    [session_id, remove, add, number, ids],
  );
  await announceContacts(client, session_id);
}
