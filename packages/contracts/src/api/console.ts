import { type Static, Type } from 'typebox';
import { SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { Scope } from './access/key.ts';

/** One of the two. */
export const SignInBody = Type.Object(
  {
    key: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
    token: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
);
export type SignInBody = Static<typeof SignInBody>;

/** Who the caller is, and what the console may offer. */
export const ConsoleSession = Type.Object({
  /** Null: every workspace, with ADMIN_API_KEY. */
  workspace: Nullable(
    Type.Object({ workspace_id: Type.String({ format: 'uuid' }), name: Type.String() }),
  ),
  /** Null: ADMIN_API_KEY, or a sign-in link. */
  key: Nullable(
    Type.Object({
      key_id: Type.String({ format: 'uuid' }),
      name: Type.String(),
      prefix: Type.String(),
    }),
  ),
  /** `global`: also what belongs to no workspace. */
  scopes: Type.Array(Type.Union([...Scope.anyOf, Type.Literal('global')])),
  /** Null: all of the workspace. */
  session_ids: Nullable(Type.Array(SessionId)),
  /** Of the cookie, else of the key. */
  expires_at: Nullable(Timestamp),
});
export type ConsoleSession = Static<typeof ConsoleSession>;

export const SignedOut = Type.Object({ signed_out: Type.Integer({ minimum: 0 }) });

export const SignInLink = Type.Object({ url: Type.String(), expires_at: Timestamp });
export type SignInLink = Static<typeof SignInLink>;
