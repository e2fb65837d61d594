// @ts-nocheck
// Runs inside WhatsApp Web. Reads the contacts, one person at a time.

import { reasonOf } from './addresses.ts';

const SAVED = 1;
const BUSINESS = 2;
const BLOCKED = 4;
/** Items between two looks at the clock; one takes a few microseconds. */
const ITEMS_PER_STEP = 16;

/**
 * Yields after each unit of work. A contact is a person who is saved or has a one-to-one chat; entries
 * of other persons are group members that the page happens to know.
 */
export function* readContacts({ persons, names, picture, snapshot, out }) {
  const { getIsMyContact } = window.require('WAWebFrontendContactGetters');
  const blocklist = window.require('WAWebCollections').Blocklist;
  const found = [];
  out.enter('contacts');

  /** The entry of a person, or null for the account itself and whoever is no person. */
  function entryOf(wid) {
    const person = persons.find(wid);
    if (!person || person === persons.own) return null;
    if (person.entry) return person.entry;
    person.entry = { person, models: [], saved: false, chat: false, problem: null };
    found.push(person.entry);
    return person.entry;
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
    for (let n = 0; n < items.length; n += 1) {
      try {
        meet(items[n]);
      } catch (error) {
        out.unreadable('contact', items[n], error);
      }
      if (n % ITEMS_PER_STEP === 0) yield;
    }
  }

  function isBlocked({ phoneWid, lidWid }, models) {
    for (let n = 0; n < models.length; n += 1) if (models[n].isContactBlocked) return true;
    return Boolean((phoneWid && blocklist.get(phoneWid)) || (lidWid && blocklist.get(lidWid)));
  }

  function isBusiness(models) {
    for (let n = 0; n < models.length; n += 1) {
      if (models[n].isBusiness || models[n].isEnterprise) return true;
    }
    return false;
  }

  function project({ person, models, saved, problem }) {
    if (problem) throw new Error(problem);
    const flags =
      (saved ? SAVED : 0) +
      (isBusiness(models) ? BUSINESS : 0) +
      (isBlocked(person, models) ? BLOCKED : 0);
    return [
      person.phone,
      person.lid,
      flags,
      names.addressBook(models),
      names.short(models),
      names.verified(models),
      names.push(models),
      picture(person.phoneWid) ?? picture(person.lidWid),
    ];
  }

  out.enter('contacts', found.length);
  for (let n = 0; n < found.length; n += 1) {
    const entry = found[n];
    if (entry.saved || entry.chat || entry.problem) {
      try {
        out.contact(project(entry));
      } catch (error) {
        out.unreadable('contact', { id: entry.person.phoneWid ?? entry.person.lidWid }, error);
      }
    }
    out.progress();
    if (n % ITEMS_PER_STEP === 0 || out.isFull()) yield;
  }
}
