import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ApiKeyRow } from '../../src/api-keys/api-keys.ts';
import {
  findApiKeyByHash,
  insertApiKey,
  listApiKeys,
  recordKeyUses,
} from '../../src/api-keys/api-keys.ts';
import { revokeApiKey } from '../../src/api-keys/key-family.ts';
import { createWorkspace } from '../../src/workspaces/workspaces.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const now = new Date('2024-01-15T10:30:00.000Z');
const seconds = (count: number): Date => new Date(now.getTime() + count * 1000);
const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

async function newKey(key: string): Promise<ApiKeyRow> {
  const workspace = await createWorkspace(test.db, { name: `workspace of ${key}`, now });
  const row = await insertApiKey(test.db, {
    workspace_id: workspace!.id,
    name: 'a key',
    prefix: key.slice(0, 4),
    key_hash: hashOf(key),
    scopes: ['read', 'grab'],
    expires_at: null,
    now,
  });
  return row!;
}

it('is found by its hash alone, and never shown with it', async () => {
  const row = await newKey('first-key');
  expect(row).toMatchObject({ prefix: 'firs', scopes: ['read', 'grab'], last_used_at: null });
  expect(row).not.toHaveProperty('key_hash');
  expect(await findApiKeyByHash(test.db, hashOf('first-key'))).toEqual(row);
  expect(await findApiKeyByHash(test.db, hashOf('first-kez'))).toBeNull();
});

it('stores its last use, many keys in one statement, each at most once an interval', async () => {
  const used = await newKey('used-key');
  const other = await newKey('other-used-key');
  const unused = await newKey('unused-key');
  const record = (uses: { id: string; used_at: Date }[]) =>
    recordKeyUses(test.db, { uses, interval_ms: 60_000 });
  const lastUses = async () => {
    const rows = await listApiKeys(test.db, { workspace_id: null });
    return [used, other, unused].map(({ id }) => rows.find((row) => row.id === id)?.last_used_at);
  };
  await record([
    { id: used.id, used_at: seconds(0) },
    { id: other.id, used_at: seconds(10) },
  ]);
  await record([
    { id: used.id, used_at: seconds(59) },
    { id: other.id, used_at: seconds(70) },
  ]);
  expect(await lastUses()).toEqual([seconds(0), seconds(70), null]);
  // A use that arrives late does not move the time back.
  await record([{ id: other.id, used_at: seconds(1) }]);
  await record([]);
  expect(await lastUses()).toEqual([seconds(0), seconds(70), null]);
});

it('is revoked once, by its own workspace or the global admin', async () => {
  const [mine, other] = [await newKey('my-key'), await newKey('other-key')];
  const { id, workspace_id } = mine;
  const foreign = { id, workspace_id: other.workspace_id, now: seconds(1) };
  expect(await revokeApiKey(test.db, foreign)).toBeNull();
  expect(await revokeApiKey(test.db, { id: 'x', workspace_id: null, now })).toBeNull();
  const revoked = await revokeApiKey(test.db, { id, workspace_id, now: seconds(2) });
  expect(revoked?.revoked_at).toEqual(seconds(2));
  const again = await revokeApiKey(test.db, { id, workspace_id: null, now: seconds(3) });
  expect(again?.revoked_at).toEqual(seconds(2));
  expect(await listApiKeys(test.db, { workspace_id })).toEqual([again]);
});
