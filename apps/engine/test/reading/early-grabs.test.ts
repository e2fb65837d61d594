import type { PageOptions } from '@grabber/whatsapp-simulator/page-options';
import { afterEach, expect, it } from 'vitest';
import { PARTS_AT_ONCE, pairEarly } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { useEngine } from '../support/use-engine.ts';

/** Longer than the tests: what waits for it waits for its own end. */
const LATE_MS = 600_000;
const SPEC = { contacts: 40, groups: 4, participants: 6, odd_names: false };

const WAITS = 'Read waits for the sync';

const use = useEngine({ GRAB_SYNC_WAIT_MS: String(LATE_MS) });
let seed = 2_200;
let session: string;

afterEach(() => use.engine.call('DELETE', `/sessions/${session}`));

async function link(options: Partial<PageOptions>): Promise<void> {
  seed += 1;
  session = `session-${seed}`;
  const { account_id } = await use.simulator.control.createAccount({ ...SPEC, seed });
  await use.simulator.control.setOptions({ ...PARTS_AT_ONCE, ...options }, account_id);
  await pairEarly(use.engine, use.simulator, session, account_id);
}

const read = () => use.engine.call('GET', `/sessions/${session}/all-contacts`);
const hasLogged = (text: string) =>
  poll(
    () => use.engine.output.filter((line) => line.includes(session)),
    (lines) => lines.some((line) => line.includes(text)),
  );

it('a read that comes early waits for the parts that are still coming', async () => {
  await link({ contacts_delay_ms: 800, groups_delay_ms: 1_600, offline_delivery_ms: 1_200 });
  expect((await read()).body).toMatchObject({
    total_contacts: 40,
    total_groups: 4,
    complete: true,
  });
});

it('a read does not wait for the history, which may never come', async () => {
  await link({ history_delay_ms: LATE_MS });
  expect((await read()).body).toMatchObject({ incomplete_reasons: [{ code: 'HISTORY_SYNCING' }] });
  expect(use.engine.output.filter((line) => line.includes(session)).join()).not.toContain(WAITS);
});

it('a read of groups does not wait for contacts', async () => {
  await link({ contacts_delay_ms: LATE_MS });
  const { body } = await use.engine.call('GET', `/sessions/${session}/groups`);
  expect(body).toMatchObject({ total_groups: 4, complete: true });
});

it('a read that waits ends with its session', async () => {
  await link({ contacts_delay_ms: LATE_MS });
  const waiting = read();
  await hasLogged(WAITS);
  await use.engine.call('DELETE', `/sessions/${session}`);
  expect((await waiting).body).toMatchObject({ code: 'READ_ABORTED' });
});

it('a read that waits ends when its client goes', async () => {
  await link({ contacts_delay_ms: LATE_MS });
  const leaving = new AbortController();
  const url = `${use.engine.url}/sessions/${session}/all-contacts`;
  const headers = { authorization: `Bearer ${use.engine.secret}` };
  const left = fetch(url, { headers, signal: leaving.signal }).catch(() => 'left');
  await hasLogged(WAITS);
  leaving.abort();
  expect(await left).toBe('left');
  await hasLogged('Read aborted by its client');
});
