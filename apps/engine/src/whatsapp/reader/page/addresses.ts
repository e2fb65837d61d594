// Runs inside WhatsApp Web. Addresses ("wids") of persons and groups, and texts on their way out.

import type { Wid } from './whatsapp-web.ts';

export type PersonKind = 'phone' | 'lid';

const MIN_PHONE_DIGITS = 5;
const MAX_PHONE_DIGITS = 19;
const MAX_LID_DIGITS = 20;
const MAX_ADDRESS_LENGTH = 100;
const ZERO = 48;
const ONE = 49;
const NINE = 57;
export const GROUP_USER = /^[0-9]+(-[0-9]+)?$/;
/** WhatsApp's own announcements; nobody's number. */
const SYSTEM_USER = '0';
/** Numbers that WhatsApp has set aside for its assistants; nobody owns a line there. */
const BOT_USER = /^(1313555\d{4}|131655500\d{2})$/;
const BOT_DIGITS = 11;

/**
 * `phone`, `lid`, or null for everything that is no person: groups, broadcasts, channels, bots. Throws on
 * what is no address at all, so that it is reported and not taken for nobody.
 */
export function kindOfPerson(wid: Wid): PersonKind | null {
  const { server } = wid;
  if (typeof server !== 'string') throw new Error('an id without a server');
  if (server === 'lid') return 'lid';
  if (server !== 'c.us' && server !== 's.whatsapp.net') return null;
  const user = userOf(wid);
  return user === SYSTEM_USER || isBot(user) ? null : 'phone';
}

/** By the number alone, which tells of nobody else. */
export function isBot(user: string): boolean {
  return user.length === BOT_DIGITS && user.charCodeAt(0) === ONE && BOT_USER.test(user);
}

/** The digits of an address, without the device that `628…:12@c.us` carries. */
export function userOf(wid: Wid): string {
  const user = String(wid.user);
  const device = user.indexOf(':');
  return device < 0 ? user : user.slice(0, device);
}

/** Called for every address of a read: a loop takes a fraction of a pattern's time. */
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

/** An address in the spelling that leaves the page. Throws on what is none. */
export function spell(wid: Wid): string {
  const server = wid.server === 'c.us' ? 's.whatsapp.net' : wid.server;
  const isText = typeof wid.user === 'string' && typeof server === 'string';
  if (!isText || wid.user.length + server.length > MAX_ADDRESS_LENGTH) {
    throw new Error('an id that is no address');
  }
  return `${userOf(wid)}@${server}`;
}

/** Bounds one field, so that no line of the stream can burst; far above what WhatsApp's apps allow. */
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

/** Never throws: what a page throws need not even have a text. */
export function reasonOf(error: unknown): string {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return text.slice(0, 200);
  } catch {
    return 'an error without a text';
  }
}
