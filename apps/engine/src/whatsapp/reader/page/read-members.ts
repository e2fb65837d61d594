// @ts-nocheck
// Runs inside WhatsApp Web. The members of one group, as the page has them.

const ROLE_SUPER_ADMIN = 2;
const ROLE_ADMIN = 1;
const MEMBERS_PER_STEP = 250;

export const NO_MEMBERS = { members: [], unreadable: 0, isLoaded: false };

/**
 * Reads one group after the other: `{ members, unreadable, isLoaded }`. A person listed under phone and
 * LID is one member, with the higher role; `role` of a person is that in the group that was read last.
 */
export function createMemberReader(persons) {
  let groupNumber = 0;
  // Nobody reads it: it keeps the looks of lookAhead from being left out.
  let _plainSeen = 0;

  /**
   * Looks at all addresses before any is searched for. They lie scattered in memory: looked at one after
   * the other with nothing in between, the processor fetches several at once.
   */
  function lookAhead(models, start, end) {
    try {
      for (let n = start; n < end; n += 1) if (models[n].id.device === undefined) _plainSeen += 1;
    } catch {
      // The one that cannot be read is reported when its turn comes.
    }
  }

  /** Answers how many of them cannot be read. Not a generator: this loop is most of a read's time. */
  function addMembers(members, models, start, end) {
    let unreadable = 0;
    lookAhead(models, start, end);
    for (let n = start; n < end; n += 1) {
      try {
        const { id, isAdmin, isSuperAdmin } = models[n];
        const person = persons.find(id);
        const role = isSuperAdmin ? ROLE_SUPER_ADMIN : isAdmin ? ROLE_ADMIN : 0;
        if (person) addMember(members, person, role);
      } catch {
        unreadable += 1;
      }
    }
    return unreadable;
  }

  function addMember(members, person, role) {
    if (person.group === groupNumber) {
      if (role > person.role) person.role = role;
      return;
    }
    person.group = groupNumber;
    person.role = role;
    members.push(person);
  }

  return {
    /** Yields now and then. */
    *read(participants) {
      const models = participants.getModelsArray();
      const members = [];
      let unreadable = 0;
      groupNumber += 1;
      for (let start = 0; start < models.length; start += MEMBERS_PER_STEP) {
        if (start > 0) yield;
        const end = Math.min(start + MEMBERS_PER_STEP, models.length);
        unreadable += addMembers(members, models, start, end);
      }
      return { members, unreadable, isLoaded: models.length > 0 };
    },
    /** Of the group that was read last. */
    isListed: (person) => person.group === groupNumber,
  };
}
