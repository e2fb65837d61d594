import { type Static, Type } from 'typebox';
import { Timestamp } from '../../identity.ts';
import { Nullable } from '../../nullable.ts';
import { PageCursor, PageLimit } from '../page.ts';

const Count = Type.Integer({ minimum: 0 });

/** `done` 2xx, `refused` 4xx, `failed` 5xx. `aborted`: the answer was not sent whole. */
export const AuditOutcome = Type.Union([
  Type.Literal('done'),
  Type.Literal('refused'),
  Type.Literal('failed'),
  Type.Literal('aborted'),
]);

export const ListAuditQuery = Type.Object(
  {
    /** `admin` for ADMIN_API_KEY, `console` for who signed in with a link. */
    key_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    session_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** The template, as `/api/sessions/:id/contacts/export`. */
    route: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*$' })),
    outcome: Type.Optional(AuditOutcome),
    /** From this time on. */
    since: Type.Optional(Timestamp),
    /** Before this time. */
    until: Type.Optional(Timestamp),
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
  },
  { additionalProperties: false },
);
export type ListAuditQuery = Static<typeof ListAuditQuery>;

/** One request with a key. */
export const AuditEntry = Type.Object({
  audit_id: Type.Integer(),
  at: Timestamp,
  key_id: Type.String(),
  address: Nullable(Type.String()),
  request_id: Type.String(),
  method: Type.String(),
  route: Type.String(),
  session_id: Nullable(Type.String({ format: 'uuid' })),
  outcome: AuditOutcome,
  /** The status of the answer. */
  status: Type.Integer(),
  /** The code of the error. */
  code: Nullable(Type.String()),
  /** How many contacts, groups or members were handed over or deleted. Null: not counted. */
  row_count: Nullable(Count),
  /** Sent on the connection, headers included. */
  bytes: Count,
  duration_ms: Count,
});
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditList = Type.Object({
  entries: Type.Array(AuditEntry),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
});
