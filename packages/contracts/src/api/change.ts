import { type Static, Type } from 'typebox';
import { GrabId, SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { StoredContact } from './contact.ts';
import { MembershipChange } from './membership.ts';
import { PageCursor, PageLimit } from './page.ts';

/** As the `ids` of a list: 15 digits. */
const MAX_ROW_ID = 999_999_999_999_999;

export const ListChangesQuery = Type.Object(
  {
    /** `next_cursor` of the last answer. Absent: begin with every contact as it is now. */
    since: Type.Optional(PageCursor),
    /** Only without `since`: begin with what has changed after this time. */
    since_time: Type.Optional(Timestamp),
    limit: Type.Optional(PageLimit),
    /** Also joins, departures and changed roles, in their order among the other changes. */
    memberships: Type.Optional(Type.Boolean()),
    /** The `id` of a contact or group: each change of it that is known, in place of the latest one of each. */
    row_id: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_ROW_ID })),
  },
  { additionalProperties: false },
);
export type ListChangesQuery = Static<typeof ListChangesQuery>;

/** When it was stored. Null: long ago. Of a contact that changed again: the latest time. */
const changed_at = Nullable(Timestamp);
/** The grab that stored it. Null: people wrote or deleted it, or the grab is no longer known. */
const grab_id = Nullable(GrabId);

/** The latest change of one contact or group, as seen from the cursor. */
export const ContactChange = Type.Union([
  /** The row may be new to the reader. */
  Type.Object({ change: Type.Literal('created'), changed_at, grab_id, contact: StoredContact }),
  /** `fields`: the fields of `contact` that differ or may differ. */
  Type.Object({
    change: Type.Literal('changed'),
    changed_at,
    grab_id,
    fields: Type.Array(Type.String()),
    contact: StoredContact,
    /** By field: its value at the cursor and now. Only where the workspace keeps them. */
    values: Type.Optional(
      Type.Record(Type.String(), Type.Object({ old: Type.Unknown(), new: Type.Unknown() })),
    ),
  }),
  /** Only with `memberships=true`. */
  Type.Object({
    change: Type.Literal('membership'),
    changed_at,
    grab_id,
    membership: MembershipChange,
  }),
  /** The account no longer has it. The row stays, `inactive`. */
  Type.Object({ change: Type.Literal('removed'), changed_at, grab_id, contact: StoredContact }),
  /** The row with that `id` is gone. A `merged` row continues in `merged_into`. */
  Type.Object({
    change: Type.Literal('deleted'),
    changed_at,
    grab_id,
    id: Type.Integer({ minimum: 1 }),
    reason: Type.Union([Type.Literal('deleted'), Type.Literal('purged'), Type.Literal('merged')]),
    /** Only of a merged row: the row that it continues in. */
    merged_into: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
]);
export type ContactChange = Static<typeof ContactChange>;

export const ChangeList = Type.Object({
  session_id: SessionId,
  changes: Type.Array(ContactChange),
  /** The cursor of the next request, also when nothing has changed. */
  next_cursor: Type.String(),
  /** False: the reader is up to date. */
  has_more: Type.Boolean(),
});
