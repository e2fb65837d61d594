// Runs inside WhatsApp Web. Where the page has each fact of a group.

import type { GroupFactName } from '@grabber/contracts/contact-fields';
import type { GroupFact } from '../../../../reading/account-reader.ts';
import { isArchived, isLocked, isMuted, lastActivity, mutedUntil } from '../chat-facts.ts';
import type { Labels } from '../labels.ts';
import type { ChatModel } from '../whatsapp-web.ts';
import type { GroupFacts } from './membership.ts';

/** A group as it was found. */
type Sources = {
  /** Null: the page has no metadata of it. */
  readonly facts: GroupFacts | null;
  readonly isAnswer: boolean;
  /** Null: the page has no chat for it. */
  readonly chat: ChatModel | null;
};

type ReadSetting = (facts: GroupFacts, isAnswer: boolean) => GroupFact;
type ReadChat = (chat: ChatModel) => GroupFact;
/** Reads one fact; times are in seconds since 1970. Throws what the page's models throw. */
type ReadFact = (sources: Sources) => GroupFact;

/** The readers of the facts with these names, in their order. Without `lockedChats` no chat is asked for that. */
export function createGroupFacts(
  order: readonly GroupFactName[],
  { labels, lockedChats }: { readonly labels: Labels; readonly lockedChats: boolean },
): readonly ReadFact[] {
  const ofSettings =
    (read: ReadSetting): ReadFact =>
    ({ facts, isAnswer }) =>
      facts ? read(facts, isAnswer) : null;
  const ofChat =
    (read: ReadChat): ReadFact =>
    ({ chat }) =>
      chat ? read(chat) : null;
  const readers: Readonly<Record<GroupFactName, ReadFact>> = {
    is_restricted: ofSettings(({ restrict }) => flagOrNull(restrict)),
    members_can_add: ofSettings(({ memberAddMode }) => canMembersAdd(memberAddMode)),
    requires_approval: ofSettings(({ membershipApprovalMode: mode }) => flagOrNull(mode)),
    is_suspended: ofSettings((facts) => (isFilled(facts) ? flagOrNull(facts.suspended) : null)),
    // WhatsApp does not answer with the facts of a terminated group.
    is_terminated: ofSettings((facts, isAnswer) =>
      isAnswer ? false : isFilled(facts) ? flagOrNull(facts.terminated) : null,
    ),
    // The same as the page's `isUnnamed`, which an answer of WhatsApp does not have.
    is_unnamed: ofSettings(({ subject }) => (typeof subject === 'string' ? subject === '' : null)),
    ephemeral_seconds: ofSettings(({ ephemeralDuration: seconds }, isAnswer) =>
      integerOrNull(isAnswer ? (seconds ?? 0) : seconds),
    ),
    group_name_changed_at: ofSettings(({ subjectTime }) => integerOrNull(subjectTime)),
    group_description_changed_at: ofSettings(({ descTime }) => integerOrNull(descTime)),
    last_activity_at: ofChat(lastActivity),
    is_archived: ofChat(isArchived),
    is_muted: ofChat(isMuted),
    muted_until: ofChat(mutedUntil),
    is_locked: lockedChats ? ofChat(isLocked) : () => null,
    labels: ofChat(labels.ofChat),
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
