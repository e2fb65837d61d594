import { setTimeout as sleep } from 'node:timers/promises';
import type { Truth } from '@grabber/whatsapp-simulator/account/truth';
import type { Random } from '../chaos/seeded-random.ts';
import { poll, type RestClient } from '../support/rest-client.ts';
import { readStored, wantedOf } from '../support/stored-account.ts';
import { fallAsleep, grab, type Linked, linkSession } from './linked-sessions.ts';
import type { SeveralEngines } from './several-engines.ts';

const PEOPLE = 60;
const LINKED_AT_ONCE = 3;
const GRABBED_AT_ONCE = 4;
const PAUSE_MS = 300;
const GRAB_MS = 180_000;

/** Runs work on all items, so many at a time. */
async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Links so many sessions. All but the first few sleep then, each with a current copy of its profile. */
export async function linkMany(
  stack: SeveralEngines,
  count: number,
  { awake }: { awake: number },
): Promise<Linked[]> {
  const call = callOf(stack, 0);
  const linked: Linked[] = [];
  const numbers = Array.from({ length: count }, (_, n) => n);
  // Those that sleep first: the others keep their browsers.
  await inLanes(numbers.toReversed(), LINKED_AT_ONCE, async (n) => {
    const account_id = `account-${n}`;
    const spec = { account_id, seed: 700 + n, contacts: PEOPLE, groups: 2, participants: 5 };
    const session = await linkSession(stack.simulator, call, spec);
    if (n >= awake) await fallAsleep(call, stack.db, session.id);
    linked.push(session);
  });
  return linked;
}

function callOf({ apis }: SeveralEngines, index: number): RestClient {
  const api = apis[index % apis.length];
  if (!api) throw new Error('No API runs.');
  return api.call;
}

export type Grabbing = { readonly queued: () => number; stop(): Promise<void> };

/** Asks for grabs of any session at any API, all the time. An API that is away or busy may refuse. */
export function keepGrabbing(
  stack: SeveralEngines,
  sessions: readonly Linked[],
  random: Random,
): Grabbing {
  let isOver = false;
  let queued = 0;
  const lane = async (index: number) => {
    for (; !isOver; await sleep(PAUSE_MS)) {
      const session = sessions[random.between(0, sessions.length - 1)];
      if (!session) return;
      const path = `/sessions/${session.id}/grabs`;
      const answer = await fetchWithin(callOf(stack, index), path);
      if (answer === 202) queued += 1;
      if (answer === 202) await sleep(random.between(0, 10 * PAUSE_MS));
    }
  };
  const lanes = Array.from({ length: GRABBED_AT_ONCE }, (_, index) => lane(index));
  return {
    queued: () => queued,
    async stop() {
      isOver = true;
      await Promise.all(lanes);
    },
  };
}

/** The status, or null for an API that does not answer soon. */
async function fetchWithin(call: RestClient, path: string): Promise<number | null> {
  const asked = call('POST', path, { body: { kind: 'all' } }).then(
    ({ status }) => status,
    () => null,
  );
  return Promise.race([asked, sleep(5_000, null, { ref: false })]);
}

/** How long until every session is connected, awake or asleep. */
export async function untilAllConnected(
  stack: SeveralEngines,
  sessions: readonly Linked[],
  boundMs: number,
): Promise<number> {
  const begun = performance.now();
  const call = callOf(stack, 0);
  const troubled = async () => {
    const statuses = await Promise.all(
      sessions.map(async ({ id, accountId }) => {
        const { body } = await call('GET', `/sessions/${id}/status`);
        const { status, asleep, last_error } = body.data ?? { status: body.code };
        return { accountId, id, status, asleep, error: last_error?.code };
      }),
    );
    return statuses.filter(({ status }) => status !== 'connected');
  };
  await poll(troubled, (left) => left.length === 0, boundMs);
  return Math.round(performance.now() - begun);
}

async function untilNoGrabRuns({ db }: SeveralEngines, id: string): Promise<void> {
  const unfinished = async () => {
    const { rowCount } = await db.pool.query(
      'SELECT FROM grabs WHERE session_id = $1 AND finished_at IS NULL',
      [id],
    );
    return rowCount;
  };
  await poll(unfinished, (count) => count === 0, GRAB_MS);
}

/** Sentences about accounts whose contacts are not stored as they are on the phone now. */
export async function grabAndCompare(
  stack: SeveralEngines,
  sessions: readonly Linked[],
): Promise<string[]> {
  const { control } = stack.simulator;
  const wrong: string[] = [];
  await inLanes(sessions, GRABBED_AT_ONCE, async ({ id, accountId }) => {
    // A request joins a grab that has perhaps read the account before the change.
    await untilNoGrabRuns(stack, id);
    await control.changeAccount(accountId, [
      { type: 'add_contact', address_book_name: 'The last one', is_saved: true, known_by: 'phone' },
    ]);
    const ended = await grab(callOf(stack, 1), id, GRAB_MS);
    if (ended.state !== 'complete') {
      wrong.push(`${accountId} (${id}): ${ended.state} ${JSON.stringify(ended.error)}`);
      return;
    }
    const truth: Truth = await control.truth(accountId);
    const stored = await readStored(stack.databaseUrl, id);
    if (JSON.stringify(stored) !== JSON.stringify(wantedOf(truth)))
      wrong.push(`${accountId} (${id}): other contacts are stored`);
  });
  return wrong;
}
