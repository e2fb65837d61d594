// Runs inside WhatsApp Web. One record for each person, whether met by phone or by LID.

import { isUsable, kindOfPerson, userOf } from './addresses.js';
import { moduleOrNull } from './modules.js';

/**
 * Knows persons by both addresses. Phone and LID find each other through what the page already holds;
 * nothing here makes WhatsApp Web ask its server.
 */
export function createPersons() {
  const { createWid } = window.require('WAWebWidFactory');
  const { getCurrentLid, getPhoneNumber } = window.require('WAWebApiContact');
  const { getMaybeMePnUser, getMaybeMeLidUser } = window.require('WAWebUserPrefsMeUser');
  const contacts = window.require('WAWebCollections').Contact;
  const toPhone = moduleOrNull('WAWebLidMigrationUtils')?.toPn ?? null;
  const byPhone = new Map();
  const byLid = new Map();
  let count = 0;

  function add() {
    const person = {
      index: count,
      phone: null,
      lid: null,
      phoneWid: null,
      lidWid: null,
      // Notes that the readers of groups and contacts keep on a person, cheaper than maps of persons.
      entry: null,
      sent: 0,
      group: 0,
      role: 0,
    };
    count += 1;
    return person;
  }

  function setPhone(person, wid) {
    person.phone = userOf(wid);
    person.phoneWid = wid;
    byPhone.set(person.phone, person);
  }

  function setLid(person, wid) {
    person.lid = userOf(wid);
    person.lidWid = wid;
    byLid.set(person.lid, person);
  }

  function knownPhone(lidWid) {
    const found =
      contacts.get(lidWid)?.phoneNumber ?? getPhoneNumber(lidWid) ?? toPhone?.(lidWid) ?? null;
    const wid = typeof found === 'string' ? createWid(found) : found;
    return kindOfPerson(wid) === 'phone' && isUsable('phone', userOf(wid)) ? wid : null;
  }

  function knownLid(phoneWid) {
    const wid = getCurrentLid(phoneWid) ?? null;
    return kindOfPerson(wid) === 'lid' && isUsable('lid', userOf(wid)) ? wid : null;
  }

  function meetByPhone(wid) {
    const lidWid = knownLid(wid);
    const person = (lidWid && byLid.get(userOf(lidWid))) ?? add();
    // A LID that another phone holds by now stays with that one.
    const isTaken = person.phone !== null && person.phone !== userOf(wid);
    const own = isTaken ? add() : person;
    setPhone(own, wid);
    if (lidWid && !isTaken && own.lid === null) setLid(own, lidWid);
    return own;
  }

  function meetByLid(wid) {
    const phoneWid = knownPhone(wid);
    const person = (phoneWid && byPhone.get(userOf(phoneWid))) ?? add();
    if (person.lid === null) setLid(person, wid);
    else byLid.set(userOf(wid), person);
    if (phoneWid && person.phone === null) setPhone(person, phoneWid);
    return person;
  }

  /** The address without a device. */
  function plain(wid, server, user) {
    const hasDevice = (wid.device ?? null) !== null || wid.user !== user;
    return hasDevice || wid.server !== server ? createWid(`${user}@${server}`) : wid;
  }

  function meet(wid) {
    const kind = kindOfPerson(wid);
    if (kind === null) return null;
    const user = userOf(wid);
    const known = (kind === 'lid' ? byLid : byPhone).get(user);
    if (known) return known;
    if (!isUsable(kind, user)) throw new Error('an id that is neither a phone number nor a LID');
    return kind === 'lid'
      ? meetByLid(plain(wid, 'lid', user))
      : meetByPhone(plain(wid, 'c.us', user));
  }

  /** The person behind an address; null when it is no person's. Throws on digits that cannot be one. */
  function find(wid) {
    if (!wid) return null;
    // Most addresses were met before, and most have no device: one look-up.
    return (wid.server === 'lid' ? byLid : byPhone).get(wid.user) ?? meet(wid);
  }

  const own = find(getMaybeMePnUser() ?? getMaybeMeLidUser() ?? null);
  // Without it nobody could tell the user's groups from those they left.
  if (!own) throw new Error('the page does not know the account of its own');
  const ownLid = getMaybeMeLidUser();
  // The page's cache need not hold the own pair.
  if (ownLid && own.lid === null) setLid(own, ownLid);

  return { find, own };
}
