import { Type } from 'typebox';

/** `<E.164 digits>@s.whatsapp.net`: a person known by phone. Never with a device suffix. */
const PhoneJid = Type.String({ pattern: '^[1-9][0-9]{4,18}@s\\.whatsapp\\.net$' });

/** `<digits>@lid`: a person known only by LID. The digits are not a phone number. */
export const Lid = Type.String({ pattern: '^[0-9]{1,20}@lid$' });

/** `<digits>[-<digits>]@g.us`. */
export const GroupJid = Type.String({ pattern: '^[0-9]+(-[0-9]+)?@g\\.us$' });

/** A person: the phone JID if the phone is known, else the LID. */
export const PersonJid = Type.Union([PhoneJid, Lid]);

/** E.164 digits without `+`. They come only from a phone JID. */
export const PhoneNumber = Type.String({ pattern: '^[1-9][0-9]{4,18}$' });

/** `+` and E.164 digits. */
export const E164Number = Type.String({ pattern: '^\\+[1-9][0-9]{4,14}$' });

/** Two capital letters of ISO 3166. */
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$' });

/** ISO 8601 in UTC. */
export const Timestamp = Type.String({ format: 'date-time' });

export const SessionId = Type.String({ format: 'uuid' });

export const GrabId = Type.String({ format: 'uuid' });
