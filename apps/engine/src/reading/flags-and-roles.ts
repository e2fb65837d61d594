// How the page packs flags and roles into numbers. The page's script holds a copy of this module.

import type { LeaveReason, ParticipantRole } from '@grabber/contracts/engine/group';

/** The bits of a contact's flags. */
export const CONTACT_SAVED = 1;
export const CONTACT_BUSINESS = 2;
export const CONTACT_BLOCKED = 4;
export const CONTACT_BLOCKED_UNKNOWN = 8;
export const CONTACT_HAS_CHAT = 16;
export const CONTACT_ARCHIVED = 32;
export const CONTACT_MUTED = 64;
export const CONTACT_WITHOUT_WHATSAPP = 128;
export const CONTACT_LOCKED = 256;
export const CONTACT_LOCK_KNOWN = 512;
export const CONTACT_LABELS_KNOWN = 1_024;

/** The bits of a group's flags. */
export const GROUP_ADMIN = 1;
export const GROUP_ANNOUNCE = 2;
export const GROUP_COMMUNITY = 4;
export const GROUP_MEMBERS_COMPLETE = 8;
export const GROUP_ADMIN_UNKNOWN = 16;

/** A member's role is an index into ROLES: the higher, the more the member may do. */
export const ROLES: readonly ParticipantRole[] = ['participant', 'admin', 'superadmin'];
export const ROLE_PARTICIPANT = 0;
export const ROLE_ADMIN = 1;
export const ROLE_SUPER_ADMIN = 2;
/** Why a member left is an index into LEAVE_REASONS. */
export const LEAVE_REASONS: readonly (LeaveReason | null)[] = [null, 'left', 'removed'];
/** A member is packed as `person index * ROLE_FACTOR + role`. */
export const ROLE_FACTOR = 4;
