// Runs inside WhatsApp Web. Reads the contacts, one person at a time.

import type { TextFieldName } from '@grabber/contracts/contact-fields';
import type { ContactTuple } from '../../../reading/account-reader.ts';
import {
  CONTACT_ARCHIVED,
  CONTACT_BLOCKED,
  CONTACT_BLOCKED_UNKNOWN,
  CONTACT_BUSINESS,
  CONTACT_HAS_CHAT,
  CONTACT_LABELS_KNOWN,
  CONTACT_LOCK_KNOWN,
  CONTACT_LOCKED,
  CONTACT_MUTED,
  CONTACT_SAVED,
} from '../../../reading/flags-and-roles.ts';
import { reasonOf } from './addresses.ts';
import { isArchived, isLocked, isMuted, lastActivity } from './chat-facts.ts';
import { createContactTexts } from './contact-texts.ts';
import type { Labels } from './labels.ts';
import { pageModule } from './modules.ts';
import type { Output } from './output.ts';
import type { ContactEntry, Person, Persons } from './persons.ts';
import type { Pictures } from './pictures.ts';
import type { ChatModel, ContactModel, Wid } from './whatsapp-web.ts';

/**
 * A chat that this device made without a message, also for each receiver of a broadcast (WAWebFindChat,
 * WAWebDBMessageBulkHelper). It is no chat with the person.
 */
function isEmptyChat({ createdLocally, t }: ChatModel): boolean {
  return createdLocally === true && !t;
}

function isLater(chat: ChatModel, other: ChatModel): boolean {
  return (lastActivity(chat) ?? 0) > (lastActivity(other) ?? 0);
}

function flagsOfChat(chat: ChatModel | null, lockedChats: boolean): number {
  if (chat === null) return 0;
  return (
    CONTACT_HAS_CHAT +
    (lockedChats ? CONTACT_LOCK_KNOWN : 0) +
    (lockedChats && isLocked(chat) ? CONTACT_LOCKED : 0) +
    (isArchived(chat) ? CONTACT_ARCHIVED : 0) +
    (isMuted(chat) ? CONTACT_MUTED : 0)
  );
}

/** Items between two looks at the clock; each takes a few microseconds. */
const ITEMS_PER_STEP = 16;

/** What a person's entries say of the address book, as bits. */
const HAS_NAME = 1;
const IN_BOOK = 2;
const NOT_IN_BOOK = 4;
const HAS_USERNAME = 8;
/** Each of these alone makes a person a contact. */
const LISTED = HAS_NAME | IN_BOOK | HAS_USERNAME;

/**
 * WhatsApp Web counts a person with a name, and one known by username, as saved
 * (WAWebFrontendContactGetters.getIsMyContact). `isAddressBookContact` comes from the address book itself
 * (WAWebContactSync): 0 beside a name means that the name came with a chat.
 */
function signsOf({ name, isUsernameContact, isAddressBookContact }: ContactModel): number {
  return (
    (name ? HAS_NAME : 0) +
    (isUsernameContact === true ? HAS_USERNAME : 0) +
    (isAddressBookContact === 1 ? IN_BOOK : isAddressBookContact === 0 ? NOT_IN_BOOK : 0)
  );
}

function isSaved(signs: number): boolean {
  if ((signs & (IN_BOOK | HAS_USERNAME)) !== 0) return true;
  return (signs & (HAS_NAME | NOT_IN_BOOK)) === HAS_NAME;
}

/**
 * Yields after each unit of work. A contact is a person who is saved or has a one-to-one chat; the page
 * also holds entries of group members who are neither.
 */
export function* readContacts({
  persons,
  texts,
  pictures,
  labels,
  hasBlocklist,
  lockedChats,
  snapshot,
  out,
}: {
  readonly persons: Persons;
  /** The texts of a contact's tuple. */
  readonly texts: readonly TextFieldName[];
  readonly pictures: Pictures;
  readonly labels: Labels;
  /** Else a person who is not on it may be blocked. */
  readonly hasBlocklist: boolean;
  /** Also whether a chat is locked. */
  readonly lockedChats: boolean;
  readonly snapshot: {
    readonly contacts: readonly ContactModel[];
    readonly chats: readonly ChatModel[];
  };
  readonly out: Output;
}): Generator<undefined, void> {
  const blocklist = pageModule('WAWebCollections').Blocklist.getModelsArray().slice();
  const readTexts = createContactTexts(texts, pictures);
  const notBlocked = hasBlocklist ? 0 : CONTACT_BLOCKED_UNKNOWN;
  const found: ContactEntry[] = [];
  out.enter('contacts');

  /** The entry of a person; null for the account itself and for what is not a person. */
  function entryOf(wid: Wid): ContactEntry | null {
    const person = persons.find(wid);
    if (!person || person === persons.own) return null;
    if (person.entry) return person.entry;
    person.entry = { person, models: [], signs: 0, chat: null, problem: null };
    found.push(person.entry);
    return person.entry;
  }

  function indexModel(model: ContactModel) {
    const { id } = model;
    const entry = entryOf(id);
    if (!entry) return;
    // The phone's entry leads: it carries the address book's names.
    if (id.server === 'lid') entry.models.push(model);
    else entry.models.unshift(model);
    try {
      entry.signs |= signsOf(model);
    } catch (error) {
      entry.problem = reasonOf(error);
    }
  }

  function indexChat(chat: ChatModel) {
    if (isEmptyChat(chat)) return;
    const entry = entryOf(chat.id);
    if (!entry) return;
    if (entry.chat === null || isLater(chat, entry.chat)) entry.chat = chat;
    if (entry.models.length === 0 && chat.contact) entry.models.push(chat.contact);
  }

  function* indexAll<Item extends { readonly id: Wid }>(
    items: readonly Item[],
    index: (item: Item) => void,
  ): Generator<undefined, void> {
    for (let n = 0; n < items.length; n += 1) {
      const item = items[n] as Item;
      try {
        index(item);
      } catch (error) {
        out.unreadable('contact', item, error);
      }
      if (n % ITEMS_PER_STEP === 0) yield;
    }
  }

  /** The list may hold either address of a person. */
  function indexBlocked({ id }: { readonly id: Wid }) {
    const person = persons.find(id);
    if (person) person.blocked = true;
  }

  yield* indexAll(snapshot.contacts, indexModel);
  yield* indexAll(snapshot.chats, indexChat);
  yield* indexAll(blocklist, indexBlocked);

  function isBlocked(person: Person, models: readonly ContactModel[]): boolean {
    if (person.blocked) return true;
    for (const model of models) if (model.isContactBlocked) return true;
    return false;
  }

  function isBusiness(models: readonly ContactModel[]): boolean {
    for (const model of models) if (model.isBusiness || model.isEnterprise) return true;
    return false;
  }

  function project(entry: ContactEntry, knowsLabels: boolean): ContactTuple {
    const { person, models, signs, problem } = entry;
    if (problem) throw new Error(problem);
    const flags =
      (isSaved(signs) ? CONTACT_SAVED : 0) +
      (isBusiness(models) ? CONTACT_BUSINESS : 0) +
      (isBlocked(person, models) ? CONTACT_BLOCKED : notBlocked) +
      flagsOfChat(entry.chat, lockedChats) +
      (knowsLabels ? CONTACT_LABELS_KNOWN : 0);
    const tuple: ContactTuple = [person.phone, person.lid, flags];
    for (let n = 0; n < readTexts.length; n += 1) {
      tuple.push((readTexts[n] as (typeof readTexts)[number])(entry));
    }
    return tuple;
  }

  const listed = found.filter(
    ({ signs, chat, problem }) => (signs & LISTED) !== 0 || chat || problem,
  );
  out.enter('contacts', listed.length);
  for (let n = 0; n < listed.length; n += 1) {
    const entry = listed[n] as ContactEntry;
    entry.person.listed = true;
    try {
      const names = labels.ofPerson(entry);
      out.contact(project(entry, names !== null), entry.person.olderLids, names);
    } catch (error) {
      out.unreadable('contact', { id: entry.person.phoneWid ?? entry.person.lidWid }, error);
    }
    if (n % ITEMS_PER_STEP === 0 || out.isFull()) yield;
  }
}
