// Runs inside WhatsApp Web. One record for each person, found by phone or by LID.

import {
  addressOf,
  countAddresses,
  digitsOf,
  isLidNumber,
  knownAddressOf,
  NO_ADDRESS,
} from './address-numbers.ts';
import type { Counterparts } from './counterparts.ts';
import { pageModule } from './modules.ts';
import type { ChatModel, ContactModel, Wid } from './whatsapp-web.ts';

export type Person = {
  /** Given by the output when the person is first sent. */
  index: number;
  phone: string | null;
  lid: string | null;
  phoneWid: Wid | null;
  lidWid: Wid | null;
  /** The numbers of the addresses, or NO_ADDRESS. */
  phoneAddress: number;
  lidAddress: number;
  /** The digits of other LIDs of the phone: WhatsApp keeps them when the person gets a new one. */
  olderLids: string[] | null;
  name: string | null;
  nameRank: number;
  /** The masked number, of a person whose phone is hidden. */
  masked: string | null;
  // Notes that the readers of groups and contacts keep on a person, cheaper than maps of persons.
  entry: ContactEntry | null;
  /** Sent as a contact. */
  listed: boolean;
  blocked: boolean;
  sent: number;
  group: number;
  role: number;
  joinedAt: unknown;
};

/** The person's entries in the page's collections. */
export type ContactEntry = {
  readonly person: Person;
  readonly models: ContactModel[];
  /** What they say of the address book; read-contacts.ts has the bits. */
  signs: number;
  /** Of several the one that was used last. */
  chat: ChatModel | null;
  problem: string | null;
};

export type Persons = {
  /** The person behind an address; null when it is not a person's. Throws on what cannot be an address. */
  find(wid: Wid): Person | null;
  /** The same for the text of an address: no Wid is made for a person who is known. */
  findText(text: string): Person | null;
  /** The person behind the text of an address, as far as this read has met one. Makes no Wid. */
  known(text: string): Person | null;
  readonly own: Person;
  /** Without it the account may be in a list where it is not found. */
  readonly knowsOwnLid: boolean;
};

/** A line of the stream has room for so many. */
const MAX_OLDER_LIDS = 100;

/** Finds persons by both addresses. The page's own data joins the two addresses of one person. */
export function createPersons(counterparts: Counterparts): Persons {
  const { createWid } = pageModule('WAWebWidFactory');
  const { getMaybeMePnUser, getMaybeMeLidUser } = pageModule('WAWebUserPrefsMeUser');
  /** By the number of an address. */
  const holders: (Person | null)[] = new Array(countAddresses()).fill(null);

  function add(): Person {
    return {
      index: -1,
      phone: null,
      lid: null,
      phoneWid: null,
      lidWid: null,
      phoneAddress: NO_ADDRESS,
      lidAddress: NO_ADDRESS,
      olderLids: null,
      name: null,
      nameRank: 0,
      masked: null,
      entry: null,
      listed: false,
      blocked: false,
      sent: 0,
      group: 0,
      role: 0,
      joinedAt: null,
    };
  }

  function setPhone(person: Person, wid: Wid, address: number) {
    person.phone = digitsOf(address);
    person.phoneWid = wid;
    person.phoneAddress = address;
    holders[address] = person;
  }

  function setLid(person: Person, wid: Wid, address: number) {
    person.lid = digitsOf(address);
    person.lidWid = wid;
    person.lidAddress = address;
    holders[address] = person;
  }

  function addOlderLid(person: Person, address: number) {
    holders[address] = person;
    if (address === person.lidAddress) return;
    person.olderLids ??= [];
    if (person.olderLids.length < MAX_OLDER_LIDS) person.olderLids.push(digitsOf(address));
  }

  function indexByPhone(wid: Wid, address: number): Person {
    const lidWid = counterparts.lidOf(wid);
    const lid = counterpartAddress(lidWid, true);
    const holder = lid === NO_ADDRESS ? null : (holders[lid] ?? null);
    // A LID that another phone holds stays with that phone.
    const isTaken = holder !== null && holder.phone !== null && holder.phone !== digitsOf(address);
    const person = holder === null || isTaken ? add() : holder;
    setPhone(person, wid, address);
    if (lidWid !== null && lid !== NO_ADDRESS && !isTaken && person.lid === null) {
      setLid(person, lidWid, lid);
    }
    return person;
  }

  function indexByLid(wid: Wid, address: number): Person {
    const phoneWid = counterparts.phoneOf(wid);
    const phone = counterpartAddress(phoneWid, false);
    const known = phoneWid === null || phone === NO_ADDRESS ? null : holders[phone];
    // A phone can have had several LIDs. The person's is the one that the phone has now.
    const person =
      known ?? (phoneWid === null || phone === NO_ADDRESS ? add() : indexByPhone(phoneWid, phone));
    if (person.lid === null) setLid(person, wid, address);
    else addOlderLid(person, address);
    return person;
  }

  /** The address without a device. */
  function plain(wid: Wid, server: string, user: string): Wid {
    const hasDevice = (wid.device ?? null) !== null || wid.user !== user;
    return hasDevice || wid.server !== server ? createWid(`${user}@${server}`) : wid;
  }

  function index(wid: Wid, address: number): Person {
    const user = digitsOf(address);
    return isLidNumber(address)
      ? indexByLid(plain(wid, 'lid', user), address)
      : indexByPhone(plain(wid, 'c.us', user), address);
  }

  function find(wid: Wid): Person | null {
    const address = addressOf(wid);
    if (address === NO_ADDRESS) return null;
    return holders[address] ?? index(wid, address);
  }

  function findText(text: string): Person | null {
    return known(text) ?? find(createWid(text));
  }

  function known(text: string): Person | null {
    const address = knownAddressOf(text);
    return (address === undefined ? null : holders[address]) ?? null;
  }

  const ownLid = getMaybeMeLidUser() ?? null;
  const ownWid = getMaybeMePnUser() ?? ownLid;
  // The user's groups and the groups that they left cannot be distinguished without it.
  const own = ownWid && find(ownWid);
  if (!own) throw new Error('the page does not know its own account');
  // The page's cache may lack the account's own pair of addresses.
  if (ownLid && own.lid === null) setLid(own, ownLid, addressOf(ownLid));

  return { find, findText, known, own, knowsOwnLid: ownLid !== null };
}

/** NO_ADDRESS where the page knows no address, or gives one of another kind. */
function counterpartAddress(wid: Wid | null, isLid: boolean): number {
  if (wid === null) return NO_ADDRESS;
  try {
    const address = addressOf(wid);
    return address !== NO_ADDRESS && isLidNumber(address) === isLid ? address : NO_ADDRESS;
  } catch {
    return NO_ADDRESS;
  }
}
