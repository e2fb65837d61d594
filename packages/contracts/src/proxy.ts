import { type Static, Type } from 'typebox';

const Place = {
  /** A name or an address, without scheme and port. */
  host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9._:-]+$' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
};
const Credential = Type.String({ minLength: 1, maxLength: 256, pattern: '^[^\\x00-\\x1f\\x7f]+$' });

/** An HTTP proxy for the connections of one session. */
export const GivenProxy = Type.Object(
  { ...Place, username: Type.Optional(Credential), password: Type.Optional(Credential) },
  { additionalProperties: false },
);
export type GivenProxy = Static<typeof GivenProxy>;

/** The same in answers, which never hold the user's name or the password. */
export const ShownProxy = Type.Object({ ...Place, has_credentials: Type.Boolean() });
export type ShownProxy = Static<typeof ShownProxy>;
