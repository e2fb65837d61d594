import { openDatabase } from '@grabber/database/connection/open-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApiProcess } from '../support/api-process.ts';
import { ENCRYPTION_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const OTHER_KEY = 'another-encryption-key-of-the-tests-';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const start = (ENCRYPTION_KEY: string, ENCRYPTION_KEY_PREVIOUS = '') =>
  startApiProcess({
    databaseUrl: api.databaseUrl,
    engine: api.engine,
    env: { ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS },
  });

async function startsWith(current: string, previous?: string): Promise<void> {
  const started = await start(current, previous);
  await started.end('SIGTERM');
}

it('an API with another ENCRYPTION_KEY than the others of its database refuses to start, and says what to do', async () => {
  await startsWith(ENCRYPTION_KEY);
  const refusal = await start(OTHER_KEY).catch((error: Error) => error.message);
  expect(refusal).toMatch(/ENCRYPTION_KEY is another one .* ENCRYPTION_KEY_PREVIOUS/);
  expect(refusal).not.toContain(OTHER_KEY);
  await startsWith(ENCRYPTION_KEY);
});

it('a replaced ENCRYPTION_KEY is accepted with the old one, and then the old one alone is refused', async () => {
  await startsWith(OTHER_KEY, ENCRYPTION_KEY);
  await startsWith(OTHER_KEY);
  await expect(start(ENCRYPTION_KEY)).rejects.toThrow('ENCRYPTION_KEY is another one');
  await startsWith(ENCRYPTION_KEY, OTHER_KEY);
});

it('an API with another EXCLUSION_KEY refuses to start: its grabs would store excluded people', async () => {
  await startsWith(ENCRYPTION_KEY);
  const EXCLUSION_KEY = 'another-exclusion-key-of-the-tests-0123';
  const { databaseUrl, engine } = api;
  const other = startApiProcess({ databaseUrl, engine, env: { EXCLUSION_KEY } });
  const refusal = await other.catch((error: Error) => error.message);
  expect(refusal).toMatch(/EXCLUSION_KEY is another one .* never replaced/);
  expect(refusal).not.toContain(EXCLUSION_KEY);
});

it('a read-only database that knows no key yet lets an API start', async () => {
  await api.db.pool.query('DELETE FROM encryption_key_check');
  await api.db.pool.query('DELETE FROM exclusion_key_check');
  const url = new URL(api.databaseUrl);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  const db = openDatabase(url.href);
  const standby = await startTestApi({ beside: api, db });
  await standby.stop();
});
