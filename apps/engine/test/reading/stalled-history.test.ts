import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pairEarly } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { startEngine } from '../support/test-engine.ts';
import { useEngine } from '../support/use-engine.ts';

const SPEC = { seed: 2_400, contacts: 20, groups: 2, participants: 4, odd_names: false };
/** Longer than the test. */
const LATE_MS = 600_000;
const DAY_MS = 24 * 60 * 60_000;

const use = useEngine();

it('a day after the linking a session without its history is no longer syncing, and a grab says so', async () => {
  const { account_id: account } = await use.simulator.control.createAccount(SPEC);
  await use.simulator.control.setOptions({ history_delay_ms: LATE_MS }, account);
  await pairEarly(use.engine, use.simulator, 'one', account);
  expect((await use.engine.session('one')).sync).toMatchObject({ state: 'syncing' });

  const file = join(use.dataDir, 'engine/sessions/one/session.json');
  const isRecorded = ({ linkedAt }: { linkedAt: string | null }) =>
    Math.abs(Date.now() - Date.parse(linkedAt ?? '')) < DAY_MS;
  const record = await poll(async () => JSON.parse(await readFile(file, 'utf8')), isRecorded);
  await use.engine.end('SIGTERM');
  const linkedAt = new Date(Date.now() - DAY_MS).toISOString();
  await writeFile(file, JSON.stringify({ ...record, linkedAt }));
  use.engine = await startEngine(use);

  await use.engine.reaches('one', 'connected');
  expect((await use.engine.session('one')).sync).toMatchObject({
    state: 'stalled',
    progress: 75,
    history: false,
  });
  expect((await use.engine.call('GET', '/sessions/one/all-contacts')).body).toMatchObject({
    complete: false,
    listing_complete: { groups: true, contacts: false },
    incomplete_reasons: [{ code: 'HISTORY_UNAVAILABLE', count: 1 }],
  });
});
