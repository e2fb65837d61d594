// Runs inside WhatsApp Web. A number for each address of a person, kept from one read to the next.

import { isAssistant, isBot, isUsable, kindOfPerson, userOf } from './addresses.ts';
import type { Wid } from './whatsapp-web.ts';

/** For groups, lists, channels and bots. */
export const NO_ADDRESS = -1;

/**
 * The meaning of an address never changes. So it is looked up by its text once, and from then on by the
 * page's own object for it, which is many times faster. Objects that the page drops are dropped here, too.
 */
const numbers = new WeakMap<Wid, number>();
const phoneNumbers = new Map<string, number>();
const lidNumbers = new Map<string, number>();
const digits: string[] = [];
const lidFlags: boolean[] = [];

/** The number of a person's address, or NO_ADDRESS. Throws on a value that cannot be an address. */
export function addressOf(wid: Wid): number {
  const known = numbers.get(wid);
  return known === undefined ? learn(wid) : known;
}

const LID_ENDING = '@lid';
const PHONE_ENDING = '@c.us';

/** The number of an address that is known, by its text in the page's database; else undefined. */
export function knownAddressOf(text: string): number | undefined {
  if (text.endsWith(LID_ENDING)) return lidNumbers.get(text.slice(0, -LID_ENDING.length));
  return text.endsWith(PHONE_ENDING)
    ? phoneNumbers.get(text.slice(0, -PHONE_ENDING.length))
    : undefined;
}

function learn(wid: Wid): number {
  const isLid = wid.server === 'lid';
  if (isAssistant(wid)) {
    numbers.set(wid, NO_ADDRESS);
    return NO_ADDRESS;
  }
  const number = isPlain(wid, isLid) ? numberOf(isLid, wid.user) : numberOfOdd(wid);
  numbers.set(wid, number);
  return number;
}

/** True for most addresses: digits, no device, in the usual spelling. */
function isPlain({ server, user }: Wid, isLid: boolean): boolean {
  if (typeof user !== 'string') return false;
  return isLid
    ? isUsable('lid', user)
    : server === 'c.us' && isUsable('phone', user) && !isBot(user);
}

function numberOfOdd(wid: Wid): number {
  const kind = kindOfPerson(wid);
  if (kind === null) return NO_ADDRESS;
  const user = userOf(wid);
  if (!isUsable(kind, user)) throw new Error('the id is neither a phone number nor a LID');
  return numberOf(kind === 'lid', user);
}

function numberOf(isLid: boolean, user: string): number {
  const known = (isLid ? lidNumbers : phoneNumbers).get(user);
  if (known !== undefined) return known;
  const number = digits.push(user) - 1;
  lidFlags.push(isLid);
  (isLid ? lidNumbers : phoneNumbers).set(user, number);
  return number;
}

export function digitsOf(number: number): string {
  return digits[number] as string;
}

export function isLidNumber(number: number): boolean {
  return lidFlags[number] as boolean;
}

/** The count of numbers given out; each number is less. */
export function countAddresses(): number {
  return digits.length;
}
