// @ts-nocheck
// Runs inside WhatsApp Web. Asks WhatsApp for the members of groups that the page has not loaded.

import { reasonOf } from './addresses.ts';
import { groupMetadataCollection } from './modules.ts';
import { isErrorAnswer, isRefusal } from './query-answers.ts';

const FIRST_BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 30_000;
/** Refusals in a row after which WhatsApp is left alone for the rest of the read. */
const MAX_REFUSALS = 4;
/** Answers in a row after which one query more is in flight, where a refusal has made them fewer. */
const ANSWERS_PER_QUERY_MORE = 8;
const LATE = Symbol('late');

/**
 * Each query puts the account at risk, so: few at a time, a deadline for each, a budget of queries and
 * of time for the read. A refusal holds all of them up, for a growing pause; then one goes first, and the
 * others follow one by one when it was answered.
 */
export function createGroupQueries({ concurrency, timeoutMs, budget, endsAt }) {
  const collection = groupMetadataCollection();
  const waiting = [];
  let running = 0;
  let allowed = concurrency;
  let sent = 0;
  let refusals = 0;
  /** Goes up with each refusal: those of queries from before it are the same one. */
  let episode = 0;
  let answers = 0;
  let resumeAt = 0;
  let timer = null;
  let isClosed = false;

  /** Why nothing more is asked in this read; null while it may be. */
  function limit() {
    if (typeof collection?.update !== 'function') return 'WhatsApp Web cannot be asked for groups';
    if (isClosed) return 'the read was ended';
    const isRefused = refusals >= MAX_REFUSALS || (refusals > 0 && resumeAt >= endsAt);
    if (isRefused) return 'WhatsApp refused other queries of this read: rate-overlimit';
    if (sent >= budget) return `the ${budget} queries of one read were used up`;
    return Date.now() >= endsAt ? 'the time of this read was over' : null;
  }

  /** Resolves to null, or to `{ error }`. Never rejects: WhatsApp may throw whatever it likes. */
  async function send(wid) {
    sent += 1;
    const timeout = Math.max(0, Math.min(timeoutMs, endsAt - Date.now()));
    let deadline: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => {
      deadline = setTimeout(() => resolve(LATE), timeout);
    });
    try {
      const answer = await Promise.race([collection.update(wid), late]);
      if (answer === LATE) return { error: new Error('no answer in time'), isLate: true };
      return isErrorAnswer(answer) ? { error: answer } : null;
    } catch (error) {
      return { error };
    } finally {
      clearTimeout(deadline);
    }
  }

  async function ask(query) {
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

  /** Later, so that nobody is called back while still asking. */
  function settle({ done }, reason) {
    void Promise.resolve(reason).then(done);
  }

  function pump() {
    while (waiting.length > 0) {
      const reason = limit();
      if (reason !== null) return giveUp(reason);
      if (running >= allowed) return;
      const pause = resumeAt - Date.now();
      if (pause > 0) return resumeIn(pause);
      void ask(waiting.shift());
    }
  }

  function giveUp(reason) {
    for (const query of waiting.splice(0)) {
      settle(
        query,
        query.isRefused ? 'refused by WhatsApp: rate-overlimit' : `not asked: ${reason}`,
      );
    }
  }

  function resumeIn(pause) {
    timer ??= setTimeout(() => {
      timer = null;
      pump();
    }, pause);
  }

  return {
    /** Calls `done` with null, or with the reason why the group stays unloaded. */
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
