import type {
  ContactTuple,
  MembersTuple,
  PersonTuple,
  ReadChunk,
} from '../../reading/account-reader.ts';
import { digitsOf, listsOf, splitChunk, textsOf } from './chunk-text.ts';
import type { ChunkHead } from './page/output.ts';

type Columns = readonly string[];

const PERSON_COLUMNS = 3;
const MEMBER_COLUMNS = 1;

/** Reads the text of a chunk that page/output.ts has packed. */
export function unpackChunk(text: string): ReadChunk {
  const { head, columns } = splitChunk(text) as { head: ChunkHead; columns: Columns };
  const membersAt = PERSON_COLUMNS;
  const contactsAt = membersAt + MEMBER_COLUMNS;
  return {
    ...head,
    persons: unpackPersons(head, columns),
    members: unpackMembers(head, columns[membersAt]),
    contacts: unpackContacts(head, columns.slice(contactsAt)),
  };
}

/** One by one: an array of tens of thousands of tuples costs more than their objects. */
function* unpackPersons(head: ChunkHead, columns: Columns): Generator<PersonTuple> {
  const { persons, firstPerson, updates } = head;
  const phones = digitsOf(columns[0]);
  const lids = digitsOf(columns[1]);
  const names = textsOf(columns[2]);
  for (let n = 0; n < persons; n += 1) {
    yield [firstPerson + n, phones[n] || null, lids[n] || null, names[n] ?? null];
  }
  yield* updates;
}

function unpackMembers({ membersOf }: ChunkHead, column?: string): MembersTuple[] {
  const lists = listsOf(column);
  return membersOf.map((groupId, n) => [groupId, lists[n] ?? []]);
}

function unpackContacts({ contacts }: ChunkHead, columns: Columns): ContactTuple[] {
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
