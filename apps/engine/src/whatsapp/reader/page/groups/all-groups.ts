// Runs inside WhatsApp Web. The one query for all groups of the account.

import { GROUP_USER, reasonOf } from '../addresses.ts';
import { moduleOrNull } from '../modules.ts';
import { delay } from '../tasks.ts';
import type { AnsweredGroup } from '../whatsapp-web.ts';
import { isErrorAnswer, isRefusal } from './query-answers.ts';

/** WhatsApp's list of all groups, by their digits. */
export type AllGroups = {
  readonly outcome: 'answered' | 'refused' | 'failed';
  readonly reason: string | null;
  /** Null: WhatsApp named the group without its members, because it is too large for the answer. */
  readonly groups: ReadonlyMap<string, AnsweredGroup | null>;
};

export type AllGroupsQuery = {
  /** Requests that were sent. */
  readonly sent: number;
  /** Never rejects. */
  readonly answer: Promise<AllGroups>;
};

/** Sends one request, or none where the page cannot. */
export function queryAllGroups(timeoutMs: number): AllGroupsQuery {
  const query = moduleOrNull('WAWebGroupQueryJob')?.queryAllGroups;
  if (typeof query === 'function') return { sent: 1, answer: ask(query, timeoutMs) };
  const reason = 'WhatsApp Web cannot be asked for all groups';
  return { sent: 0, answer: Promise.resolve(failure('failed', reason)) };
}

async function ask(
  query: () => Promise<readonly AnsweredGroup[]>,
  timeoutMs: number,
): Promise<AllGroups> {
  try {
    const answer = await Promise.race([query(), delay(timeoutMs)]);
    if (answer === undefined) return failure('failed', 'WhatsApp did not answer in time');
    if (!Array.isArray(answer)) return failureOf(isErrorAnswer(answer) ? answer : null);
    return { outcome: 'answered', reason: null, groups: indexAnswer(answer) };
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): AllGroups {
  return isRefusal(error)
    ? failure('refused', 'WhatsApp refused it: too many requests')
    : failure('failed', reasonOf(error));
}

function failure(outcome: AllGroups['outcome'], reason: string): AllGroups {
  return { outcome, reason, groups: new Map() };
}

/** A group that is too large has its bare number as the id. Throws on an entry without an id. */
function indexAnswer(answer: readonly AnsweredGroup[]): AllGroups['groups'] {
  const groups = new Map<string, AnsweredGroup | null>();
  for (const group of answer) {
    const { id } = group;
    const user = typeof id === 'string' ? id.replace(/@.*$/, '') : String(id.user);
    if (!GROUP_USER.test(user)) throw new Error('a group of the answer has no id');
    const isWhole = typeof id !== 'string' && Array.isArray(group.participants);
    groups.set(user, isWhole ? group : null);
  }
  return groups;
}
