import { createParticipant, createPastParticipant } from '../models/participants.js';
import { createWid } from '../models/wid.js';
import { unpackPerson } from '../person.js';

const DEVICE = 12;
const ADMIN = 1;
const SUPER_ADMIN = 2;

const personOf = (packed) => Math.floor(packed / 4);
const roleOf = (packed) => packed % 4;

/** The members of groups, in each form that the page has them. */
export function createMemberLists({ directory, options }) {
  /** Persons whom the page has not loaded yet, by their index. */
  let waiting = null;

  function personAt(index) {
    return directory.persons.get(index) ?? waiting?.get(index);
  }

  /** A person as this group lists it: by LID or phone, sometimes with the device that it joined from. */
  function memberWid(group, index) {
    const person = personAt(index);
    const [first, second] = group.lidAddressing
      ? [person.lidWid, person.phoneWid]
      : [person.phoneWid, person.lidWid];
    const wid = first ?? second;
    return group.deviceMembers.includes(index)
      ? createWid(`${wid.user}:${DEVICE}@${wid.server}`)
      : wid;
  }

  const isOwn = (packed) => directory.own()?.index === personOf(packed);

  /** Others than admins see the admins and themselves of communities and their announcement groups. */
  function isPartial(group) {
    const isSpecial = group.kind === 'community' || group.kind === 'linked_announcement';
    return isSpecial && options().hide_members && !(roleOf(group.members.find(isOwn) ?? 0) > 0);
  }

  function visible(group) {
    if (!isPartial(group)) return group.members;
    return group.members.filter((packed) => roleOf(packed) > 0 || isOwn(packed));
  }

  function participant(group, packed) {
    const index = personOf(packed);
    const joinTime = options().join_times ? group.createdAt + index : undefined;
    return createParticipant(memberWid(group, index), roleOf(packed), joinTime);
  }

  return {
    memberWid,
    expect(data) {
      waiting =
        data && new Map(data.persons.map((tuple) => [tuple[0], unpackPerson(tuple, data.texts)]));
    },
    inMemory: (group) => visible(group).map((packed) => participant(group, packed)),
    /** WhatsApp names no size where it hides members. */
    sizeOf: (group) => (isPartial(group) ? undefined : group.members.length),
    /** The texts of a row of the page's database. */
    texts(group) {
      const members = visible(group);
      const textOf = (packed) => memberWid(group, personOf(packed))._serialized;
      return {
        participants: members.map(textOf),
        admins: members.filter((packed) => roleOf(packed) >= ADMIN).map(textOf),
        superAdmins: members.filter((packed) => roleOf(packed) === SUPER_ADMIN).map(textOf),
        pastParticipants: group.past.map(({ person, leftAt, reason }) => ({
          jid: memberWid(group, person)._serialized,
          leaveTs: leftAt,
          leaveReason: reason,
        })),
      };
    },
    /** The members of a row. In a row of an older page the owner is the super admin. */
    fromRow({ participants, admins, superAdmins }, { owner }) {
      const admin = new Set(admins);
      const superAdmin = new Set(superAdmins ?? [owner?._serialized]);
      return participants.map((text) =>
        createParticipant(
          createWid(text),
          superAdmin.has(text) ? SUPER_ADMIN : admin.has(text) ? ADMIN : 0,
        ),
      );
    },
    /** Those of a row who have left. */
    pastFromRow: ({ pastParticipants }) =>
      pastParticipants.map(({ jid, ...departure }) =>
        createPastParticipant(createWid(jid), departure),
      ),
    /** The members of WhatsApp's answer to a query. */
    answer(group) {
      const participants = visible(group).map((packed) => {
        const { phoneWid, lidWid } = personAt(personOf(packed));
        const { id, isAdmin, isSuperAdmin, joinTime } = participant(group, packed);
        const other = group.lidAddressing ? { phoneNumber: phoneWid } : { lid: lidWid };
        return { id, isAdmin, isSuperAdmin, joinTime, ...other };
      });
      return { participants, size: isPartial(group) ? undefined : participants.length };
    },
    isWhole: (participants, group) => participants.length === visible(group).length,
    /** The addresses of those who are no longer members. */
    gone(before, group) {
      const members = new Set(group.members.map(personOf));
      return before.members
        .map(personOf)
        .filter((index) => !members.has(index) && personAt(index) !== undefined)
        .map((index) => memberWid(before, index)._serialized);
    },
    /** The addresses of those who had left and do so no more. */
    back(before, group) {
      const known = new Set(group.past.map(({ person }) => person));
      return before.past
        .filter(({ person }) => !known.has(person) && personAt(person) !== undefined)
        .map(({ person }) => memberWid(before, person)._serialized);
    },
    /** Those of `group` who have left and are not among those of `before`. */
    left(before, group) {
      const known = new Set(before.past.map(({ person }) => person));
      return group.past
        .filter(({ person }) => !known.has(person) && personAt(person) !== undefined)
        .map(({ person, leftAt, reason }) =>
          createPastParticipant(memberWid(group, person), { leaveTs: leftAt, leaveReason: reason }),
        );
    },
    /** Those who joined or got another role. */
    changed(before, group) {
      const known = new Set(before.members);
      return group.members
        .filter((packed) => !known.has(packed))
        .map((packed) => participant(group, packed));
    },
  };
}
