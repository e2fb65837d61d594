import { openDatabase } from '@grabber/database/connection/open-database';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { ConfigError } from '@grabber/service-kit/environment';
import { expect, it } from 'vitest';
import { openStore } from '../../src/open-store.ts';

it('a database that only newer code can use refuses the start with one sentence that says what to do', async () => {
  const { url, drop } = await createTestDatabase(testServerUrl());
  const db = openDatabase(url);
  await db.pool.query('UPDATE code_compatibility SET min_code_version = 10000');
  await db.close();
  await using opened = new AsyncDisposableStack();
  opened.defer(drop);
  const settings = { databaseUrl: url, grabTimeoutMs: 120_000, maxConcurrentGrabs: 10 };
  const failure = await openStore(settings, opened).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConfigError);
  expect((failure as ConfigError).problems).toEqual([
    expect.stringMatching(
      /^A newer version of this program .* Start the newer version, or restore/,
    ),
  ]);
});
