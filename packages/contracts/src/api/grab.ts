import { type Static, Type } from 'typebox';
import { IncompleteReason, ReadQuery } from '../engine/reading.ts';
import { SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { StoredGroup, StoredIndividual } from './contact.ts';

const Count = Type.Integer({ minimum: 0 });

/** `confirm_removals=true`: a person knows that what this grab misses is gone. */
export const GrabQuery = Type.Object(
  {
    refresh: ReadQuery.properties.refresh,
    confirm_removals: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
    /** `counts`: the answer leaves the arrays of groups and contacts out. */
    include: Type.Optional(Type.Literal('counts')),
  },
  { additionalProperties: false },
);

/**
 * One item that could not be read or stored, then the groups of which not all members could be read, then
 * those of which too many are missing at once: such groups are stored, and `failed_count` leaves them out.
 * At most 1,000 are listed; `failed_count` is exact.
 */
export const GrabItemError = Type.Object({
  type: Type.Union([Type.Literal('group'), Type.Literal('contact'), Type.Literal('participant')]),
  contact_id: Nullable(Type.String()),
  reason: Type.String(),
});
export type GrabItemError = Static<typeof GrabItemError>;

const Milliseconds = Type.Number({ minimum: 0 });

/** Milliseconds by phase. A phase that was not reached is left out. */
export const GrabTimings = Type.Object({
  /** The time in the queue, including the check of the session's status. */
  wait_ms: Type.Optional(Milliseconds),
  /** From the request to the engine to the last line. Lines are staged as they arrive. */
  read_ms: Type.Optional(Milliseconds),
  store_ms: Type.Optional(Milliseconds),
  /** As the engine measured its read. */
  engine_groups_ms: Type.Optional(Milliseconds),
  engine_contacts_ms: Type.Optional(Milliseconds),
  engine_total_ms: Type.Optional(Milliseconds),
});

const session = { session_id: SessionId, session_name: Type.String() };
/** Left out with `include=counts`. */
const arrays = {
  groups: Type.Optional(Type.Array(StoredGroup)),
  contacts: Type.Optional(Type.Array(StoredIndividual)),
};
const groups = { total_groups: Count, groups: arrays.groups };
const contacts = { total_contacts: Count, contacts: arrays.contacts };
const outcome = {
  /** New rows. */
  saved_count: Count,
  /** Rows that existed before. saved + updated = the length of the arrays. */
  updated_count: Count,
  grabbed_at: Timestamp,
  grab_id: Type.String({ format: 'uuid' }),
  /** How many of the updated rows needed no write. */
  unchanged_count: Count,
  /** People of the address book without WhatsApp. They are not in the arrays and the counts before. */
  total_without_whatsapp: Count,
  /** Rows that this grab did not find and made inactive. */
  removed_count: Count,
  /** Persons whom the workspace excludes, and whom the read held; in no other counter. */
  excluded_count: Count,
  failed_count: Count,
  complete: Type.Boolean(),
  incomplete_reasons: Type.Array(IncompleteReason),
  errors: Type.Array(GrabItemError),
  /** How many requests the read made WhatsApp Web send to WhatsApp. */
  queries_sent: Count,
  timings: GrabTimings,
};

export const GrabGroupsResult = Type.Object({ ...session, ...groups, ...outcome });
export const GrabContactsResult = Type.Object({ ...session, ...contacts, ...outcome });
export const GrabAllResult = Type.Object({
  ...session,
  total_groups: Count,
  total_contacts: Count,
  ...arrays,
  ...outcome,
});
export type GrabAllResult = Static<typeof GrabAllResult>;
