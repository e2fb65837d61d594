import {
  CONTACT_FIELDS,
  type ContactField,
  GROUP_FACTS,
  type GroupFactName,
  INDIVIDUAL_FIELDS,
  type TextFieldName,
} from '@grabber/contracts/contact-fields';
import type { EngineContact } from '@grabber/contracts/engine/contact';
import type {
  EngineGroup,
  EngineParticipant,
  EnginePastParticipant,
} from '@grabber/contracts/engine/group';
import type { UnreadGroup } from '@grabber/contracts/engine/reading';
import type {
  ContactEntry,
  GroupEntry,
  ParticipantEntry,
  PastParticipantEntry,
  UnreadMembersEntry,
} from '@grabber/database/store/grab-entries';
import {
  sanitiseDescription,
  sanitiseKnownName,
  sanitiseName,
  sanitiseNames,
  sanitiseStatusText,
  sanitiseUrl,
} from './sanitise-text.ts';

// Ids, LIDs and phone numbers have passed the contract's patterns: they hold digits and a domain.

type TimeField = keyof {
  [Name in keyof ContactEntry as Date extends ContactEntry[Name] ? Name : never]: true;
};
type CleanedField = Exclude<TextFieldName, TimeField> | 'name';

const CLEANERS = {
  name: sanitiseName,
  'known-name': sanitiseKnownName,
  'status-text': sanitiseStatusText,
  url: sanitiseUrl,
};

/** The text fields of an individual, each with its cleaner. */
const CLEANED = INDIVIDUAL_FIELDS.flatMap((name) => {
  const { read, clean }: ContactField = CONTACT_FIELDS[name];
  const isRead = read !== undefined && clean !== undefined;
  return isRead ? [{ name: name as CleanedField, clean: CLEANERS[clean] }] : [];
});

const TIMES = INDIVIDUAL_FIELDS.filter((name): name is TimeField => {
  const { read, kind }: ContactField = CONTACT_FIELDS[name];
  return read !== undefined && kind === 'time';
});

export function contactEntry(contact: EngineContact): ContactEntry {
  const entry = { ...contact } as Omit<EngineContact, TimeField> as ContactEntry;
  for (const name of TIMES) {
    const time = contact[name];
    entry[name] = time === null ? null : new Date(time);
  }
  for (const { name, clean } of CLEANED) entry[name] = clean(entry[name]);
  entry.labels = sanitiseNames(contact.labels);
  // Cleaning can leave nothing of the name that the engine chose.
  entry.name ??= bestName(entry);
  return entry;
}

function bestName(entry: ContactEntry): string | null {
  const { address_book_name, verified_name, push_name, username } = entry;
  return address_book_name || verified_name || push_name || (username ? `@${username}` : null);
}

/** The group without its members: they may arrive in several parts. */
export function groupEntry(group: EngineGroup): GroupEntry {
  return {
    contact_id: group.contact_id,
    name: sanitiseName(group.name),
    group_description: sanitiseDescription(group.description),
    group_participants_count: group.participants_count,
    is_admin: group.is_admin,
    is_admin_known: group.is_admin === null ? null : true,
    owner_id: group.owner_id,
    group_created_at: group.created_at === null ? null : new Date(group.created_at),
    is_announce: group.is_announce,
    is_community: group.is_community,
    community_id: group.community_id,
    profile_picture: sanitiseUrl(group.profile_picture),
    on_whatsapp: true,
    ...factEntries(group),
    members_complete: group.participants_complete,
  };
}

type Facts = Pick<GroupEntry, GroupFactName>;

function factEntries(group: EngineGroup): Facts {
  const values = GROUP_FACTS.map((name) => {
    const fact = group[name];
    if (Array.isArray(fact)) return [name, sanitiseNames(fact)];
    const isTime = CONTACT_FIELDS[name].kind === 'time' && typeof fact === 'string';
    return [name, isTime ? new Date(fact) : fact];
  });
  return Object.fromEntries(values) as Facts;
}

export function participantEntry(participant: EngineParticipant): ParticipantEntry {
  const { role, joined_at } = participant;
  return {
    ...memberEntry(participant),
    role,
    joined_at: joined_at === undefined ? null : new Date(joined_at),
  };
}

export function pastParticipantEntry(past: EnginePastParticipant): PastParticipantEntry {
  return { ...memberEntry(past), left_at: new Date(past.left_at), reason: past.reason };
}

function memberEntry(
  member: Omit<EngineParticipant, 'role' | 'joined_at'>,
): Omit<ParticipantEntry, 'role' | 'joined_at'> {
  return {
    participant_id: member.participant_id,
    lid: member.lid,
    phone_number: member.phone_number,
    name: sanitiseName(member.name),
    masked_number: sanitiseName(member.masked_number ?? null),
  };
}

/** The reason names the members, because the group itself was read. */
export function unreadMembersEntry(group: UnreadGroup): UnreadMembersEntry {
  const what = group.has_older_members ? 'members not refreshed' : 'members not read';
  return { contact_id: group.group_id, reason: `${what}: ${group.reason}` };
}
