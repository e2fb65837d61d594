import type {
  AllMatchingQuery,
  DeleteMatchingBody,
  DeleteMatchingQuery,
  ExcludeMatchingBody,
  ExcludeMatchingQuery,
} from '@grabber/contracts/api/bulk';
import { deleteEntries } from '@grabber/database/accounts/delete-entries';
import { deleteMatching as deleteRows } from '@grabber/database/contacts/delete-matching';
import {
  excludeEntries,
  excludeMatching as excludeRows,
} from '@grabber/database/privacy/exclude-matching';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { storableLine } from '../../mappers/sanitise-text.ts';
import type { VisibleSessions } from '../accounts/visible-sessions.ts';
import { chosenRows, rowFilters } from './chosen-rows.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from './delete-contacts.ts';

type Needs = Pick<Context, 'db'>;
type ExclusionNeeds = Pick<Context, 'db' | 'exclusionKey'>;

/** A second or two of work, in which the session cannot store a grab. */
const MAX_DELETED = 5_000;
/** Each is an exclusion of its own, and all are searched in every list of members. */
const MAX_EXCLUDED = 250;

const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;

type Deleted = { matched_count: number; deleted_count: number; has_more: boolean };
type Excluded = { matched_count: number; excluded_count: number; has_more: boolean };

/**
 * Deletes rows that match the filters: those on WhatsApp, unless a filter says otherwise. Throws CountChanged,
 * SearchTermInvalid and GrabLockTimeout.
 */
export async function deleteMatching(
  { db }: Needs,
  session: SessionRow,
  filters: DeleteMatchingQuery,
  { expected }: DeleteMatchingBody,
): Promise<Deleted> {
  const options = { ...chosenRows(session, filters), lock_timeout_ms };
  const done = await deleteRows(db, { ...options, expected, max_rows: MAX_DELETED });
  return { ...done, has_more: done.deleted_count < done.matched_count };
}

/** Deletes persons of all sessions that match. Throws CountChanged, SearchTermInvalid and GrabLockTimeout. */
export async function deleteAllMatching(
  { db }: Needs,
  { ids: session_ids, country }: VisibleSessions,
  filters: Omit<AllMatchingQuery, 'workspace'>,
  { expected }: DeleteMatchingBody,
): Promise<Deleted> {
  const options = { session_ids, country, ...rowFilters(filters), lock_timeout_ms };
  const done = await deleteEntries(db, { ...options, expected, max_persons: MAX_DELETED });
  return { ...done, has_more: done.deleted_count < done.matched_count };
}

/**
 * Erases persons of a session that match from all sessions of the workspace, and excludes them. Throws CountChanged,
 * SearchTermInvalid and GrabLockTimeout.
 */
export async function excludeMatching(
  context: ExclusionNeeds,
  session: SessionRow,
  query: ExcludeMatchingQuery,
  body: ExcludeMatchingBody,
): Promise<Excluded> {
  const { session_id, type: _, ...filters } = chosenRows(session, query);
  const options = excluding(context, session.workspace_id, body);
  const done = await excludeRows(context.db, { ...options, session_id, filters });
  return { ...done, has_more: done.excluded_count < done.matched_count };
}

/** The same for persons of all sessions. Throws CountChanged, SearchTermInvalid and GrabLockTimeout. */
export async function excludeAllMatching(
  context: ExclusionNeeds,
  { workspace, ids: session_ids, country }: VisibleSessions,
  query: Omit<AllMatchingQuery, 'workspace'>,
  body: ExcludeMatchingBody,
): Promise<Excluded> {
  const filters = { country, ...rowFilters(query) };
  const options = excluding(context, workspace.id, body);
  const done = await excludeEntries(context.db, { ...options, session_ids, filters });
  return { ...done, has_more: done.excluded_count < done.matched_count };
}

function excluding(
  { exclusionKey: exclusion_key }: ExclusionNeeds,
  workspace_id: string,
  { expected, label }: ExcludeMatchingBody,
) {
  const named_by = { label: label === undefined ? null : storableLine(label) };
  return { workspace_id, exclusion_key, expected, ...named_by, ...BOUNDS };
}

const BOUNDS = { max_persons: MAX_EXCLUDED, lock_timeout_ms } as const;
