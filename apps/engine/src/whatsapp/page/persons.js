// Runs inside WhatsApp Web. One record for each person, whether met by phone or by LID.

import { isBot, isUsable, kindOfPerson, usableUser, userOf } from './addresses.js';

/** Knows persons by both addresses, which find each other through what the page already holds. */
export function createPersons(counterparts) {
  const { createWid } = window.require('WAWebWidFactory');
  const { getMaybeMePnUser, getMaybeMeLidUser } = window.require('WAWebUserPrefsMeUser');
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

  function meetByPhone(wid, user) {
    const lidWid = counterparts.lidOf(wid);
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
    const phoneWid = counterparts.phoneOf(wid);
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
    const { user } = wid;
    return (
      typeof user === 'string' &&
      isUsable(kind, user) &&
      (wid.device ?? null) === null &&
      (kind === 'lid' || !isBot(user))
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

  /** The person behind an address; null when it is no person's. Throws on what cannot be an address. */
  function find(wid) {
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

  const ownLid = getMaybeMeLidUser() ?? null;
  const ownWid = getMaybeMePnUser() ?? ownLid;
  // Without it nobody could tell the user's groups from those they left.
  if (!ownWid) throw new Error('the page does not know the account of its own');
  const own = find(ownWid);
  // The page's cache need not hold the own pair.
  if (ownLid && own.lid === null) setLid(own, ownLid, userOf(ownLid));

  return { find, own };
}
