// Runs inside WhatsApp Web. The members of one group, as the page has them.

import {
  ROLE_ADMIN,
  ROLE_PARTICIPANT,
  ROLE_SUPER_ADMIN,
} from '../../../reading/flags-and-roles.ts';
import type { Person, Persons } from './persons.ts';
import type { ParticipantModel, Participants } from './whatsapp-web.ts';

const MEMBERS_PER_STEP = 250;

export type Listed = {
  readonly members: readonly Person[];
  readonly unreadable: number;
  readonly isLoaded: boolean;
};

export type MemberReader = {
  /** Yields now and then. */
  read(participants: Participants): Generator<undefined, Listed>;
  /** Whether the group that was read last lists the person. */
  isListed(person: Person): boolean;
};

export const NO_MEMBERS: Listed = { members: [], unreadable: 0, isLoaded: false };

/**
 * Reads one group after the other. A person listed under phone and LID is one member, with the higher
 * role; `role` of a person is their role in the group that was read last.
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
        const { id, isAdmin, isSuperAdmin } = models[n] as ParticipantModel;
        const person = persons.find(id);
        const role = isSuperAdmin ? ROLE_SUPER_ADMIN : isAdmin ? ROLE_ADMIN : ROLE_PARTICIPANT;
        if (person) addMember(members, person, role);
      } catch {
        unreadable += 1;
      }
    }
    return unreadable;
  }

  function addMember(members: Person[], person: Person, role: number) {
    if (person.group === groupNumber) {
      if (role > person.role) person.role = role;
      return;
    }
    person.group = groupNumber;
    person.role = role;
    members.push(person);
  }

  return {
    *read(participants) {
      const models = participants.getModelsArray();
      const members: Person[] = [];
      let unreadable = 0;
      groupNumber += 1;
      for (let start = 0; start < models.length; start += MEMBERS_PER_STEP) {
        if (start > 0) yield;
        const end = Math.min(start + MEMBERS_PER_STEP, models.length);
        unreadable += addMembers(members, models, start, end);
      }
      return { members, unreadable, isLoaded: models.length > 0 };
    },
    isListed: (person) => person.group === groupNumber,
  };
}
