import { type Static, Type } from 'typebox';
import { SessionId, Timestamp } from '../../identity.ts';
import { Nullable } from '../../nullable.ts';
import { WorkspaceName } from './workspace.ts';

/**
 * `read` lists, `grab` grabs, `manage` runs sessions and deletes contacts, `admin` manages the keys
 * of the workspace. No scope includes another.
 */
export const Scope = Type.Union([
  Type.Literal('read'),
  Type.Literal('grab'),
  Type.Literal('manage'),
  Type.Literal('admin'),
]);
export type Scope = Static<typeof Scope>;

export const KeyName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

/** IP addresses and blocks of them, as `203.0.113.7` or `10.0.0.0/8`. */
export const AllowedAddresses = Type.Array(Type.String({ minLength: 2, maxLength: 60 }), {
  minItems: 1,
  maxItems: 50,
});

/** Ids or `external_id`s of sessions. */
export const KeySessions = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
  minItems: 1,
  maxItems: 100,
  uniqueItems: true,
});

export const CreateKeyBody = Type.Object(
  {
    name: KeyName,
    scopes: Type.Array(Scope, { minItems: 1, maxItems: 4, uniqueItems: true }),
    /** Default: the caller's own. For the admin key: `default`. */
    workspace: Type.Optional(WorkspaceName),
    /** In the future. Default: with the caller's key, which may be never. */
    expires_at: Type.Optional(Timestamp),
    /** Where the key works from. Default: where the caller's key does, which may be everywhere. */
    allowed_addresses: Type.Optional(AllowedAddresses),
    /** The sessions that the key is limited to. Default: those of the caller's key, which may be all. */
    sessions: Type.Optional(KeySessions),
  },
  { additionalProperties: false },
);
export type CreateKeyBody = Static<typeof CreateKeyBody>;

export const RotateKeyBody = Type.Object(
  {
    /** How long the old key stays valid, at most 30 days. Default: a day. */
    overlap_seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_592_000 })),
  },
  { additionalProperties: false },
);
export type RotateKeyBody = Static<typeof RotateKeyBody>;

/** Any text is valid: a text that is not a known key's id is "not found". */
export const KeyParams = Type.Object({ keyId: Type.String({ minLength: 1, maxLength: 200 }) });

const fields = {
  key_id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  /** The beginning of the key, to recognise it. */
  prefix: Type.String(),
  scopes: Type.Array(Scope),
  workspace: Type.String(),
  /** Null: every address. */
  allowed_addresses: Nullable(Type.Array(Type.String())),
  /** The sessions that it is limited to, also deleted ones. Null: all of the workspace. */
  session_ids: Nullable(Type.Array(SessionId)),
  /** The key that this one is revoked with. */
  parent_key_id: Nullable(Type.String({ format: 'uuid' })),
  /** `admin` for ADMIN_API_KEY, `command` for the command line, `console` for a sign-in link, else a `key_id`. Null: not known. */
  created_by: Nullable(Type.String()),
  expires_at: Nullable(Timestamp),
  created_at: Timestamp,
  /** Exact to the minute. */
  last_used_at: Nullable(Timestamp),
  revoked_at: Nullable(Timestamp),
};

export const ApiKey = Type.Object(fields, { additionalProperties: false });
export type ApiKey = Static<typeof ApiKey>;

/** The only answer that holds the key. */
export const CreatedApiKey = Type.Object({ ...fields, key: Type.String() });
export type CreatedApiKey = Static<typeof CreatedApiKey>;

/** The new key, and the one that it replaces. */
export const RotatedApiKey = Type.Object({
  ...CreatedApiKey.properties,
  replaced_key: ApiKey,
});
export type RotatedApiKey = Static<typeof RotatedApiKey>;

export const ApiKeyList = Type.Object({ keys: Type.Array(ApiKey) });
