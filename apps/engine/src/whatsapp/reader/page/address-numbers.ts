// @ts-nocheck
// Runs inside WhatsApp Web. A number for each address of a person, kept from one read to the next.

import { isBot, isUsable, kindOfPerson, userOf } from './addresses.ts';

/** Of groups, lists, channels and bots. */
export const NO_ADDRESS = -1;

/**
 * What an address stands for never changes, so it is found by its text once, and from then on by the
 * page's own object for it, many times faster. Objects that the page lets go are let go here, too.
 */
const numbers = new WeakMap();
const phoneNumbers = new Map();
const lidNumbers = new Map();
const digits = [];
const lidFlags = [];

/** The number of a person's address, NO_ADDRESS for others'. Throws on what cannot be an address. */
export function addressOf(wid) {
  const known = numbers.get(wid);
  return known === undefined ? learn(wid) : known;
}

function learn(wid) {
  const isLid = wid.server === 'lid';
  const number = isPlain(wid, isLid) ? numberOf(isLid, wid.user) : numberOfOdd(wid);
  numbers.set(wid, number);
  return number;
}

/** True for most: digits, no device, in the usual spelling. */
function isPlain({ server, user }, isLid) {
  if (typeof user !== 'string') return false;
  return isLid
    ? isUsable('lid', user)
    : server === 'c.us' && isUsable('phone', user) && !isBot(user);
}

function numberOfOdd(wid) {
  const kind = kindOfPerson(wid);
  if (kind === null) return NO_ADDRESS;
  const user = userOf(wid);
  if (!isUsable(kind, user)) throw new Error('an id that is neither a phone number nor a LID');
  return numberOf(kind === 'lid', user);
}

function numberOf(isLid, user) {
  const known = (isLid ? lidNumbers : phoneNumbers).get(user);
  if (known !== undefined) return known;
  const number = digits.push(user) - 1;
  lidFlags.push(isLid);
  (isLid ? lidNumbers : phoneNumbers).set(user, number);
  return number;
}

export function digitsOf(number) {
  return digits[number];
}

export function isLidNumber(number) {
  return lidFlags[number];
}

/** How many numbers were given out: each is less. */
export function countAddresses() {
  return digits.length;
}
