// Runs inside WhatsApp Web. Whether the account is in a group, and whether a list holds all members.

import type { AnsweredGroup, ChatModel, GroupMetadata } from '../whatsapp-web.ts';
import type { Listed } from './read-members.ts';

/** What the page or WhatsApp's answer says of a group. */
export type GroupFacts = Omit<GroupMetadata, 'participants' | 'pastParticipants' | 'stale'>;

/** The account as a list of members shows it. */
export type Standing = {
  readonly isListed: boolean;
  readonly isAdmin: boolean;
  readonly knowsOwnLid: boolean;
};

/** The page adds single members to a list that is empty, also after a refused query, which leaves it fresh. */
const MOST_ADDED = 2;

/**
 * The list in memory, if it is to be trusted: fresh, and as many as WhatsApp counts. Without its count, which the
 * page does not keep up to date either, more than a few. Else the row in the page's database says more.
 */
export function trustedModels(metadata: GroupMetadata | null) {
  if (metadata === null || metadata.stale !== false) return null;
  const models = metadata.participants.getModelsArray();
  const { size } = metadata;
  const isWhole = typeof size === 'number' ? models.length === size : models.length > MOST_ADDED;
  return isWhole && models.length > 0 ? models : null;
}

/**
 * True for a group whose trusted list lacks the account and to which it may no longer write. Anything less may
 * be a failure, and the group stays. A community shows its list to its admins only.
 */
export function hasLeft(
  chat: ChatModel,
  metadata: GroupMetadata | null,
  listed: Listed,
  { isListed, knowsOwnLid }: Standing,
): boolean {
  if (!listed.isLoaded || isListed || !knowsOwnLid || listed.unreadable > 0) return false;
  if (metadata?.isParentGroup || chat.isReadOnly !== true) return false;
  try {
    return metadata?.participants.iAmMember?.() !== true;
  } catch {
    return false;
  }
}

/** Null when all members of the group are known. */
export function whyUnknown(
  { members, unreadable, isLoaded }: Listed,
  facts: GroupFacts | AnsweredGroup | null,
  { isListed, isAdmin, knowsOwnLid }: Standing,
): string | null {
  if (!isLoaded) return 'the page holds no list of its members';
  if (unreadable > 0) return `${unreadable} of its members could not be read`;
  if (knowsOwnLid && !isListed) return 'the list lacks the account itself';
  // WhatsApp shows the members of communities and of their announcement groups only to admins.
  const isPartial = facts?.isParentGroup
    ? true
    : Boolean(facts?.defaultSubgroup) && facts?.size !== members.length;
  return isPartial && !isAdmin ? 'WhatsApp shows this account only some of its members' : null;
}
