import { afterEach, expect, it, vi } from 'vitest';
import { lockSession } from '../../src/sessions/lock-session.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
afterEach(() => vi.restoreAllMocks());

it('waits for the lock and then for the row within one timeout', async () => {
  const { id } = await newSession(test.db);
  const client = await test.db.pool.connect();
  try {
    await client.query('BEGIN');
    const query = vi.spyOn(client, 'query');
    const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(900);
    await lockSession(client, id, 1_000);
    clock.mockRestore();
    const timeouts = query.mock.calls.map(([text]) => String(text)).filter(isTimeout);
    expect(timeouts).toEqual([
      'SET LOCAL lock_timeout = 1000',
      'SET LOCAL lock_timeout = 100',
      'SET LOCAL lock_timeout = 0',
    ]);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

const isTimeout = (text: string) => text.startsWith('SET LOCAL lock_timeout');
