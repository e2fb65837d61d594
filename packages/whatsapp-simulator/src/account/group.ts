import type { ChatFacts } from './chat-facts.ts';
import type { Picture } from './person.ts';

export type GroupKind = 'default' | 'community' | 'linked_announcement' | 'linked_subgroup';

const ROLES = ['participant', 'admin', 'superadmin'] as const;
export type Role = (typeof ROLES)[number];

/** What members may do, and when the texts of the group were last changed: in seconds since 1970. */
export type GroupSettings = {
  /** Only admins change the subject, the picture and the description. */
  restrict: boolean;
  /** Null: WhatsApp does not say. */
  memberAddMode: 'admin_add' | 'all_member_add' | null;
  approvalMode: boolean;
  /** 0: messages stay. */
  ephemeralSeconds: number;
  subjectTime: number;
  /** Null: there is no description. */
  descTime: number | null;
};

/** Who has left a group. */
export type PastMember = {
  /** A person's index. */
  person: number;
  /** Seconds since 1970. */
  leftAt: number;
  /** WAWebLeaveReasonType. */
  reason: 'Left' | 'Removed';
};

export type Group = {
  /** `…@g.us` */
  id: string;
  kind: GroupKind;
  subject: string;
  description: string | null;
  /** A person's index. */
  owner: number | null;
  /** Seconds since 1970. */
  createdAt: number;
  announce: boolean;
  settings: GroupSettings;
  communityId: string | null;
  /** Members that have a LID are listed under it. */
  lidAddressing: boolean;
  /**
   * One packed number each: `person index * 4 + role`. A million of them must need little memory.
   */
  members: number[];
  /**
   * Members (and the owner) that the page lists with a device suffix, for example `628…:12@c.us`.
   */
  deviceMembers: number[];
  /** The last one first. The page's database drops them after 60 days (WAWebApiParticipantStore). */
  past: PastMember[];
  metadataLoaded: boolean;
  /** The page's database has a usable row with the members. */
  hasDatabaseRow: boolean;
  /** False: WhatsApp's server lists the group, and the page has no chat for it. */
  hasChat: boolean;
  /** Of the chat, where there is one. */
  chat: ChatFacts;
  suspended?: boolean;
  terminated?: boolean;
  /** The user is no longer a member. */
  left: boolean;
  picture: Picture | null;
  /** Ids of labels. */
  labels: string[];
};

export function packMember(person: number, role: Role): number {
  return person * 4 + ROLES.indexOf(role);
}

export function memberPerson(member: number): number {
  return Math.floor(member / 4);
}

export function memberRole(member: number): Role {
  return ROLES[member % 4] ?? 'participant';
}
