import {
  CONTACT_FIELDS,
  type FieldKind,
  GROUP_FACTS,
  type GroupFactName,
} from '@grabber/contracts/contact-fields';
import type { EngineGroup, EngineParticipant } from '@grabber/contracts/engine/group';
import type { GroupFact, GroupTuple } from './account-reader.ts';
import {
  GROUP_ADMIN,
  GROUP_ADMIN_UNKNOWN,
  GROUP_ANNOUNCE,
  GROUP_COMMUNITY,
  GROUP_MEMBERS_COMPLETE,
} from './flags-and-roles.ts';
import type { PersonTable } from './person-table.ts';
import { timestampOrNull } from './timestamps.ts';

/** What the contract and the database can hold. */
const MAX_COUNT = 2_147_483_647;

/** The page's tuple, with its members, as a group of the contract. */
export function mapGroup(
  tuple: GroupTuple,
  persons: PersonTable,
  participants: EngineParticipant[],
): EngineGroup {
  const [id, name, description, owner, createdAt, flags, ...rest] = tuple;
  const [communityId, picture, count, ...facts] = rest;
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
    ...mapFacts(facts),
    participants_complete: (flags & GROUP_MEMBERS_COMPLETE) !== 0,
    participants,
  };
}

type Facts = Pick<EngineGroup, GroupFactName>;

/** The values are the page's: what the contract has no place for is unknown. */
function mapFacts(facts: readonly GroupFact[]): Facts {
  const values = GROUP_FACTS.map((name, n) => [
    name,
    FACTS[CONTACT_FIELDS[name].kind](facts[n] ?? null),
  ]);
  return Object.fromEntries(values) as Facts;
}

const FACTS = {
  flag: (fact: GroupFact) => (typeof fact === 'boolean' ? fact : null),
  number: (fact: GroupFact) =>
    typeof fact === 'number' && fact >= 0 && fact <= MAX_COUNT ? fact : null,
  list: (fact: GroupFact) => (Array.isArray(fact) ? fact : null),
  time: (fact: GroupFact) => (typeof fact === 'number' ? timestampOrNull(fact) : null),
} satisfies Partial<Record<FieldKind, (fact: GroupFact) => unknown>>;
