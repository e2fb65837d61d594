import { type Static, Type } from 'typebox';
import { ContactStatus } from '../contact-fields.ts';
import { LeaveReason, ParticipantRole } from '../engine/group.ts';
import { GroupJid, Lid, PersonJid, PhoneNumber, SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { WorkspaceName } from './access/workspace.ts';
import { StoredIndividual } from './contact.ts';
import { GrabItemError } from './grab.ts';
import { MembershipEvent } from './membership.ts';
import { PageCursor, PageLimit } from './page.ts';

const Count = Type.Integer({ minimum: 0 });

/** A number with its country code, an address with its server (`…@lid`), or `@username`. */
const Person = Type.String({ minLength: 1, maxLength: 200 });
/** Default: the caller's own. For the admin key: `default`. */
const workspace = Type.Optional(WorkspaceName);

export const ErasePersonBody = Type.Object(
  {
    person: Person,
    /** Default true: no grab stores the person again. */
    exclude: Type.Optional(Type.Boolean()),
    workspace,
    /** What the list of exclusions shows, beside a date: do not name the person. */
    label: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type ErasePersonBody = Static<typeof ErasePersonBody>;

export const ExportPersonBody = Type.Object(
  { person: Person, workspace },
  { additionalProperties: false },
);
export type ExportPersonBody = Static<typeof ExportPersonBody>;

/** Who it excludes is stored as hashes alone: the export of a person names theirs. */
export const Exclusion = Type.Object({
  exclusion_id: Type.String({ format: 'uuid' }),
  /** How many addresses of the person it holds. */
  address_count: Count,
  created_at: Timestamp,
  label: Nullable(Type.String()),
});
export type Exclusion = Static<typeof Exclusion>;

/** Rows that were deleted or blanked. */
const ErasedCounts = Type.Object({
  contacts: Count,
  contact_aliases: Count,
  group_participants: Count,
  /** Seen joins, departures and changed roles of those memberships. */
  membership_changes: Count,
  /** Groups that named the person as their creator. */
  group_owners: Count,
  /** Grabs that named the person among the items that failed. */
  grab_errors: Count,
});

export const Erasure = Type.Object({
  erased_at: Timestamp,
  /** Of all sessions. */
  deleted: ErasedCounts,
  /** Every session of the workspace that was searched. */
  sessions: Type.Array(
    Type.Object({
      session_id: SessionId,
      deleted: ErasedCounts,
      /** The person is the linked account itself: its number goes with the session. */
      is_own_account: Type.Boolean(),
    }),
  ),
  /** What a search after the deletion found. More than 0: a grab stored the person again meanwhile. */
  remaining: Count,
  /** Null: not wanted. */
  exclusion: Nullable(Exclusion),
});
export type Erasure = Static<typeof Erasure>;

const groupNamed = { group_id: GroupJid, group_name: Nullable(Type.String()) };

export const PersonExport = Type.Object({
  /** Every known address of the person, older LIDs among them. */
  addresses: Type.Array(PersonJid),
  /** The sessions that store something about the person. */
  sessions: Type.Array(
    Type.Object({
      session_id: SessionId,
      session_name: Type.String(),
      contacts: Type.Array(StoredIndividual),
      older_lids: Type.Array(Lid),
      memberships: Type.Array(
        Type.Object({
          ...groupNamed,
          participant_id: PersonJid,
          lid: Nullable(Lid),
          phone_number: Nullable(PhoneNumber),
          name: Nullable(Type.String()),
          masked_number: Nullable(Type.String()),
          role: ParticipantRole,
          status: ContactStatus,
          joined_at: Nullable(Timestamp),
          left_at: Nullable(Timestamp),
          reason: Nullable(LeaveReason),
        }),
      ),
      membership_changes: Type.Array(
        Type.Object({
          ...groupNamed,
          ...MembershipEvent.properties,
        }),
      ),
      /** What grabs changed of the contact in the last 30 days, where the workspace keeps it. */
      value_changes: Type.Array(
        Type.Object({
          field: Type.String(),
          old: Type.Unknown(),
          new: Type.Unknown(),
          seen_at: Timestamp,
        }),
      ),
      created_groups: Type.Array(Type.Object(groupNamed)),
      failed_items: Type.Array(
        Type.Object({
          grab_id: Type.String({ format: 'uuid' }),
          type: GrabItemError.properties.type,
          reason: Type.String(),
          created_at: Timestamp,
        }),
      ),
    }),
  ),
  exclusions: Type.Array(Exclusion),
});
export type PersonExport = Static<typeof PersonExport>;

export const ListExclusionsQuery = Type.Object(
  { limit: Type.Optional(PageLimit), cursor: Type.Optional(PageCursor), workspace },
  { additionalProperties: false },
);
export type ListExclusionsQuery = Static<typeof ListExclusionsQuery>;

export const ExclusionList = Type.Object({
  exclusions: Type.Array(Exclusion),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
});

/** Any text is valid: a text that is not the id of an exclusion is "not found". */
export const ExclusionParams = Type.Object({
  exclusionId: Type.String({ minLength: 1, maxLength: 200 }),
});

export const DeletedExclusion = Type.Object({ exclusion_id: Type.String({ format: 'uuid' }) });
