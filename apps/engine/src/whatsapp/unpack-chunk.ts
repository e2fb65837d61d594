import type {
  ContactTuple,
  MembersTuple,
  PersonTuple,
  ReadChunk,
} from '../reading/account-reader.ts';
import { ROLE_FACTOR } from '../reading/person-table.ts';
import { digitsOf, splitChunk, textsOf } from './chunk-text.ts';

/** The line of JSON that leads a chunk of page/output.js; what is many follows in columns. */
type Head = Omit<ReadChunk, 'persons' | 'members' | 'contacts'> & {
  /** How many persons the columns hold, whose indexes go up from this one. */
  readonly persons: number;
  readonly firstPerson: number;
  /** Persons of earlier chunks of whom more has become known. */
  readonly updates: readonly PersonTuple[];
  /** The groups whose members the column holds. */
  readonly membersOf: readonly string[];
  readonly contacts: number;
};

type Columns = readonly string[];

const PERSON_COLUMNS = 3;
const MEMBER_COLUMNS = 1;

/** Reads the text of a chunk, as page/output.js packs it. */
export function unpackChunk(text: string): ReadChunk {
  const { head, columns } = splitChunk(text) as { head: Head; columns: Columns };
  const membersAt = PERSON_COLUMNS;
  const contactsAt = membersAt + MEMBER_COLUMNS;
  return {
    ...head,
    persons: [...unpackPersons(head, columns), ...head.updates],
    members: unpackMembers(head, columns[membersAt]),
    contacts: unpackContacts(head, columns.slice(contactsAt)),
  };
}

function unpackPersons({ persons, firstPerson }: Head, columns: Columns): PersonTuple[] {
  const phones = digitsOf(columns[0]);
  const lids = digitsOf(columns[1]);
  const names = textsOf(columns[2]);
  return Array.from({ length: persons }, (_, n) => [
    firstPerson + n,
    phones[n] || null,
    lids[n] || null,
    names[n] ?? null,
  ]);
}

function unpackMembers({ membersOf }: Head, column = ''): MembersTuple[] {
  const lists = column.split(';');
  return membersOf.map((groupId, n) => [groupId, unpackList(lists[n])]);
}

/** Nothing stands for a member without a role who follows the highest index so far. */
function unpackList(list = ''): number[] {
  let next = 0;
  return list.split(',').map((text) => {
    const member = text === '' ? next * ROLE_FACTOR : Number(text);
    if (member >= next * ROLE_FACTOR) next = Math.floor(member / ROLE_FACTOR) + 1;
    return member;
  });
}

function unpackContacts({ contacts }: Head, columns: Columns): ContactTuple[] {
  const phones = digitsOf(columns[0]);
  const lids = digitsOf(columns[1]);
  const flags = digitsOf(columns[2]);
  const addressBook = textsOf(columns[3]);
  const short = textsOf(columns[4]);
  const verified = textsOf(columns[5]);
  const push = textsOf(columns[6]);
  const pictures = textsOf(columns[7]);
  return Array.from({ length: contacts }, (_, n) => [
    phones[n] || null,
    lids[n] || null,
    addressBook[n] ?? null,
    short[n] ?? null,
    verified[n] ?? null,
    push[n] ?? null,
    Number(flags[n]),
    pictures[n] ?? null,
  ]);
}
