import { setTimeout as sleep } from 'node:timers/promises';
import { type GrabAnswer, violationsOf } from './check-grab.ts';
import { isAnswered } from './query-rules.ts';
import { indexThings, type StoredThing, thingsOf } from './snapshot.ts';
import type { Grab } from './steps.ts';
import type { WalkContext } from './walk-context.ts';

/** A grab that is not stored answers one of these, with its code. */
const REFUSALS = [409, 429, 502, 503, 504];

/**
 * Grabs, and holds the address book against the account. Answers null if nothing was stored. Rejects with the
 * rules that were broken.
 */
export async function takeGrab(walk: WalkContext, step: Grab): Promise<GrabAnswer | null> {
  const { session, phone, store, rules, counts } = walk;
  const { kind, refresh, meanwhile } = step;
  if (step.waits) await session.connect();
  await sleep(step.pauseMs);
  const before = { truth: thingsOf(await phone.truth()), stored: await store.read(session.id) };
  const counted = await countQueries(walk);
  const mayLag = phone.mayLag();
  const chatless = new Set(phone.chatless);
  const [answer] = await Promise.all([
    session.call('GET', `/grab-${kind}${refresh ? '?refresh=true' : ''}`),
    meanwhile && phone.change(meanwhile),
  ]);
  const after = { truth: thingsOf(await phone.truth()), stored: await store.read(session.id) };
  if (answer.status !== 200) {
    rules.failed(step);
    refuse([...wrongRefusals(answer), ...moved(before.stored, after.stored)]);
    return null;
  }
  const data: GrabAnswer & { queries_sent: number } = answer.body.data;
  counts.stored += 1;
  counts.complete += Number(data.complete);
  const told = data.queries_sent;
  refuse([
    ...violationsOf({
      kind,
      answer: data,
      truth: { before: before.truth, after: after.truth },
      stored: { before: before.stored, after: after.stored },
      unseen: isAnswered(data, told) ? new Set() : chatless,
      mayLag,
      now: Date.now(),
    }),
    ...rules.check(step, data, { told, counted: (await countQueries(walk)) - counted }),
  ]);
  return data;
}

/**
 * The queries of the account's pages so far. Single groups do not count where the page itself may ask for them, or
 * repeat a refused query.
 */
async function countQueries({ control, accountId, habits }: WalkContext): Promise<number> {
  const { total, group_metadata } = await control.queries(accountId);
  return habits.restoresInBatches || habits.truncates ? total - group_metadata : total;
}

function wrongRefusals(answer: {
  status: number;
  body: { code?: unknown };
  headers: Headers;
}): string[] {
  const { code } = answer.body;
  const found: string[] = [];
  if (!REFUSALS.includes(answer.status) || typeof code !== 'string') {
    found.push(`answered ${answer.status} ${code}`);
  }
  if (code === 'REFRESH_TOO_SOON' && !answer.headers.has('retry-after')) {
    found.push('REFRESH_TOO_SOON without Retry-After');
  }
  return found;
}

/** A grab that was not stored changes nothing. */
function moved(before: readonly StoredThing[], after: readonly StoredThing[]): string[] {
  const was = indexThings(before);
  return after
    .filter((row) => was(row)?.isActive !== row.isActive)
    .map(({ type, id }) => `${type} ${id} changed by a grab that was not stored`);
}

function refuse(violations: readonly string[]): void {
  if (violations.length > 0) throw new Error(violations.join('\n  '));
}
