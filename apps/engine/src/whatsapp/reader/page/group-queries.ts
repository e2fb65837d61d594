// Runs inside WhatsApp Web. Asks WhatsApp for the members of groups that the page has not loaded.

import { reasonOf } from './addresses.ts';
import { groupMetadataCollection } from './modules.ts';
import { isErrorAnswer, isRefusal } from './query-answers.ts';
import type { Wid } from './whatsapp-web.ts';

export type GroupQueryLimits = {
  /** Queries in flight at one time. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** Most queries of one read. */
  readonly budget: number;
  /** No query starts later than this after the read began. */
  readonly timeMs: number;
};

/** Called with null, or with the reason why the group stays unloaded. */
type Done = (reason: string | null) => void;

export type GroupQueries = {
  load(wid: Wid, done: Done): void;
  sent(): number;
  close(): void;
};

type Query = { readonly wid: Wid; readonly done: Done; isRefused: boolean };

type Failure = { readonly error: unknown; readonly isLate?: boolean };

const FIRST_BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 30_000;
/** After so many refusals in a row the read sends no more queries. */
const MAX_REFUSALS = 4;
/** After so many answers in a row one more query may be in flight, up to `concurrency` again. */
const ANSWERS_PER_QUERY_MORE = 8;
const LATE = Symbol('late');

/**
 * Each query puts the account at risk. So there are few at a time, a deadline for each, and a budget of
 * queries and of time for the read. A refusal pauses all of them, longer each time. Then one query is sent,
 * and the others follow one by one once it was answered.
 */
export function createGroupQueries({
  concurrency,
  timeoutMs,
  budget,
  endsAt,
}: Omit<GroupQueryLimits, 'timeMs'> & { readonly endsAt: number }): GroupQueries {
  const collection = groupMetadataCollection();
  const waiting: Query[] = [];
  let running = 0;
  let allowed = concurrency;
  let sent = 0;
  let refusals = 0;
  /** Goes up with each refusal. Refusals of queries sent before it count as the same refusal. */
  let episode = 0;
  let answers = 0;
  let resumeAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  /** Why this read may send no more queries; null while it may. */
  function limit(): string | null {
    if (typeof collection?.update !== 'function') return 'WhatsApp Web cannot be asked for groups';
    if (isClosed) return 'the read was ended';
    const isRefused = refusals >= MAX_REFUSALS || (refusals > 0 && resumeAt >= endsAt);
    if (isRefused) return 'WhatsApp refused other queries of this read: rate-overlimit';
    if (sent >= budget) return `the ${budget} queries of one read were used up`;
    return Date.now() >= endsAt ? 'the time of this read was over' : null;
  }

  /** Resolves to null when the query was answered. Never rejects: WhatsApp may throw any value. */
  async function send(wid: Wid): Promise<Failure | null> {
    sent += 1;
    const timeout = Math.max(0, Math.min(timeoutMs, endsAt - Date.now()));
    let deadline: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      deadline = setTimeout(() => resolve(LATE), timeout);
    });
    try {
      const answer = await Promise.race([collection?.update(wid), late]);
      if (answer === LATE) return { error: new Error('no answer in time'), isLate: true };
      return isErrorAnswer(answer) ? { error: answer } : null;
    } catch (error) {
      return { error };
    } finally {
      clearTimeout(deadline);
    }
  }

  async function ask(query: Query) {
    running += 1;
    const askedIn = episode;
    const failure = await send(query.wid);
    running -= 1;
    if (failure && isRefusal(failure.error)) {
      query.isRefused = true;
      waiting.unshift(query);
      if (askedIn === episode) backOff();
    } else {
      if (askedIn === episode && !failure?.isLate) noteAnswer();
      settle(query, failure && reasonOf(failure.error));
    }
    pump();
  }

  function backOff() {
    resumeAt = Date.now() + Math.min(FIRST_BACK_OFF_MS * 2 ** refusals, MAX_BACK_OFF_MS);
    refusals += 1;
    episode += 1;
    answers = 0;
    allowed = 1;
  }

  function noteAnswer() {
    refusals = 0;
    answers += 1;
    if (answers % ANSWERS_PER_QUERY_MORE === 0) allowed = Math.min(concurrency, allowed + 1);
  }

  /** In a later task, so that `done` is never called while `load` runs. */
  function settle({ done }: Query, reason: string | null) {
    void Promise.resolve(reason).then(done);
  }

  function pump(): void {
    for (let query = waiting[0]; query; query = waiting[0]) {
      const reason = limit();
      if (reason !== null) {
        giveUp(reason);
        return;
      }
      if (running >= allowed) return;
      const pause = resumeAt - Date.now();
      if (pause > 0) {
        resumeIn(pause);
        return;
      }
      waiting.shift();
      void ask(query);
    }
  }

  function giveUp(reason: string) {
    for (const query of waiting.splice(0)) {
      settle(
        query,
        query.isRefused ? 'refused by WhatsApp: rate-overlimit' : `not asked: ${reason}`,
      );
    }
  }

  function resumeIn(pause: number) {
    timer ??= setTimeout(() => {
      timer = undefined;
      pump();
    }, pause);
  }

  return {
    load(wid, done) {
      waiting.push({ wid, done, isRefused: false });
      pump();
    },
    sent: () => sent,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
