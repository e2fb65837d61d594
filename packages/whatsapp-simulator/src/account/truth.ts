import type { Account } from './account.ts';
import { chatFacts, type TruthChat, truthChat } from './chat-facts.ts';
import { type Group, memberPerson, memberRole, type PastMember, type Role } from './group.ts';
import { labelNames } from './labels.ts';
import type { OutContact } from './out-contact.ts';
import { canonicalId, isContact, OWN_INDEX, type Person, pictureUrl } from './person.ts';
import { type NamedTexts, namedTexts } from './person-texts.ts';

export type TruthContact = NamedTexts &
  TruthChat & {
    /** `<digits>@s.whatsapp.net`, or `<digits>@lid` when no phone number can be known. */
    contact_id: string;
    lid: string | null;
    /** Absent: there are none. Without a phone nothing says whose they are (WAWebLidPnCache). */
    older_lids?: string[];
    phone_number: string | null;
    /** The first non-empty name: address book, verified, push, `@username`. Raw, like all names here. */
    name: string | null;
    is_saved: boolean;
    on_whatsapp: true;
    is_business: boolean;
    is_blocked: boolean;
    business_kind: 'small' | 'enterprise' | null;
    verified_level: 'low' | 'high' | null;
    profile_picture: string | null;
    labels: string[];
  };

export type TruthParticipant = {
  participant_id: string;
  lid: string | null;
  phone_number: string | null;
  /** Of a member whose phone is not known. */
  masked_number: string | null;
  role: Role;
};

export type TruthPastParticipant = Omit<TruthParticipant, 'role'> & {
  /** ISO 8601 */
  left_at: string;
  reason: 'left' | 'removed';
};

export type TruthGroup = TruthChat & {
  contact_id: string;
  name: string;
  description: string | null;
  owner_id: string | null;
  /** ISO 8601 */
  created_at: string;
  is_admin: boolean;
  is_announce: boolean;
  is_community: boolean;
  community_id: string | null;
  profile_picture: string | null;
  is_restricted: boolean;
  members_can_add: boolean | null;
  requires_approval: boolean;
  is_suspended: boolean;
  is_terminated: boolean;
  is_unnamed: boolean;
  ephemeral_seconds: number;
  /** ISO 8601 */
  group_name_changed_at: string;
  group_description_changed_at: string | null;
  labels: string[] | null;
  participants_count: number;
  participants: TruthParticipant[];
  past_participants: TruthPastParticipant[];
};

/** A person of the address book without WhatsApp, as far as it differs from others. */
export type TruthOutContact = {
  contact_id: string;
  lid: null;
  phone_number: string;
  name: string | null;
  address_book_name: string | null;
  short_name: string | null;
  is_saved: true;
  on_whatsapp: false;
};

export type Truth = {
  contacts: TruthContact[];
  groups: TruthGroup[];
  /** In addition to `contacts`: what a reader finds that is asked for them, too. */
  without_whatsapp: TruthOutContact[];
  /** The contacts and groups whose chat is locked: what a reader finds that is asked for it, too. */
  locked: string[];
  /** The contacts whose entries carry the addresses of WhatsApp's own servers. */
  hosted: string[];
};
export type ExpectedCounts = { contacts: number; groups: number; participants: number };

/** What a correct reader finds in this account: contacts and groups under their canonical ids. */
export function truthOf(account: Account): Truth {
  const joined = [...account.groups.values()].filter((group) => !group.left);
  const contacts = contactsOf(account);
  return {
    contacts: contacts.map((person) => truthContact(person, account)),
    groups: joined.map((group) => truthGroup(group, account)),
    without_whatsapp: [...account.outContacts.values()].map(truthOutContact),
    locked: [
      ...contacts
        .filter(({ index, hasChat }) => hasChat && chatFacts(index).isLocked)
        .map(canonicalId),
      ...joined.filter(({ hasChat, chat }) => hasChat && chat.isLocked).map(({ id }) => id),
    ],
    hosted: contacts.filter(({ isHosted }) => isHosted).map(canonicalId),
  };
}

export function expectedCounts(account: Account): ExpectedCounts {
  const joined = [...account.groups.values()].filter((group) => !group.left);
  const participants = joined.reduce((sum, group) => sum + group.members.length, 0);
  return { contacts: contactsOf(account).length, groups: joined.length, participants };
}

function contactsOf(account: Account): Person[] {
  return account.persons.filter((person): person is Person => person !== null && isContact(person));
}

function truthContact(person: Person, { labels }: Account): TruthContact {
  const { isBusiness, isEnterprise, isVerified } = person;
  return {
    contact_id: canonicalId(person),
    lid: person.lid && `${person.lid}@lid`,
    ...olderLids(person),
    phone_number: person.phone,
    name: nameOf(person),
    ...namedTexts(person),
    is_saved: person.isSaved,
    on_whatsapp: true,
    is_business: isBusiness,
    is_blocked: person.isBlocked,
    business_kind: isBusiness ? (isEnterprise ? 'enterprise' : 'small') : null,
    verified_level: isBusiness ? (isVerified ? 'high' : 'low') : null,
    profile_picture: pictureUrl(person.picture),
    ...truthChat(person.hasChat ? chatFacts(person.index) : null),
    labels: labelNames(person.labels, labels),
  };
}

function truthOutContact({ phone, fullName, firstName }: OutContact): TruthOutContact {
  return {
    contact_id: `${phone}@s.whatsapp.net`,
    lid: null,
    phone_number: phone,
    name: fullName,
    address_book_name: fullName,
    short_name: firstName,
    is_saved: true,
    on_whatsapp: false,
  };
}

function olderLids({ phone, olderLids: users }: Person): Pick<TruthContact, 'older_lids'> {
  if (phone === null || users.length === 0) return {};
  return { older_lids: users.map((user) => `${user}@lid`) };
}

function nameOf({ addressBookName, verifiedName, pushName, username }: Person): string | null {
  return addressBookName || verifiedName || pushName || (username ? `@${username}` : null);
}

function truthGroup(group: Group, account: Account): TruthGroup {
  const own = group.members.find((member) => memberPerson(member) === OWN_INDEX);
  const owner = group.owner === null ? null : account.persons[group.owner];
  const { restrict, memberAddMode, approvalMode, ephemeralSeconds } = group.settings;
  const { subjectTime, descTime } = group.settings;
  return {
    contact_id: group.id,
    name: group.subject,
    description: group.description,
    owner_id: owner ? canonicalId(owner) : null,
    created_at: isoTime(group.createdAt),
    is_admin: own !== undefined && memberRole(own) !== 'participant',
    is_announce: group.announce,
    is_community: group.kind === 'community',
    community_id: group.communityId,
    profile_picture: pictureUrl(group.picture),
    is_restricted: restrict,
    members_can_add: memberAddMode === null ? null : memberAddMode === 'all_member_add',
    requires_approval: approvalMode,
    is_suspended: group.suspended ?? false,
    is_terminated: group.terminated ?? false,
    is_unnamed: group.subject === '',
    ephemeral_seconds: ephemeralSeconds,
    group_name_changed_at: isoTime(subjectTime),
    group_description_changed_at: descTime === null ? null : isoTime(descTime),
    ...truthChat(group.hasChat ? group.chat : null),
    labels: group.hasChat ? labelNames(group.labels, account.labels) : null,
    participants_count: group.members.length,
    participants: group.members.map((member) => ({
      ...truthPerson(memberPerson(member), account),
      role: memberRole(member),
    })),
    past_participants: group.past.map((past) => truthPastParticipant(past, account)),
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function truthPastParticipant(
  { person, leftAt, reason }: PastMember,
  account: Account,
): TruthPastParticipant {
  return {
    ...truthPerson(person, account),
    left_at: isoTime(leftAt),
    reason: reason === 'Left' ? 'left' : 'removed',
  };
}

function truthPerson(index: number, account: Account): Omit<TruthParticipant, 'role'> {
  const person = account.persons[index];
  if (!person) throw new Error('A group lists a person who does not exist');
  return {
    participant_id: canonicalId(person),
    lid: person.lid && `${person.lid}@lid`,
    phone_number: person.phone,
    masked_number: person.phone === null ? person.maskedNumber : null,
  };
}
