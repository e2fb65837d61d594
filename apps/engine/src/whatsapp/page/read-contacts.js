// Runs inside WhatsApp Web. Reads the contacts, one person at a time.

import { reasonOf } from './addresses.js';

const SAVED = 1;
const BUSINESS = 2;
const BLOCKED = 4;

/**
 * Yields after each unit of work. A contact is a person who is saved or has a one-to-one chat; entries
 * of other persons are group members that the page happens to know.
 */
export function* readContacts({ persons, names, picture, snapshot, out }) {
  const { getIsMyContact } = window.require('WAWebFrontendContactGetters');
  const blocklist = window.require('WAWebCollections').Blocklist;
  const found = new Map();

  /** The entry of a person, or null for the account itself and whoever is no person. */
  function entryOf(wid) {
    const person = persons.find(wid);
    if (!person || person === persons.own) return null;
    const known = found.get(person);
    if (known) return known;
    const entry = { person, models: [], saved: false, chat: false, problem: null };
    found.set(person, entry);
    return entry;
  }

  function meetModel(model) {
    const { id } = model;
    const entry = entryOf(id);
    if (!entry) return;
    // The phone's entry leads: it carries the address book's names.
    if (id.server === 'lid') entry.models.push(model);
    else entry.models.unshift(model);
    try {
      entry.saved ||= Boolean(getIsMyContact(model));
    } catch (error) {
      entry.problem = reasonOf(error);
    }
  }

  function meetChat(chat) {
    const entry = entryOf(chat.id);
    if (!entry) return;
    entry.chat = true;
    if (entry.models.length === 0 && chat.contact) entry.models.push(chat.contact);
  }

  for (const [items, meet] of [
    [snapshot.contacts, meetModel],
    [snapshot.chats, meetChat],
  ]) {
    for (const item of items) {
      try {
        meet(item);
      } catch (error) {
        out.unreadable('contact', item, error);
      }
      yield;
    }
  }

  function isBlocked({ person, models }) {
    return (
      models.some((model) => model.isContactBlocked) ||
      [person.phoneWid, person.lidWid].some((wid) => wid && blocklist.get(wid))
    );
  }

  function project(entry) {
    const { person, models } = entry;
    if (entry.problem) throw new Error(entry.problem);
    const isBusiness = models.some((model) => model.isBusiness || model.isEnterprise);
    const flags =
      (entry.saved ? SAVED : 0) + (isBusiness ? BUSINESS : 0) + (isBlocked(entry) ? BLOCKED : 0);
    const url = picture(person.phoneWid) ?? picture(person.lidWid);
    return [person.phone, person.lid, ...names.partsOf(models), flags, url];
  }

  out.setTotal('contacts', found.size);
  for (const entry of found.values()) {
    if (entry.saved || entry.chat || entry.problem) {
      try {
        out.contact(project(entry));
      } catch (error) {
        out.unreadable('contact', { id: entry.person.phoneWid ?? entry.person.lidWid }, error);
      }
    }
    out.progress();
    yield;
  }
}
