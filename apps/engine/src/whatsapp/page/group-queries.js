// Runs inside WhatsApp Web. Asks WhatsApp for the members of groups that the page has not loaded.

import { reasonOf } from './addresses.js';
import { groupMetadataCollection } from './modules.js';

const FIRST_BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 30_000;
/** Refusals in a row after which WhatsApp is left alone for the rest of the read. */
const MAX_REFUSALS = 4;

/**
 * Each query puts the account at risk, so: few at a time, a deadline for each, a budget of queries and
 * of time for the read, and a growing pause when WhatsApp says that it was too much.
 */
export function createGroupQueries({ concurrency, timeoutMs, budget, endsAt }) {
  const collection = groupMetadataCollection();
  const waiting = [];
  let running = 0;
  let sent = 0;
  let refusals = 0;
  let closed = false;

  const isOver = () => closed || sent >= budget || refusals >= MAX_REFUSALS || Date.now() >= endsAt;

  async function send(wid) {
    sent += 1;
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs);
    });
    try {
      await Promise.race([Promise.resolve(collection.update(wid)), late]);
      refusals = 0;
      return null;
    } catch (error) {
      return error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves to null once the group is loaded, else to the reason why not. */
  async function ask(wid) {
    while (!isOver()) {
      const error = await send(wid);
      if (error === null) return null;
      if (!isRefusal(error)) return reasonOf(error);
      const pause = Math.min(FIRST_BACK_OFF_MS * 2 ** refusals, MAX_BACK_OFF_MS);
      refusals += 1;
      if (isOver() || Date.now() + pause >= endsAt) break;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return 'not asked: the limits of this read were reached';
  }

  function pump() {
    while (running < concurrency && waiting.length > 0) {
      const { wid, done } = waiting.shift();
      running += 1;
      // Never rejects.
      void ask(wid).then((reason) => {
        running -= 1;
        done(reason);
        pump();
      });
    }
  }

  return {
    /** Calls `done` with null, or with the reason why the group stays unloaded. */
    load(wid, done) {
      waiting.push({ wid, done });
      pump();
    },
    sent: () => sent,
    close() {
      closed = true;
    },
  };
}

function isRefusal(error) {
  return error?.statusCode === 429 || /rate-?overlimit/i.test(String(error?.message ?? error));
}
