import { type Static, Type } from 'typebox';

/**
 * Where the `name` of a person in an answer comes from: the name in the address book, the verified name of
 * a business, the name that the person chose, or `@` and the username. `phone`: there is no name, so it is
 * `+` and the number. `masked`: the phone is not known, so it is the masked number. `none`: there is not even
 * that, and `name` says so in the caller's language.
 */
export const PersonNameSource = Type.Union([
  Type.Literal('address_book'),
  Type.Literal('verified'),
  Type.Literal('push'),
  Type.Literal('username'),
  Type.Literal('phone'),
  Type.Literal('masked'),
  Type.Literal('none'),
]);
export type PersonNameSource = Static<typeof PersonNameSource>;

/** The same of a group. `members`: it has no subject, so it is the names of some members. */
export const GroupNameSource = Type.Union([
  Type.Literal('subject'),
  Type.Literal('members'),
  Type.Literal('none'),
]);
export type GroupNameSource = Static<typeof GroupNameSource>;
