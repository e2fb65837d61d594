import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import { useEngine } from '../support/use-engine.ts';

const SPEC = { seed: 1_950, contacts: 12, groups: 2, participants: 4, odd_names: false };

const use = useEngine();

it('a session whose profile another engine has taken ends with its browser, and saves nothing', async () => {
  const { account_id } = await use.simulator.control.createAccount(SPEC);
  await pair(use.engine, use.simulator, 'one', account_id);
  const folder = join(use.dataDir, 'engine/sessions/one');
  const [lock] = (await readdir(folder)).filter((name) => name.endsWith('.lock'));
  // The account is saved just after the session shows as connected.
  const record = await poll(
    () => readFile(join(folder, 'session.json'), 'utf8'),
    (text) => !text.includes('"phoneNumber":null'),
  );
  // Another engine does this with the lock of an engine that was suspended for long.
  await rm(join(folder, lock!));
  const failed = await use.engine.reaches('one', 'failed');
  expect(failed.last_error).toMatchObject({ code: 'PROFILE_IN_USE' });
  expect(await browsersOf(use.dataDir)).toEqual([]);
  expect(await readFile(join(folder, 'session.json'), 'utf8')).toBe(record);
  await use.engine.call('PUT', '/sessions/one');
  await use.engine.reaches('one', 'connected');
});
