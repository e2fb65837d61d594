import type { EngineGroup, EngineParticipant } from '@grabber/contracts/engine/group';
import type { GroupTuple } from './account-reader.ts';
import {
  GROUP_ADMIN,
  GROUP_ADMIN_UNKNOWN,
  GROUP_ANNOUNCE,
  GROUP_COMMUNITY,
  GROUP_MEMBERS_COMPLETE,
} from './flags-and-roles.ts';
import type { PersonTable } from './person-table.ts';

const MS_PER_SECOND = 1_000;
/** Year 9999: beyond it a date has no four-digit year. */
const MAX_SECONDS = 253_402_300_799;

/** The page's tuple, with its members, as a group of the contract. */
export function mapGroup(
  tuple: GroupTuple,
  persons: PersonTable,
  participants: EngineParticipant[],
): EngineGroup {
  const [id, name, description, owner, createdAt, flags, communityId, picture, count] = tuple;
  return {
    contact_id: id,
    name,
    description,
    owner_id: owner === null ? null : persons.idOf(owner),
    created_at: timestampOrNull(createdAt),
    is_admin: (flags & GROUP_ADMIN_UNKNOWN) !== 0 ? null : (flags & GROUP_ADMIN) !== 0,
    is_announce: (flags & GROUP_ANNOUNCE) !== 0,
    is_community: (flags & GROUP_COMMUNITY) !== 0,
    community_id: communityId,
    profile_picture: picture,
    participants_count: count,
    participants_complete: (flags & GROUP_MEMBERS_COMPLETE) !== 0,
    participants,
  };
}

function timestampOrNull(seconds: number | null): string | null {
  if (seconds === null || seconds <= 0 || seconds > MAX_SECONDS) return null;
  return new Date(seconds * MS_PER_SECOND).toISOString();
}
