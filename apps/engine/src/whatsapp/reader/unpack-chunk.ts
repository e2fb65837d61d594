import type {
  ContactColumns,
  MembersTuple,
  PersonTuple,
  ReadChunk,
} from '../../reading/account-reader.ts';
import { digitsOf, listsOf, splitChunk, textsOf } from './chunk-text.ts';
import type { ChunkHead } from './page/output.ts';

type Columns = readonly string[];

const PERSON_COLUMNS = 4;
const MEMBER_COLUMNS = 1;
/** The first columns of contacts hold digits, the others texts. */
const CONTACT_DIGITS = 3;

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
  const masked = textsOf(columns[3]);
  for (let n = 0; n < persons; n += 1) {
    const [phone, lid] = [phones[n] || null, lids[n] || null];
    yield [firstPerson + n, phone, lid, names[n] ?? null, masked[n] ?? null];
  }
  yield* updates;
}

function unpackMembers({ membersOf }: ChunkHead, column?: string): MembersTuple[] {
  const lists = listsOf(column);
  return membersOf.map((groupId, n) => [groupId, lists[n] ?? []]);
}

function unpackContacts({ contacts }: ChunkHead, columns: Columns): ContactColumns {
  return {
    count: contacts,
    phones: digitsOf(columns[0]),
    lids: digitsOf(columns[1]),
    flags: digitsOf(columns[2]),
    texts: columns.slice(CONTACT_DIGITS).map(textsOf),
  };
}
