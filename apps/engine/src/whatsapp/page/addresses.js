// Runs inside WhatsApp Web. Addresses ("wids") of persons and groups, and texts on their way out.

const MIN_PHONE_DIGITS = 5;
const MAX_PHONE_DIGITS = 19;
const MAX_LID_DIGITS = 20;
const ZERO = 48;
const NINE = 57;
export const GROUP_USER = /^[0-9]+(-[0-9]+)?$/;
/** WhatsApp's own announcements; nobody's number. */
const SYSTEM_USER = '0';

/** `phone`, `lid`, or null for everything that is no person: groups, broadcasts, channels, bots. */
export function kindOfPerson(wid) {
  if (!wid) return null;
  if (wid.server === 'lid') return 'lid';
  if (wid.server !== 'c.us' && wid.server !== 's.whatsapp.net') return null;
  return userOf(wid) === SYSTEM_USER ? null : 'phone';
}

/** The digits of an address, without the device that `628…:12@c.us` carries. */
export function userOf(wid) {
  const user = String(wid.user);
  const device = user.indexOf(':');
  return device < 0 ? user : user.slice(0, device);
}

/** Called for every address of a read: a loop takes a fraction of a pattern's time. */
export function isUsable(kind, user) {
  const { length } = user;
  if (kind === 'lid') return length > 0 && length <= MAX_LID_DIGITS && isDigits(user);
  const fits = length >= MIN_PHONE_DIGITS && length <= MAX_PHONE_DIGITS;
  return fits && user.charCodeAt(0) !== ZERO && isDigits(user);
}

function isDigits(text) {
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}

/** The digits of an address of this kind; null when it is of another, or none. */
export function usableUser(wid, kind) {
  const { server, user: digits } = wid;
  // Most have no device, and so nothing but digits.
  const isOfKind = kind === 'lid' ? server === 'lid' : server === 'c.us';
  if (isOfKind && typeof digits === 'string' && isUsable(kind, digits)) return digits;
  if (kindOfPerson(wid) !== kind) return null;
  const user = userOf(wid);
  return isUsable(kind, user) ? user : null;
}

/** An address in the spelling that leaves the page. */
export function spell(wid) {
  const server = wid.server === 'c.us' ? 's.whatsapp.net' : wid.server;
  return `${userOf(wid)}@${server}`;
}

/** Bounds one field, so that no line of the stream can burst; far above what WhatsApp's apps allow. */
const MAX_TEXT_LENGTH = 8_000;
const MAX_URL_LENGTH = 2_048;

export function textOrNull(value) {
  if (typeof value !== 'string') return null;
  if (value.length <= MAX_TEXT_LENGTH) return value;
  const last = value.charCodeAt(MAX_TEXT_LENGTH - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return value.slice(0, splitsPair ? MAX_TEXT_LENGTH - 1 : MAX_TEXT_LENGTH);
}

export function urlOrNull(value) {
  return typeof value === 'string' && value.startsWith('http') && value.length <= MAX_URL_LENGTH
    ? value
    : null;
}

/** Never throws: what a page throws need not even have a text. */
export function reasonOf(error) {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return text.slice(0, 200);
  } catch {
    return 'an error without a text';
  }
}
