// Runs inside WhatsApp Web. The fields of a group on their way out.

import type { GroupFact, GroupTuple } from '../../../../reading/account-reader.ts';
import {
  GROUP_ADMIN,
  GROUP_ADMIN_UNKNOWN,
  GROUP_ANNOUNCE,
  GROUP_COMMUNITY,
  GROUP_MEMBERS_COMPLETE,
  ROLE_PARTICIPANT,
} from '../../../../reading/flags-and-roles.ts';
import { GROUP_USER, textOrNull } from '../addresses.ts';
import type { Person } from '../persons.ts';
import type { ChatModel } from '../whatsapp-web.ts';
import { integerOrNull } from './group-facts.ts';
import type { GroupFacts } from './membership.ts';

export type TupleParts = {
  /** The digits of the group's id. */
  readonly user: string;
  /** Null: the page has no chat for the group. */
  readonly chat: ChatModel | null;
  readonly facts: GroupFacts | null;
  readonly owner: Person | null;
  readonly picture: string | null;
  /** How many members were listed; null: none are known. */
  readonly listed: number | null;
  readonly isComplete: boolean;
  /** The account's role; null: not known. */
  readonly ownRole: number | null;
  /** What the contract's GROUP_FACTS name. */
  readonly more: readonly GroupFact[];
};

export function groupTuple(parts: TupleParts): GroupTuple {
  const { user, chat, facts, owner, picture, listed, isComplete, ownRole, more } = parts;
  const { parentGroup } = facts ?? {};
  const flags =
    (ownRole !== null && ownRole > ROLE_PARTICIPANT ? GROUP_ADMIN : 0) +
    (facts?.announce ? GROUP_ANNOUNCE : 0) +
    (facts?.isParentGroup ? GROUP_COMMUNITY : 0) +
    (isComplete ? GROUP_MEMBERS_COMPLETE : 0) +
    (ownRole === null ? GROUP_ADMIN_UNKNOWN : 0);
  return [
    `${user}@g.us`,
    textOrNull(facts?.subject ?? chat?.name ?? chat?.formattedTitle),
    textOrNull(facts?.desc),
    owner ? owner.index : null,
    integerOrNull(facts?.creation),
    flags,
    parentGroup && GROUP_USER.test(String(parentGroup.user)) ? `${parentGroup.user}@g.us` : null,
    picture,
    isComplete ? listed : (sizeOf(facts) ?? listed),
    ...more,
  ];
}

function sizeOf(facts: GroupFacts | null): number | null {
  const size = integerOrNull(facts?.size);
  return size !== null && size >= 0 ? size : null;
}
