// Runs inside WhatsApp Web. Addresses ("wids") of persons and groups, and texts on their way out.

import type { Wid } from './whatsapp-web.ts';

export type PersonKind = 'phone' | 'lid';

const MIN_PHONE_DIGITS = 5;
const MAX_PHONE_DIGITS = 19;
const MAX_LID_DIGITS = 20;
const MAX_ADDRESS_LENGTH = 100;
/** A business on the Cloud API has the same digits at a server of its own (WAWebWid). */
const LID_SERVERS: ReadonlySet<string> = new Set(['lid', 'hosted.lid']);
const PHONE_SERVERS: ReadonlySet<string> = new Set(['c.us', 's.whatsapp.net', 'hosted']);
const ZERO = 48;
const ONE = 49;
const NINE = 57;
export const GROUP_USER = /^[0-9]+(-[0-9]+)?$/;
/** The sender of WhatsApp's own announcements, not a phone number. */
const SYSTEM_USER = '0';
/** Numbers that WhatsApp reserves for its assistants. */
const BOT_USER = /^(1313555\d{4}|131655500\d{2})$/;
const BOT_DIGITS = 11;

/**
 * `phone`, `lid`, or null for groups, broadcasts, channels and bots. Throws on a value that is not an
 * address, so that it is reported and not left out.
 */
export function kindOfPerson(wid: Wid): PersonKind | null {
  const { server } = wid;
  if (typeof server !== 'string') throw new Error('the id has no server');
  if (LID_SERVERS.has(server)) return 'lid';
  if (!PHONE_SERVERS.has(server)) return null;
  const user = userOf(wid);
  return user === SYSTEM_USER || isBot(user) ? null : 'phone';
}

/** What WhatsApp itself does not count as a person (WAWebWid); it may have a name and a chat. */
const ASSISTANT_SIGNS = [
  'isBot',
  'isAiHub',
  'isIAS',
  'isSupportAccount',
  'isCAPISupportAccount',
  'isPSA',
] as const;

export function isAssistant(wid: Wid): boolean {
  for (const sign of ASSISTANT_SIGNS) if (wid[sign]?.() === true) return true;
  return false;
}

/** The number alone decides. */
export function isBot(user: string): boolean {
  return user.length === BOT_DIGITS && user.charCodeAt(0) === ONE && BOT_USER.test(user);
}

/** The digits of an address, without the device that `628…:12@c.us` carries. */
export function userOf(wid: Wid): string {
  const user = String(wid.user);
  const device = user.indexOf(':');
  return device < 0 ? user : user.slice(0, device);
}

/** Called for each address of a read: the loop in isDigits is several times faster than a pattern. */
export function isUsable(kind: PersonKind, user: string): boolean {
  const { length } = user;
  if (kind === 'lid') return length > 0 && length <= MAX_LID_DIGITS && isDigits(user);
  const fits = length >= MIN_PHONE_DIGITS && length <= MAX_PHONE_DIGITS;
  return fits && user.charCodeAt(0) !== ZERO && isDigits(user);
}

function isDigits(text: string): boolean {
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}

/** An address in the spelling that leaves the page. Throws on a value that is not an address. */
export function spell(wid: Wid): string {
  const server = wid.server === 'c.us' ? 's.whatsapp.net' : wid.server;
  const isText = typeof wid.user === 'string' && typeof server === 'string';
  if (!isText || wid.user.length + server.length > MAX_ADDRESS_LENGTH) {
    throw new Error('the id is not an address');
  }
  return `${userOf(wid)}@${server}`;
}

/** Bounds each field, so that a line of the stream has room for it; WhatsApp's apps allow far less. */
const MAX_TEXT_LENGTH = 8_000;
const MAX_URL_LENGTH = 2_048;

export function textOrNull(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value.length <= MAX_TEXT_LENGTH) return value;
  const last = value.charCodeAt(MAX_TEXT_LENGTH - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return value.slice(0, splitsPair ? MAX_TEXT_LENGTH - 1 : MAX_TEXT_LENGTH);
}

export function urlOrNull(value: unknown): string | null {
  return typeof value === 'string' && value.startsWith('http') && value.length <= MAX_URL_LENGTH
    ? value
    : null;
}

/** Never throws: a value that a page throws may not convert to a text. */
export function reasonOf(error: unknown): string {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return text.slice(0, 200);
  } catch {
    return 'an error without a message';
  }
}
