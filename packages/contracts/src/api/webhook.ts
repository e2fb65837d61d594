import { type Static, type TProperties, Type } from 'typebox';
import { ParticipantRole } from '../engine/group.ts';
import { ReadKind } from '../engine/reading.ts';
import { SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { SessionStatus } from '../session-status.ts';
import { WorkspaceName } from './access/workspace.ts';
import { PageCursor, PageLimit } from './page.ts';

const Count = Type.Integer({ minimum: 0 });
/** The `id` of a stored contact or group. */
const RowId = Type.Integer({ minimum: 1 });

const Row = Type.Object({ session_id: SessionId, id: RowId });
const ChangedRow = Type.Object({
  session_id: SessionId,
  id: RowId,
  /** The names of the fields that differ. */
  fields: Type.Array(Type.String()),
});
const RemovedRow = Type.Object({
  session_id: SessionId,
  id: RowId,
  /** `account`: the account no longer has it. `deleted`, `purged`: the row is gone. */
  reason: Type.Union([Type.Literal('account'), Type.Literal('deleted'), Type.Literal('purged')]),
});
const Members = Type.Object({
  session_id: SessionId,
  /** The `id` of the stored group. */
  group_id: RowId,
  /** How many `members` has, 1 to 100. More of one group at once are several events. */
  count: Count,
  members: Type.Array(
    Type.Object({
      /** The `change_id` of the membership's change, in the history. */
      change_id: RowId,
      /** The `id` of the stored contact. Null: the member is no contact. */
      contact_id: Nullable(RowId),
      /** After the change. Of a person who left: before it. */
      role: ParticipantRole,
      /** Only of a changed role. */
      old_role: Nullable(ParticipantRole),
    }),
  ),
});

/** What webhooks report, by type: the schema of `data`. All ids, no names and no numbers. */
export const WEBHOOK_EVENTS = {
  'contact.created': Row,
  'contact.changed': ChangedRow,
  'contact.removed': RemovedRow,
  'contact.restored': ChangedRow,
  /** Two rows turned out to be one person: the other row stays. */
  'contact.merged': Type.Object({ session_id: SessionId, id: RowId, merged_into: RowId }),
  'group.created': Row,
  'group.changed': ChangedRow,
  'group.removed': RemovedRow,
  'group.restored': ChangedRow,
  'member.joined': Members,
  'member.left': Members,
  'member.role_changed': Members,
  'grab.finished': Type.Object({
    session_id: SessionId,
    grab_id: Type.String({ format: 'uuid' }),
    kind: ReadKind,
    state: Type.Union([
      Type.Literal('complete'),
      Type.Literal('partial'),
      Type.Literal('failed'),
      Type.Literal('cancelled'),
    ]),
    total_groups: Count,
    total_contacts: Count,
    total_participants: Count,
    saved_count: Count,
    changed_count: Count,
    removed_count: Count,
    excluded_count: Count,
    failed_count: Count,
    /** The codes of `incomplete_reasons`. */
    reasons: Type.Array(Type.String()),
    error_code: Nullable(Type.String()),
  }),
  'session.status': Type.Object({
    session_id: SessionId,
    status: SessionStatus,
    previous_status: SessionStatus,
    error_code: Nullable(Type.String()),
    /** True: the session does nothing more by itself. Its status says what a person must do. */
    action_required: Type.Boolean(),
  }),
} as const satisfies Record<string, ReturnType<typeof Type.Object<TProperties>>>;

export type WebhookEventType = keyof typeof WEBHOOK_EVENTS;
export const WEBHOOK_EVENT_TYPES = Object.keys(WEBHOOK_EVENTS) as WebhookEventType[];

/** The body of a test, and of a request with several events. */
export const WEBHOOK_TEST_TYPE = 'webhook.test';
export const WEBHOOK_BATCH_TYPE = 'batch';

const Url = Type.String({ minLength: 1, maxLength: 2_000 });
const Description = Nullable(Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$' }));
const SessionIds = Nullable(
  Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 100, uniqueItems: true }),
);
const EventType = Type.Union(WEBHOOK_EVENT_TYPES.map((type) => Type.Literal(type)));
const EventTypes = Nullable(
  Type.Array(EventType, { minItems: 1, maxItems: WEBHOOK_EVENT_TYPES.length, uniqueItems: true }),
);
export const MAX_WEBHOOK_BATCH = 100;
const MaxBatch = Type.Integer({ minimum: 1, maximum: MAX_WEBHOOK_BATCH });

const choices = {
  description: Type.Optional(Description),
  /** Null: of every session of the workspace. */
  session_ids: Type.Optional(SessionIds),
  /** Null: every type. */
  event_types: Type.Optional(EventTypes),
  /** How many events a request may hold. */
  max_batch: Type.Optional(MaxBatch),
  enabled: Type.Optional(Type.Boolean()),
};

export const CreateWebhookBody = Type.Object(
  { url: Url, ...choices, workspace: Type.Optional(WorkspaceName) },
  { additionalProperties: false },
);
export type CreateWebhookBody = Static<typeof CreateWebhookBody>;

export const UpdateWebhookBody = Type.Object(
  { url: Type.Optional(Url), ...choices },
  { additionalProperties: false, minProperties: 1 },
);
export type UpdateWebhookBody = Static<typeof UpdateWebhookBody>;

export const RotateWebhookBody = Type.Object(
  {
    /** How long requests carry the signatures of both secrets, at most 30 days. Default: a day. */
    overlap_seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_592_000 })),
  },
  { additionalProperties: false },
);
export type RotateWebhookBody = Static<typeof RotateWebhookBody>;

/** `evt_` and a number that rises. */
const EventId = Type.String({ pattern: '^evt_(0|[1-9][0-9]{0,14})$' });

export const ReplayWebhookBody = Type.Object(
  {
    /** Everything after this event that is still stored is sent again. `evt_0`: all. */
    after: Type.Optional(EventId),
    /** The same from an event or a time on, itself included. */
    since: Type.Optional(Type.Union([EventId, Timestamp])),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);
export type ReplayWebhookBody = Static<typeof ReplayWebhookBody>;

/** Any text is valid: a text that is not a known id is "not found". */
const Id = Type.String({ minLength: 1, maxLength: 200 });
export const WebhookParams = Type.Object({ webhookId: Id });
export const WebhookDeliveryParams = Type.Object({ webhookId: Id, deliveryId: Id });

const fields = {
  webhook_id: Type.String({ format: 'uuid' }),
  workspace_id: Type.String({ format: 'uuid' }),
  url: Type.String(),
  description: Nullable(Type.String()),
  session_ids: Nullable(Type.Array(SessionId)),
  event_types: Nullable(Type.Array(Type.String())),
  max_batch: MaxBatch,
  enabled: Type.Boolean(),
  /** `dead`: the API gave the receiver up, for `dead_reason`. */
  status: Type.Union([Type.Literal('active'), Type.Literal('disabled'), Type.Literal('dead')]),
  /** `FAILING`: no request succeeded for three days. `GONE`: it answered 410. */
  dead_reason: Nullable(Type.Union([Type.Literal('FAILING'), Type.Literal('GONE')])),
  dead_at: Nullable(Timestamp),
  /** Until when the secret before also signs. */
  previous_secret_until: Nullable(Timestamp),
  created_at: Timestamp,
  updated_at: Timestamp,
};
export const ApiWebhook = Type.Object(fields);
export type ApiWebhook = Static<typeof ApiWebhook>;

/** The only answers that hold the secret. */
export const ApiWebhookWithSecret = Type.Object({ ...fields, secret: Type.String() });

export const ListWebhooksQuery = Type.Object(
  { workspace: Type.Optional(WorkspaceName) },
  { additionalProperties: false },
);
export const ApiWebhookList = Type.Object({ webhooks: Type.Array(ApiWebhook) });
export const DeletedWebhook = Type.Object({ webhook_id: Type.String({ format: 'uuid' }) });
export const ReplayedWebhook = Type.Object({
  webhook_id: Type.String({ format: 'uuid' }),
  after: EventId,
});

/** One try to deliver events. */
export const ApiWebhookDelivery = Type.Object({
  delivery_id: Type.String(),
  /** Null: a test. */
  session_id: Nullable(SessionId),
  first_event_id: Nullable(EventId),
  last_event_id: Nullable(EventId),
  event_count: Count,
  /** 1 is the first. */
  attempt: Type.Integer({ minimum: 1 }),
  delivered: Type.Boolean(),
  /** Of the answer. Null: there was none. */
  status: Nullable(Type.Integer()),
  /** Why it failed. */
  error: Nullable(Type.String()),
  /** The beginning of the answer's text. */
  response_excerpt: Nullable(Type.String()),
  duration_ms: Count,
  at: Timestamp,
});
export type ApiWebhookDelivery = Static<typeof ApiWebhookDelivery>;

export const ListDeliveriesQuery = Type.Object(
  { limit: Type.Optional(PageLimit), cursor: Type.Optional(PageCursor) },
  { additionalProperties: false },
);
export type ListDeliveriesQuery = Static<typeof ListDeliveriesQuery>;

export const ApiWebhookDeliveryList = Type.Object({
  deliveries: Type.Array(ApiWebhookDelivery),
  /** Null: this was the last page. */
  next_cursor: Nullable(Type.String()),
});
