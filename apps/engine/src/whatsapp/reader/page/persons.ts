// @ts-nocheck
// Runs inside WhatsApp Web. One record for each person, whether met by phone or by LID.

import { addressOf, countAddresses, digitsOf, isLidNumber, NO_ADDRESS } from './address-numbers.ts';

/** Knows persons by both addresses, which find each other through what the page already holds. */
export function createPersons(counterparts) {
  const { createWid } = window.require('WAWebWidFactory');
  const { getMaybeMePnUser, getMaybeMeLidUser } = window.require('WAWebUserPrefsMeUser');
  /** By the number of an address. */
  const holders = new Array(countAddresses()).fill(null);

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

  function setPhone(person, wid, address) {
    person.phone = digitsOf(address);
    person.phoneWid = wid;
    holders[address] = person;
  }

  function setLid(person, wid, address) {
    person.lid = digitsOf(address);
    person.lidWid = wid;
    holders[address] = person;
  }

  function meetByPhone(wid, address) {
    const lidWid = counterparts.lidOf(wid);
    const lid = counterpartAddress(lidWid, true);
    const holder = lid === NO_ADDRESS ? null : (holders[lid] ?? null);
    // A LID that another phone holds by now stays with that one.
    const isTaken = holder !== null && holder.phone !== null && holder.phone !== digitsOf(address);
    const person = holder === null || isTaken ? add() : holder;
    setPhone(person, wid, address);
    if (lid !== NO_ADDRESS && !isTaken && person.lid === null) setLid(person, lidWid, lid);
    return person;
  }

  function meetByLid(wid, address) {
    const phoneWid = counterparts.phoneOf(wid);
    const phone = counterpartAddress(phoneWid, false);
    const person = (phone === NO_ADDRESS ? null : holders[phone]) ?? add();
    if (person.lid === null) setLid(person, wid, address);
    else holders[address] = person;
    if (phone !== NO_ADDRESS && person.phone === null) setPhone(person, phoneWid, phone);
    return person;
  }

  /** The address without a device. */
  function plain(wid, server, user) {
    const hasDevice = (wid.device ?? null) !== null || wid.user !== user;
    return hasDevice || wid.server !== server ? createWid(`${user}@${server}`) : wid;
  }

  function meet(wid, address) {
    const user = digitsOf(address);
    return isLidNumber(address)
      ? meetByLid(plain(wid, 'lid', user), address)
      : meetByPhone(plain(wid, 'c.us', user), address);
  }

  /** The person behind an address; null when it is no person's. Throws on what cannot be an address. */
  function find(wid) {
    const address = addressOf(wid);
    if (address === NO_ADDRESS) return null;
    return holders[address] ?? meet(wid, address);
  }

  const ownLid = getMaybeMeLidUser() ?? null;
  const ownWid = getMaybeMePnUser() ?? ownLid;
  // Without it nobody could tell the user's groups from those they left.
  if (!ownWid) throw new Error('the page does not know the account of its own');
  const own = find(ownWid);
  // The page's cache need not hold the own pair.
  if (ownLid && own.lid === null) setLid(own, ownLid, addressOf(ownLid));

  return { find, own };
}

/** NO_ADDRESS where the page knows none, or gives one that is none of this kind. */
function counterpartAddress(wid, isLid) {
  if (wid === null) return NO_ADDRESS;
  try {
    const address = addressOf(wid);
    return address !== NO_ADDRESS && isLidNumber(address) === isLid ? address : NO_ADDRESS;
  } catch {
    return NO_ADDRESS;
  }
}
