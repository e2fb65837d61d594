// Runs inside WhatsApp Web. One record for each person, whether met by phone or by LID.

import { isUsable, kindOfPerson, usableUser, userOf } from './addresses.js';
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

  function add() {
    return {
      // Given by the output when the person is first sent.
      index: -1,
      phone: null,
      lid: null,
      phoneWid: null,
      lidWid: null,
      name: null,
      nameRank: 0,
      // Notes that the readers of groups and contacts keep on a person, cheaper than maps of persons.
      entry: null,
      sent: 0,
      group: 0,
      role: 0,
    };
  }

  function setPhone(person, wid, user) {
    person.phone = user;
    person.phoneWid = wid;
    byPhone.set(user, person);
  }

  function setLid(person, wid, user) {
    person.lid = user;
    person.lidWid = wid;
    byLid.set(user, person);
  }

  function knownPhone(lidWid) {
    const found =
      contacts.get(lidWid)?.phoneNumber ?? getPhoneNumber(lidWid) ?? toPhone?.(lidWid) ?? null;
    return typeof found === 'string' ? createWid(found) : found;
  }

  function meetByPhone(wid, user) {
    const lidWid = getCurrentLid(wid) ?? null;
    const lid = lidWid && usableUser(lidWid, 'lid');
    const person = (lid !== null && byLid.get(lid)) || add();
    // A LID that another phone holds by now stays with that one.
    const isTaken = person.phone !== null && person.phone !== user;
    const own = isTaken ? add() : person;
    setPhone(own, wid, user);
    if (lid !== null && !isTaken && own.lid === null) setLid(own, lidWid, lid);
    return own;
  }

  function meetByLid(wid, user) {
    const phoneWid = knownPhone(wid);
    const phone = phoneWid && usableUser(phoneWid, 'phone');
    const person = (phone !== null && byPhone.get(phone)) || add();
    if (person.lid === null) setLid(person, wid, user);
    else byLid.set(user, person);
    if (phone !== null && person.phone === null) setPhone(person, phoneWid, phone);
    return person;
  }

  /** The address without a device. */
  function plain(wid, server, user) {
    const hasDevice = (wid.device ?? null) !== null || wid.user !== user;
    return hasDevice || wid.server !== server ? createWid(`${user}@${server}`) : wid;
  }

  /** True for most addresses: digits, and no device in either of its spellings. */
  function isPlain(wid, kind) {
    return (
      typeof wid.user === 'string' && isUsable(kind, wid.user) && (wid.device ?? null) === null
    );
  }

  function meet(wid) {
    const kind = kindOfPerson(wid);
    if (kind === null) return null;
    const user = userOf(wid);
    const known = (kind === 'lid' ? byLid : byPhone).get(user);
    if (known) return known;
    if (!isUsable(kind, user)) throw new Error('an id that is neither a phone number nor a LID');
    return kind === 'lid'
      ? meetByLid(plain(wid, 'lid', user), user)
      : meetByPhone(plain(wid, 'c.us', user), user);
  }

  /** The person behind an address; null when it is no person's. Throws on digits that cannot be one. */
  function find(wid) {
    if (!wid) return null;
    const { server, user } = wid;
    // Most addresses were met before, and most have no device: one look-up.
    if (server === 'lid') {
      const known = byLid.get(user);
      if (known) return known;
      return isPlain(wid, 'lid') ? meetByLid(wid, user) : meet(wid);
    }
    if (server !== 'c.us') return meet(wid);
    const known = byPhone.get(user);
    if (known) return known;
    return isPlain(wid, 'phone') ? meetByPhone(wid, user) : meet(wid);
  }

  const own = find(getMaybeMePnUser() ?? getMaybeMeLidUser() ?? null);
  // Without it nobody could tell the user's groups from those they left.
  if (!own) throw new Error('the page does not know the account of its own');
  const ownLid = getMaybeMeLidUser();
  // The page's cache need not hold the own pair.
  if (ownLid && own.lid === null) setLid(own, ownLid, userOf(ownLid));

  return { find, own };
}
