import type {
  HistoryQuery,
  ListMembersQuery,
  MembershipChangesQuery,
} from '@grabber/contracts/api/membership';
import { DEFAULT_PAGE } from '@grabber/contracts/api/page';
import { type ChangeCursor, ChangeCursorInvalid } from '@grabber/database/contacts/change-number';
import { jidsOf } from '@grabber/database/contacts/contact-address';
import { findContact } from '@grabber/database/contacts/find-contact';
import { listMembersPage, type MemberOfGroups } from '@grabber/database/groups/list-members-page';
import {
  type HistoryOwner,
  type MembershipChangeRow,
  readHistoryPage,
  readMembershipChanges,
} from '@grabber/database/groups/membership-history';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { decodeChangeCursor } from '../../cursors/change-cursor.ts';
import { decodePageCursor, encodePageCursor } from '../../cursors/page-cursor.ts';
import { addressIn, homeCountry } from '../contacts/chosen-rows.ts';
import { contactNotFound, requireGroup } from '../contacts/require-contact.ts';

type Needs = Pick<Context, 'db'>;
type Page<Row> = { readonly rows: Row[]; readonly nextCursor: string | null };

/** A page of a group's history. Throws GROUP_NOT_FOUND, and VALIDATION_FAILED for a cursor of another list. */
export async function readGroupHistory(
  { db }: Needs,
  session: SessionRow,
  address: string,
  query: HistoryQuery,
): Promise<Page<MembershipChangeRow> & { readonly groupId: string }> {
  const { id, contact_id: groupId } = await requireGroup({ db }, session, address);
  return { groupId, ...(await readHistory(db, session, { group_row_id: id }, query)) };
}

/**
 * A page of a person's history. A member need not be a contact: the whole address of one is enough. Throws
 * CONTACT_NOT_FOUND, and VALIDATION_FAILED for a cursor of another list.
 */
export async function readContactHistory(
  { db }: Needs,
  session: SessionRow,
  address: string,
  query: HistoryQuery,
): Promise<Page<MembershipChangeRow> & { readonly contactId: string }> {
  const contact = await findContact(db, addressIn(session, address));
  const [likeliest = null] = jidsOf(address, homeCountry(session));
  const contactId = contact?.contact_id ?? likeliest;
  if (contactId === null || contact?.type === 'group') throw contactNotFound();
  const page = await readHistory(db, session, { participant_id: contactId }, query);
  if (contact === null && page.rows.length === 0) throw contactNotFound();
  return { contactId, ...page };
}

const NO_KEY = /^$/;

async function readHistory(
  db: Context['db'],
  { id: session_id }: SessionRow,
  owner: HistoryOwner,
  { cursor, limit = DEFAULT_PAGE }: HistoryQuery,
): Promise<Page<MembershipChangeRow>> {
  const scope = [session_id, 'history', owner];
  const before = cursor === undefined ? null : decodePageCursor(scope, cursor, NO_KEY).id;
  const { rows, next } = await readHistoryPage(db, { session_id, ...owner, before, limit });
  return {
    rows,
    nextCursor: next === null ? null : encodePageCursor(scope, { key: '', id: next }),
  };
}

/** The history of all groups since a cursor, the oldest first. Throws ChangeCursorInvalid. */
export async function readMembershipFeed(
  { db }: Needs,
  { id: session_id }: SessionRow,
  { since, limit = DEFAULT_PAGE }: MembershipChangesQuery,
): Promise<{ rows: MembershipChangeRow[]; next: ChangeCursor; has_more: boolean }> {
  const after = since === undefined ? 0 : decodeChangeCursor(since).row_id;
  const isSound = since === undefined || decodeChangeCursor(since).session_id === session_id;
  if (!isSound || !Number.isSafeInteger(after) || after < 0) throw new ChangeCursorInvalid();
  const { rows, has_more } = await readMembershipChanges(db, { session_id, after, limit });
  const row_id = rows.at(-1)?.id ?? after;
  const next = { session_id, since: 0, tombstones_after: 0, number: 0, row_id };
  return { rows, next, has_more };
}

const MEMBER_ID = /^\d+@[a-z.]+$/;
const MAX_GROUPS = 50;

/** A page of the persons who are in groups. Throws VALIDATION_FAILED for what is no list of groups. */
export async function readMemberList(
  { db }: Needs,
  { id: session_id }: SessionRow,
  { groups, min_groups = 1, contact, cursor, limit = DEFAULT_PAGE }: ListMembersQuery,
): Promise<Page<MemberOfGroups>> {
  const group_ids = groups === undefined ? undefined : groupIds(groups);
  const scope = [session_id, 'members', group_ids ?? null, min_groups, contact ?? null];
  const after = cursor === undefined ? null : decodePageCursor(scope, cursor, MEMBER_ID).key;
  const { rows, next } = await listMembersPage(db, {
    ...{ session_id, min_groups, after, limit },
    ...(group_ids && { group_ids }),
    ...(contact !== undefined && { is_contact: contact }),
  });
  return { rows, nextCursor: next && encodePageCursor(scope, { key: next, id: 0 }) };
}

function groupIds(text: string): string[] {
  const ids = text.split(',').flatMap((part) => jidsOf(part, null)[0] ?? '');
  const isSound = ids.length <= MAX_GROUPS && ids.every((id) => id.endsWith('@g.us'));
  if (isSound) return [...new Set(ids)].sort();
  const message = `must be at most ${MAX_GROUPS} addresses of groups (…@g.us), separated by commas`;
  const details = [{ path: 'query.groups', message }];
  throw new ServiceError('VALIDATION_FAILED', 'The groups are not named.', { details });
}
