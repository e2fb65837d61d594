import { type Static, Type } from 'typebox';
import { Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
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

export const CreateKeyBody = Type.Object(
  {
    name: KeyName,
    scopes: Type.Array(Scope, { minItems: 1, maxItems: 4, uniqueItems: true }),
    /** Default: the caller's own. For the admin key: `default`. */
    workspace: Type.Optional(WorkspaceName),
    /** In the future. Default: the key does not expire. */
    expires_at: Type.Optional(Timestamp),
  },
  { additionalProperties: false },
);
export type CreateKeyBody = Static<typeof CreateKeyBody>;

/** Any text is valid: a text that is not a known key's id is "not found". */
export const KeyParams = Type.Object({ keyId: Type.String({ minLength: 1, maxLength: 200 }) });

const fields = {
  key_id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  /** The beginning of the key, to recognise it. */
  prefix: Type.String(),
  scopes: Type.Array(Scope),
  workspace: Type.String(),
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

export const ApiKeyList = Type.Object({ keys: Type.Array(ApiKey) });
