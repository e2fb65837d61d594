import { createGroupShelf } from './groups/group-shelf.js';
import { createLabelShelf } from './labels.js';
import { addLists } from './lists.js';
import { PlainModel, pictureModel } from './models/collections.js';
import { Contact, contactFields } from './models/contact.js';
import { userWidOf } from './models/wid.js';
import { createOneToOneChats } from './one-to-one-chats.js';
import { blockWid, entryWids, labelWid, unpackPerson } from './person.js';

const OWN_INDEX = 0;
const START_SHARE = 0.1;

/** Which persons a part of the account holds; `place` is between 0 and 1. */
const WANTED = {
  own: ({ index }) => index === OWN_INDEX,
  /** What the first messages of a sync bring. */
  start: (_person, place) => place < START_SHARE,
  /** The address book, and those whom groups need. */
  contacts: ({ isSaved, hasChat }) => isSaved || !hasChat,
  groups: () => false,
  out_contacts: () => false,
  blocklist: () => false,
  /** Unsaved persons with a chat come with the history. */
  history: () => true,
  all: () => true,
};

/**
 * The account as the page knows it. Turns the server's tuples into the models of the collections.
 */
export function createDirectory(page) {
  const { collections, options, outContacts } = page;
  const { Contact: contacts, ProfilePicThumb: pictures, Blocklist: blocklist } = collections;
  const persons = new Map();
  const phoneOfLid = new Map();
  const lidOfPhone = new Map();
  let spec = null;
  let hasLists = false;
  let hasBlocklist = true;
  /** Persons of whom only their part as members of groups was loaded. */
  const strangers = new Set();

  const directory = {
    persons,
    version: 0,
    /** True when the whole account is in the collections. */
    complete: false,
    own: () => persons.get(OWN_INDEX) ?? null,
    isOwn(wid) {
      const own = directory.own();
      const user = userWidOf(wid);
      return Boolean(own?.phoneWid?.equals(user) || own?.lidWid?.equals(user));
    },
    phoneOf: (wid) => (wid.isLid() ? phoneOfLid.get(userWidOf(wid)._serialized) : userWidOf(wid)),
    lidOf: (wid) => (wid.isLid() ? userWidOf(wid) : lidOfPhone.get(userWidOf(wid)._serialized)),
    alternateOf: (wid) => (wid.isLid() ? directory.phoneOf(wid) : directory.lidOf(wid)),
    personOf(id) {
      const key = id.replace('@s.whatsapp.net', '@c.us');
      return [...persons.values()].find((one) =>
        [one.phoneWid, one.lidWid].some((wid) => wid?._serialized === key),
      );
    },
  };
  const labels = createLabelShelf({ collections, options });
  directory.labels = labels;
  const groups = createGroupShelf({ ...page, directory });
  const chats = createOneToOneChats({ collections, options, labels });

  /** The own LID can come with a later login. */
  function isUnknownOwn({ index }) {
    return index === OWN_INDEX && options().own_lid_unknown;
  }

  function learn(person) {
    const { phoneWid, lidWid, olderLidWids } = person;
    if (!phoneWid || !lidWid || isUnknownOwn(person)) return;
    // Each LID keeps its phone; the phone has the newest LID alone (WAWebLidPnCache).
    for (const wid of [lidWid, ...olderLidWids]) phoneOfLid.set(wid._serialized, phoneWid);
    lidOfPhone.set(phoneWid._serialized, lidWid);
  }

  function forget(person) {
    for (const wid of [person.lidWid, ...person.olderLidWids]) phoneOfLid.delete(wid?._serialized);
    lidOfPhone.delete(person.phoneWid?._serialized);
    for (const wid of entryWids(person)) {
      contacts.remove(wid);
      pictures.remove(wid);
    }
    chats.remove(person);
    blocklist.remove(blockWid(person));
  }

  function fieldsOf(person, wid) {
    const ids = labelWid(person).equals(wid) ? person.labels : [];
    return { ...contactFields(person, wid), labels: labels.idsOf(ids) };
  }

  function block(person, { silent = false } = {}) {
    if (!hasBlocklist) return;
    blocklist.add(new PlainModel({ id: blockWid(person) }), { silent });
  }

  function place(given, { silent }) {
    const person = isUnknownOwn(given) ? { ...given, lidEntryHasPhone: false } : given;
    persons.set(person.index, person);
    learn(person);
    if (person.isBlocked) block(person, { silent });
    for (const wid of entryWids(person)) {
      const padding = spec.contact_bytes ? { paddedBytes: spec.contact_bytes } : {};
      const contact = contacts.add(new Contact({ ...fieldsOf(person, wid), ...padding }), {
        silent,
      });
      contact.setBlocklist(blocklist);
      if (person.picture) pictures.add(pictureModel(wid, person.picture), { silent: true });
    }
    if (person.hasChat) chats.add(person, { silent });
  }

  function introduce(person) {
    if (strangers.delete(person.index)) replace(person);
    else place(person, { silent: true });
  }

  /** A member of groups of whom the address book and the chats have not come yet. */
  function introduceAsMember(person) {
    strangers.add(person.index);
    const names = { addressBookName: null, shortName: null };
    place({ ...person, ...names, isSaved: false, hasChat: false }, { silent: true });
  }

  /** Puts the person's fields back into the existing models. */
  function refresh(person) {
    for (const wid of entryWids(person)) contacts.get(wid)?.set(fieldsOf(person, wid));
    chats.refresh(person);
  }

  function replace(person) {
    const before = persons.get(person.index);
    if (before && sameAddresses(before, person)) {
      persons.set(person.index, person);
      refresh(person);
      replacePicture(person);
      if (before.hasChat !== person.hasChat)
        (person.hasChat ? chats.add : chats.remove)(person, {});
      if (before.isBlocked && !person.isBlocked) blocklist.remove(blockWid(person));
      if (!before.isBlocked && person.isBlocked) block(person);
      return;
    }
    if (before) forget(before);
    place(person, { silent: false });
  }

  function showBlocklist() {
    hasBlocklist = true;
    for (const person of persons.values()) if (person.isBlocked) block(person);
  }

  function replacePicture(person) {
    for (const wid of entryWids(person)) {
      pictures.remove(wid);
      if (person.picture) pictures.add(pictureModel(wid, person.picture), { silent: true });
    }
  }

  return Object.assign(directory, {
    groups,
    /** The rows of the page's database: one for each label of a chat or person. */
    countLabelled() {
      const holders = [...persons.values(), ...groups.all()];
      return holders.reduce((sum, holder) => sum + holder.labels.length, 0);
    },
    /** The labels have come from the phone. */
    showLabels() {
      labels.setArrived(true);
      for (const person of persons.values()) if (person.labels.length > 0) refresh(person);
      groups.refreshLabels();
    },
    /** A newly paired page has none yet. */
    expectBlocklist() {
      hasBlocklist = false;
    },
    /** Fills the collections with a part of the account, or with all of it. */
    load(data, part) {
      if (directory.version !== data.version) {
        for (const person of persons.values()) forget(person);
        persons.clear();
        strangers.clear();
        directory.complete = false;
      }
      spec = data.spec;
      directory.version = data.version;
      labels.load(data.labels, spec);
      const isWanted = WANTED[part];
      groups.expect(part === 'all' ? null : data);
      for (let n = 0; n < data.persons.length; n += 1) {
        const index = data.persons[n][0];
        if (persons.has(index) && !strangers.has(index)) continue;
        const person = unpackPerson(data.persons[n], data.texts);
        if (isWanted(person, n / data.persons.length)) introduce(person);
        else if (part === 'groups' && !strangers.has(index)) introduceAsMember(person);
      }
      if (part === 'out_contacts' || part === 'all') {
        directory.storeOutContacts(data);
        outContacts.show();
      }
      if (part === 'blocklist' || part === 'all') showBlocklist();
      if (part !== 'groups' && part !== 'all') return;
      for (const group of data.groups) {
        const known = groups.get(group.id);
        if (known === undefined) groups.add(group, { silent: true });
        else if (known !== group) groups.replace(group);
      }
      if (!hasLists) addLists(collections, spec, options);
      hasLists = true;
      if (part === 'all') directory.complete = true;
    },
    storeOutContacts: ({ out_contacts }) => outContacts.store(out_contacts),
    /** Applies a change on the phone. A change that the loaded data already hold is skipped. */
    apply(change) {
      if (change.version <= directory.version) return;
      directory.version = change.version;
      directory.storeOutContacts(change);
      outContacts.show();
      labels.load(change.labels);
      for (const index of change.removed_persons) {
        const person = persons.get(index);
        if (person) forget(person);
        persons.delete(index);
      }
      // All old addresses go before new ones come: a number may have moved from one person to another.
      const changed = change.persons.map((tuple) => unpackPerson(tuple, change.texts));
      for (const person of changed) {
        const before = persons.get(person.index);
        if (before && !sameAddresses(before, person)) {
          forget(before);
          persons.delete(person.index);
        }
      }
      for (const person of changed) replace(person);
      for (const id of change.removed_groups) groups.remove(id);
      for (const group of change.groups) groups.replace(group);
    },
    refresh,
  });
}

function sameAddresses(a, b) {
  const addresses = ({
    phoneWid,
    lidWid,
    olderLidWids,
    hasPhoneEntry,
    hasLidEntry,
    chatUnderLid,
  }) => [phoneWid, lidWid, ...olderLidWids, hasPhoneEntry, hasLidEntry, chatUnderLid].join();
  return addresses(a) === addresses(b);
}
