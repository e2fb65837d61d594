import type { Account } from './account.ts';
import type { AccountSpec } from './account-spec.ts';
import { type ChatFacts, chatFacts } from './chat-facts.ts';
import { type Group, memberPerson } from './group.ts';
import type { Label } from './labels.ts';
import type { OutContact } from './out-contact.ts';
import { type Person, pictureUrl } from './person.ts';
import { TEXT_NAMES, type TextName } from './person-texts.ts';

/** The bits of `PagePerson[1]`. src/page/person.js has the same numbers. */
const FLAGS = {
  hasPhoneEntry: 1,
  hasLidEntry: 2,
  lidEntryHasPhone: 4,
  isSaved: 8,
  isBusiness: 16,
  isEnterprise: 32,
  isBlocked: 64,
  hasChat: 128,
  chatUnderLid: 256,
  isVerified: 512,
  savedByUsername: 16_384,
  isHosted: 32_768,
} as const;

type PagePerson = [
  index: number,
  flags: number,
  phone: string | null,
  lid: string | null,
  picture: string | null,
  olderLids: readonly string[],
  chat: ChatFacts | null,
  labels: readonly string[],
  /** Those that `texts` of the data or the change names, in its order. */
  ...texts: (string | null)[],
];

/** A row of the page's table `out-contact` (WAWebSchemaOutContact). */
type PageOutContact = Omit<OutContact, 'phone'> & { id: string };

type PageGroup = Omit<Group, 'picture'> & { picture: string | null };

/** What a linked page receives. Tuples, because fifty thousand objects cost seconds. */
export type PageData = {
  version: number;
  spec: AccountSpec;
  texts: readonly TextName[];
  persons: PagePerson[];
  groups: PageGroup[];
  out_contacts: PageOutContact[];
  labels: readonly Label[];
};

/** A change for a page: each person and group replaces the page's own. */
export type PageChange = {
  version: number;
  texts: readonly TextName[];
  persons: PagePerson[];
  removed_persons: number[];
  groups: PageGroup[];
  removed_groups: string[];
  /** All of them. */
  out_contacts: PageOutContact[];
  /** All of the account. */
  labels: readonly Label[];
};

export function pageDataOf(account: Account): PageData {
  const persons = account.persons.filter((person) => person !== null);
  return {
    version: account.version,
    spec: account.spec,
    texts: TEXT_NAMES,
    persons: persons.map(pagePerson),
    groups: [...account.groups.values()].map(pageGroup),
    out_contacts: pageOutContacts(account),
    labels: account.labels,
  };
}

/** Collects what a page must replace after operations touched persons and groups. */
export function pageChangeOf(
  account: Account,
  persons: Set<number>,
  groups: Set<string>,
): PageChange {
  const people = [...persons].map((index) => account.persons[index] ?? null);
  const changed = [...groups].map((id) => account.groups.get(id));
  return {
    version: account.version,
    texts: TEXT_NAMES,
    persons: people.filter((person) => person !== null).map(pagePerson),
    removed_persons: [...persons].filter((index) => !account.persons[index]),
    groups: changed.filter((group) => group !== undefined).map(pageGroup),
    removed_groups: [...groups].filter((id) => !account.groups.has(id)),
    out_contacts: pageOutContacts(account),
    labels: account.labels,
  };
}

function pageOutContacts({ outContacts }: Account): PageOutContact[] {
  return [...outContacts.values()].map(({ phone, ...names }) => ({
    id: `${phone}@s.whatsapp.net`,
    ...names,
  }));
}

function pagePerson(person: Person): PagePerson {
  let flags = 0;
  for (const [name, bit] of Object.entries(FLAGS)) {
    if (person[name as keyof typeof FLAGS]) flags |= bit;
  }
  const texts = TEXT_NAMES.map((name) => person[name]);
  const { index, phone, lid, olderLids, labels } = person;
  const chat = person.hasChat ? chatFacts(index) : null;
  return [index, flags, phone, lid, pictureUrl(person.picture), olderLids, chat, labels, ...texts];
}

function pageGroup(group: Group): PageGroup {
  return { ...group, picture: pictureUrl(group.picture) };
}

/** Every group that lists this person, as member, owner or one who has left. */
export function groupsWith(account: Account, index: number): Group[] {
  return [...account.groups.values()].filter(
    (group) =>
      group.owner === index ||
      group.members.some((member) => memberPerson(member) === index) ||
      group.past.some(({ person }) => person === index),
  );
}
