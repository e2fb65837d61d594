import type { AccountSpec } from './account-spec.ts';
import { chatFacts } from './chat-facts.ts';
import { participantRange } from './complete-spec.ts';
import { createPicture } from './generate-numbers.ts';
import {
  type Group,
  type GroupKind,
  type GroupSettings,
  memberPerson,
  type PastMember,
  packMember,
} from './group.ts';
import { labelsAt } from './labels.ts';
import { ODD_NAMES } from './odd-names.ts';
import { OWN_INDEX } from './person.ts';
import { groupSubject } from './person-names.ts';
import { createShare, createWalk, type Random } from './random.ts';

const OLDEST_GROUP_SECONDS = 1_400_000_000;
const GROUP_AGE_RANGE_SECONDS = 300_000_000;
const ADMIN_EVERY = 12;
const DEVICE_SUFFIX_EVERY = 17;
const OLD_STYLE_ID_EVERY = 10;
const OWN_ADMIN_EVERY = 3;
const MEMBER_ADD_MODES = ['all_member_add', 'admin_add', null] as const;
/** Off, and the times that WhatsApp's apps offer. */
const EPHEMERAL_SECONDS = [0, 0, 86_400, 604_800, 7_776_000] as const;
const RENAMED_AFTER_SECONDS = 3_600;
const DESCRIBED_AFTER_SECONDS = 7_200;
const PAST_EVERY = 4;
const PAST_MEMBERS = 3;
const LEFT_AFTER_SECONDS = 86_400;

/** `spec.groups` groups with the user in them, then `spec.left_groups` without the user. */
export function generateGroups(spec: AccountSpec, persons: number, random: Random): Group[] {
  const plan = createPlan(spec, random);
  const count = spec.groups + spec.left_groups;
  return Array.from({ length: count }, (_, n) => {
    const left = n >= spec.groups;
    const { kind, communityId } = placeOf(n, spec);
    const members = pickMembers(spec, persons, left, random);
    const createdAt = OLDEST_GROUP_SECONDS + random.below(GROUP_AGE_RANGE_SECONDS);
    return {
      id: groupId(n, spec),
      kind,
      subject:
        (spec.odd_names ? ODD_NAMES[n - spec.communities] : undefined) ??
        groupSubject(random, n + 1),
      description: isDescribed(n)
        ? `Deskripsi grup ${n + 1}\nhttps://example.com/grup/${n + 1}`
        : null,
      owner: n % 5 === 4 ? null : Math.floor((members[leadOf(members, ownsIt(n, spec))] ?? 0) / 4),
      createdAt,
      settings: settingsOf(n, createdAt),
      announce: kind === 'linked_announcement' || isAnnouncement(n, spec),
      communityId,
      lidAddressing: plan.lidAddressing(n % Math.max(1, spec.groups)),
      members: assignRoles(members, leadOf(members, ownsIt(n, spec))),
      deviceMembers: members
        .map((m) => Math.floor(m / 4))
        .filter((p) => (p + n) % DEVICE_SUFFIX_EVERY === 3),
      past: pastOf(n, members, persons, createdAt),
      metadataLoaded: left || plan.loaded(n),
      hasDatabaseRow: left || plan.rows(n),
      hasChat: true,
      chat: chatFacts(n),
      left,
      labels: labelsAt(n),
      picture: plan.picture(n % Math.max(1, spec.groups))
        ? createPicture(`group-${spec.seed}-${n}`)
        : null,
    };
  });
}

function isDescribed(n: number): boolean {
  return n % 3 !== 0;
}

function settingsOf(n: number, createdAt: number): GroupSettings {
  return {
    restrict: n % 4 === 1,
    memberAddMode: MEMBER_ADD_MODES[n % MEMBER_ADD_MODES.length] ?? null,
    approvalMode: n % 5 === 2,
    ephemeralSeconds: EPHEMERAL_SECONDS[n % EPHEMERAL_SECONDS.length] ?? 0,
    subjectTime: createdAt + RENAMED_AFTER_SECONDS,
    descTime: isDescribed(n) ? createdAt + DESCRIBED_AFTER_SECONDS : null,
  };
}

/** In some groups, some of the persons who are not in it. */
function pastOf(n: number, members: number[], persons: number, createdAt: number): PastMember[] {
  if (n % PAST_EVERY !== 1) return [];
  const present = new Set(members.map(memberPerson));
  const others = [];
  for (let person = persons - 1; person > OWN_INDEX && others.length < PAST_MEMBERS; person -= 1) {
    if (!present.has(person)) others.push(person);
  }
  return others.map((person, place) => ({
    person,
    leftAt: createdAt + LEFT_AFTER_SECONDS - place,
    reason: place % 2 === 0 ? 'Left' : 'Removed',
  }));
}

function createPlan(spec: AccountSpec, random: Random) {
  const share = (part: number) => createShare(spec.groups, part, random);
  return {
    lidAddressing: share(spec.lid_groups_share),
    loaded: share(spec.metadata_loaded_share),
    picture: share(spec.pictures_share),
    // Last: the shares before it stay as they were for every seed.
    rows: share(spec.database_rows_share),
  };
}

function ownsIt(n: number, spec: AccountSpec): boolean {
  const isSpecial = n < spec.communities || isAnnouncement(n, spec);
  return n % OWN_ADMIN_EVERY === 0 || (isSpecial && spec.own_communities);
}

/** The place of the super admin in the list: of the user, or of the member after the user. */
function leadOf(members: number[], isOwned: boolean): number {
  return members.length > 1 && !isOwned ? 1 : 0;
}

/**
 * Communities come first, then announcement groups (the first of each community), then one subgroup
 * each.
 */
function placeOf(n: number, spec: AccountSpec): { kind: GroupKind; communityId: string | null } {
  if (n < spec.communities) return { kind: 'community', communityId: null };
  const announcement = n - spec.communities;
  if (isAnnouncement(n, spec) && announcement < spec.communities) {
    return { kind: 'linked_announcement', communityId: groupId(announcement, spec) };
  }
  const subgroup = announcement - spec.announcement_groups;
  if (subgroup >= 0 && subgroup < spec.communities && n < spec.groups) {
    return { kind: 'linked_subgroup', communityId: groupId(subgroup, spec) };
  }
  return { kind: 'default', communityId: null };
}

function isAnnouncement(n: number, spec: AccountSpec): boolean {
  return n >= spec.communities && n < spec.communities + spec.announcement_groups;
}

function groupId(n: number, spec: AccountSpec): string {
  if (n % OLD_STYLE_ID_EVERY === 9) return `${spec.phone_number}-${OLDEST_GROUP_SECONDS + n}@g.us`;
  return `120363${String(((spec.seed >>> 0) * 1_000_003 + n) % 1e12).padStart(12, '0')}@g.us`;
}

/**
 * Distinct persons, with the user first if the user is in the group. Contacts and others in the
 * spec's proportion.
 */
function pickMembers(spec: AccountSpec, persons: number, left: boolean, random: Random): number[] {
  const [least, most] = participantRange(spec);
  const others = least + random.below(most - least + 1) - (left ? 0 : 1);
  const pool = persons - 1 - spec.contacts;
  const wanted = Math.round(others * spec.non_contact_members_share);
  const strangers = Math.min(pool, Math.max(wanted, others - spec.contacts));
  const contact = createWalk(spec.contacts, random);
  const stranger = createWalk(pool, random);
  const members = left ? [] : [OWN_INDEX];
  for (let n = 0; n < others - strangers; n++) members.push(1 + contact(n));
  for (let n = 0; n < strangers; n++) members.push(1 + spec.contacts + stranger(n));
  return members.map((person) => packMember(person, 'participant'));
}

/** The member at the place `lead` is super admin, some others are admins. */
function assignRoles(members: number[], lead: number): number[] {
  return members.map((member, place) => {
    const person = Math.floor(member / 4);
    if (place === lead) return packMember(person, 'superadmin');
    return packMember(person, place % ADMIN_EVERY === ADMIN_EVERY - 1 ? 'admin' : 'participant');
  });
}
