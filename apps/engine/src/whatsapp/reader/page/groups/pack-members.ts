// Runs inside WhatsApp Web. The members of a group on their way out.

import { ROLE_FACTOR } from '../../../../reading/flags-and-roles.ts';
import type { Output } from '../output.ts';
import type { Person } from '../persons.ts';
import { integerOrNull } from './group-facts.ts';

const MEMBERS_PER_PACKING = 1_000;

export type PackedMembers = {
  /** As MembersTuple has them. */
  readonly members: number[];
  /** As JoinTimesTuple has them. */
  readonly joinTimes: number[];
};

/** Sends the persons. Yields now and then; `role` and `joinedAt` of the persons must stay meanwhile. */
export function* packMembers(
  persons: readonly Person[],
  out: Output,
): Generator<undefined, PackedMembers> {
  const packed: PackedMembers = { members: [], joinTimes: [] };
  for (let start = 0; start < persons.length; start += MEMBERS_PER_PACKING) {
    if (start > 0) yield;
    packSome(packed, persons, start, Math.min(start + MEMBERS_PER_PACKING, persons.length), out);
  }
  return packed;
}

function packSome(
  { members, joinTimes }: PackedMembers,
  persons: readonly Person[],
  start: number,
  end: number,
  out: Output,
) {
  for (let n = start; n < end; n += 1) {
    const person = persons[n] as Person;
    out.person(person);
    members.push(person.index * ROLE_FACTOR + person.role);
    const joinedAt = integerOrNull(person.joinedAt);
    if (joinedAt !== null) joinTimes.push(person.index, joinedAt);
  }
}
