import type { ContactTuple, PersonTuple, ReadChunk } from '../reading/account-reader.ts';

type Digits = string;
type Names = readonly (string | null)[];

/** A chunk as page/output.js packs it: persons and contacts in columns, digits joined by commas. */
export type PackedChunk = Omit<ReadChunk, 'persons' | 'contacts'> & {
  readonly persons: readonly [
    phones: Digits,
    lids: Digits,
    indexes: readonly number[],
    names: Names,
  ];
  readonly contacts: readonly [
    phones: Digits,
    lids: Digits,
    addressBookNames: Names,
    shortNames: Names,
    verifiedNames: Names,
    pushNames: Names,
    flags: readonly number[],
    pictures: Names,
  ];
};

export function unpackChunk(chunk: PackedChunk): ReadChunk {
  return {
    ...chunk,
    persons: unpackPersons(chunk.persons),
    contacts: unpackContacts(chunk.contacts),
  };
}

function unpackPersons(columns: PackedChunk['persons']): PersonTuple[] {
  const [, , indexes, names] = columns;
  const phones = columns[0].split(',');
  const lids = columns[1].split(',');
  return indexes.map((index, n) => [index, phones[n] || null, lids[n] || null, names[n] ?? null]);
}

function unpackContacts(columns: PackedChunk['contacts']): ContactTuple[] {
  const [, , addressBook, short, verified, push, flags, pictures] = columns;
  const phones = columns[0].split(',');
  const lids = columns[1].split(',');
  return flags.map((bits, n) => [
    phones[n] || null,
    lids[n] || null,
    addressBook[n] ?? null,
    short[n] ?? null,
    verified[n] ?? null,
    push[n] ?? null,
    bits,
    pictures[n] ?? null,
  ]);
}
