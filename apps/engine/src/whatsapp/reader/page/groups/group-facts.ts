// Runs inside WhatsApp Web. Where the page has each fact of a group.

import type { GroupFactName } from '@grabber/contracts/contact-fields';
import type { GroupFact } from '../../../../reading/account-reader.ts';
import type { GroupFacts } from './membership.ts';

/** Reads one fact; times are in seconds since 1970. Throws what the page's models throw. */
type ReadFact = (facts: GroupFacts, isAnswer: boolean) => GroupFact;

/** The readers of the facts with these names, in their order. */
export function createGroupFacts(order: readonly GroupFactName[]): readonly ReadFact[] {
  const readers: Readonly<Record<GroupFactName, ReadFact>> = {
    is_restricted: ({ restrict }) => flagOrNull(restrict),
    members_can_add: ({ memberAddMode }) => canMembersAdd(memberAddMode),
    requires_approval: ({ membershipApprovalMode }) => flagOrNull(membershipApprovalMode),
    is_suspended: (facts) => (isFilled(facts) ? flagOrNull(facts.suspended) : null),
    // WhatsApp does not answer with the facts of a terminated group.
    is_terminated: (facts, isAnswer) =>
      isAnswer ? false : isFilled(facts) ? flagOrNull(facts.terminated) : null,
    ephemeral_seconds: ({ ephemeralDuration }, isAnswer) =>
      isAnswer ? integerOrNull(ephemeralDuration ?? 0) : integerOrNull(ephemeralDuration),
    group_name_changed_at: ({ subjectTime }) => integerOrNull(subjectTime),
    group_description_changed_at: ({ descTime }) => integerOrNull(descTime),
  };
  return order.map((name) => readers[name]);
}

/** Empty metadata, too, says that the group is neither suspended nor terminated (WAWebGroupMetadataModel). */
function isFilled({ creation }: GroupFacts): boolean {
  return typeof creation === 'number';
}

/** The two modes of WAWebSchemaGroupMetadata; absent where the page did not get one. */
function canMembersAdd(mode: unknown): boolean | null {
  if (mode === 'all_member_add') return true;
  return mode === 'admin_add' ? false : null;
}

function flagOrNull(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

export function integerOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}
