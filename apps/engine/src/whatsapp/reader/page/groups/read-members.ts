// Runs inside WhatsApp Web. The members of one group, as the page has them.

import {
  ROLE_ADMIN,
  ROLE_PARTICIPANT,
  ROLE_SUPER_ADMIN,
} from '../../../../reading/flags-and-roles.ts';
import type { Person, Persons } from '../persons.ts';
import type { MemberRow, ParticipantModel, Wid } from '../whatsapp-web.ts';

const MEMBERS_PER_STEP = 250;

export type Listed = {
  readonly members: readonly Person[];
  readonly unreadable: number;
  readonly isLoaded: boolean;
};

export type MemberReader = {
  /** The members in the page's memory, or in an answer of WhatsApp. Yields now and then. */
  read(models: readonly ParticipantModel[]): Generator<undefined, Listed>;
  /** The members in a row of the page's database. Yields now and then. */
  readRow(row: MemberRow, owner: Wid | null): Generator<undefined, Listed>;
  /** Whether the group that was read last lists the person. */
  isListed(person: Person): boolean;
};

export const NO_MEMBERS: Listed = { members: [], unreadable: 0, isLoaded: false };

/**
 * Reads one group after the other. A person listed under phone and LID is one member, with the higher
 * role; `role` and `joinedAt` of a person are those in the group that was read last.
 */
export function createMemberReader(persons: Persons): MemberReader {
  let groupNumber = 0;
  // Never read: without it the compiler could drop the loop in lookAhead.
  let _plainSeen = 0;

  /**
   * Touches all addresses before any is searched for. They lie scattered in memory: when they are touched
   * one after the other with nothing in between, the processor fetches several at once.
   */
  function lookAhead(models: readonly ParticipantModel[], start: number, end: number) {
    try {
      for (let n = start; n < end; n += 1) {
        if ((models[n] as ParticipantModel).id.device === undefined) _plainSeen += 1;
      }
    } catch {
      // addMembers counts the one that cannot be read.
    }
  }

  /** Answers how many of them cannot be read. Not a generator: this loop is most of a read's time. */
  function addMembers(
    members: Person[],
    models: readonly ParticipantModel[],
    start: number,
    end: number,
  ): number {
    let unreadable = 0;
    lookAhead(models, start, end);
    for (let n = start; n < end; n += 1) {
      try {
        const { id, isAdmin, isSuperAdmin, joinTime } = models[n] as ParticipantModel;
        const person = persons.find(id);
        const role = isSuperAdmin ? ROLE_SUPER_ADMIN : isAdmin ? ROLE_ADMIN : ROLE_PARTICIPANT;
        if (person) addMember(members, person, role, joinTime);
      } catch {
        unreadable += 1;
      }
    }
    return unreadable;
  }

  function addMember(members: Person[], person: Person, role: number, joinedAt: unknown) {
    if (person.group === groupNumber) {
      if (role > person.role) person.role = role;
      return;
    }
    person.group = groupNumber;
    person.role = role;
    person.joinedAt = joinedAt;
    members.push(person);
  }

  /** As addMembers, for the texts of a row: the same loop without an object for each member. */
  function addTexts(
    members: Person[],
    texts: readonly string[],
    start: number,
    end: number,
  ): number {
    let unreadable = 0;
    for (let n = start; n < end; n += 1) {
      try {
        const person = persons.findText(texts[n] as string);
        if (person) addMember(members, person, ROLE_PARTICIPANT, undefined);
      } catch {
        unreadable += 1;
      }
    }
    return unreadable;
  }

  /** Gives members of the group that was read last their role. */
  function raiseRoles(texts: readonly string[] | null | undefined, role: number) {
    for (const text of texts ?? []) {
      try {
        const person = persons.findText(text);
        if (person?.group === groupNumber && person.role < role) person.role = role;
      } catch {
        // The member could not be read either, and is counted.
      }
    }
  }

  function* inSteps<Item>(
    items: readonly Item[],
    addSome: (members: Person[], items: readonly Item[], start: number, end: number) => number,
  ): Generator<undefined, Listed> {
    const members: Person[] = [];
    let unreadable = 0;
    groupNumber += 1;
    for (let start = 0; start < items.length; start += MEMBERS_PER_STEP) {
      if (start > 0) yield;
      const end = Math.min(start + MEMBERS_PER_STEP, items.length);
      unreadable += addSome(members, items, start, end);
    }
    return { members, unreadable, isLoaded: items.length > 0 };
  }

  return {
    // The page's own array changes during the pauses.
    read: (live) => inSteps(live.length > MEMBERS_PER_STEP ? live.slice() : live, addMembers),
    *readRow({ participants = [], admins, superAdmins }, owner) {
      const listed = yield* inSteps(participants, addTexts);
      raiseRoles(admins, ROLE_ADMIN);
      raiseRoles(superAdmins ?? ownerTexts(owner), ROLE_SUPER_ADMIN);
      return listed;
    },
    isListed: (person) => person.group === groupNumber,
  };
}

/** Rows of an older page do not name the super admins. */
function ownerTexts(owner: Wid | null): readonly string[] {
  return owner ? [`${owner.user}@${owner.server}`] : [];
}
