// Runs inside WhatsApp Web. Asks WhatsApp for single groups: those that its answer for all groups left out.

import { reasonOf } from '../addresses.ts';
import { moduleOrNull } from '../modules.ts';
import { delay } from '../tasks.ts';
import type { AnsweredGroup, GroupAnswer, Wid } from '../whatsapp-web.ts';
import { isErrorAnswer, isRefusal, statusesOf } from './query-answers.ts';

export type GroupQueryLimits = {
  /** Queries in flight at one time. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** Most queries of one read. */
  readonly budget: number;
  /** No query starts later than this after the read began. */
  readonly timeMs: number;
};

/** WhatsApp's answer for one group, or why it is missing. */
export type OneGroup =
  | { readonly status: 'found'; readonly group: AnsweredGroup }
  /** WhatsApp's word that the account is not in the group. */
  | { readonly status: 'not_member' }
  | { readonly status: 'unknown'; readonly reason: string };

type Done = (answer: OneGroup) => void;

export type GroupQueries = {
  load(wid: Wid, done: Done): void;
  /** Requests to WhatsApp so far. */
  sent(): number;
  wasRefused(): boolean;
  close(): void;
};

type Query = { readonly wid: Wid; readonly done: Done };

/** The page sends a refused or failed query three times more before it gives up. */
const REPEATS = 3;
const REPEATED_STATUSES = [429, 500];
const REFUSED_REASON = 'refused by WhatsApp: rate-overlimit';

/**
 * Each query puts the account at risk. So there are few at a time, a deadline for each, and a budget of
 * queries and of time for the read. A refusal ends all of them: the page has repeated it by then.
 */
export function createGroupQueries({
  concurrency,
  timeoutMs,
  budget,
  endsAt,
}: Omit<GroupQueryLimits, 'timeMs'> & { readonly endsAt: number }): GroupQueries {
  const queryGroup = moduleOrNull('WAWebGroupQueryGroupJob')?.queryGroupJob;
  const waiting: Query[] = [];
  let running = 0;
  let asked = 0;
  let sent = 0;
  let isRefused = false;
  let isClosed = false;

  /** Why this read may send no more queries; null while it may. */
  function limit(): string | null {
    if (typeof queryGroup !== 'function') return 'WhatsApp Web cannot be asked for groups';
    if (isClosed) return 'the read was ended';
    if (isRefused) return 'WhatsApp refused other queries of this read: rate-overlimit';
    if (asked >= budget) return `the ${budget} queries of one read were used up`;
    return Date.now() >= endsAt ? 'the time of this read was over' : null;
  }

  /** Never rejects: WhatsApp may throw any value. */
  async function send(wid: Wid): Promise<OneGroup> {
    asked += 1;
    sent += 1;
    const timeout = Math.max(0, Math.min(timeoutMs, endsAt - Date.now()));
    try {
      const answer = await Promise.race([queryGroup?.(wid, 'interactive'), delay(timeout)]);
      if (answer === undefined) return unknown('no answer in time');
      return isErrorAnswer(answer) ? failed(answer) : interpret(answer);
    } catch (error) {
      return failed(error);
    }
  }

  function interpret(answer: GroupAnswer): OneGroup {
    // The page knew it already, and sent nothing.
    if (answer.status === 'terminated_local') sent -= 1;
    if (answer.status === 'not_member') return { status: 'not_member' };
    const group = answer.groupInfo;
    return answer.status === 'success' && group && Array.isArray(group.participants)
      ? { status: 'found', group }
      : unknown(`WhatsApp named no members: ${String(answer.status)}`);
  }

  function failed(error: unknown): OneGroup {
    if (statusesOf(error).some((status) => REPEATED_STATUSES.includes(status))) sent += REPEATS;
    if (!isRefusal(error)) return unknown(reasonOf(error));
    isRefused = true;
    return unknown(REFUSED_REASON);
  }

  async function ask({ wid, done }: Query) {
    running += 1;
    const answer = await send(wid);
    running -= 1;
    done(answer);
    pump();
  }

  /** In a later task, so that `done` is never called while `load` runs. */
  function settle({ done }: Query, answer: OneGroup) {
    void Promise.resolve(answer).then(done);
  }

  function pump(): void {
    while (waiting.length > 0) {
      const reason = limit();
      if (reason !== null) {
        for (const query of waiting.splice(0)) settle(query, unknown(`not asked: ${reason}`));
        return;
      }
      if (running >= concurrency) return;
      void ask(waiting.shift() as Query);
    }
  }

  return {
    load(wid, done) {
      waiting.push({ wid, done });
      pump();
    },
    sent: () => sent,
    wasRefused: () => isRefused,
    close() {
      isClosed = true;
    },
  };
}

function unknown(reason: string): OneGroup {
  return { status: 'unknown', reason };
}
