import { createWorkspace } from '@grabber/database/workspaces/workspaces';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let own: { id: string; key: string };
let other: { id: string; key: string };
beforeAll(async () => {
  api = await startTestApi();
  own = await newWorkspace('cabang-satu');
  other = await newWorkspace('cabang-dua');
});
afterAll(() => api.stop());

async function newWorkspace(name: string): Promise<{ id: string; key: string }> {
  const workspace = await createWorkspace(api.db, { name, now: new Date() });
  const scopes = ['read', 'grab', 'manage'] as const;
  const clock = () => new Date();
  const { key } = await createKey({ db: api.db, clock }, { name, scopes, workspace: name });
  return { id: workspace!.id, key };
}

/** A session of that workspace with a group and two contacts. */
async function grabbedSession(key: string): Promise<string> {
  const body = { name: 'a session' };
  const created = await request(api, '/api/sessions', { method: 'POST', key, body });
  const id: string = created.body.data.session_id;
  api.engine.setSession(id, { status: 'connected', phone_number: '6281234567890' });
  const contacts = ['628120000001', '628120000002'].map((phone) => engineContact({ phone }));
  api.engine.setAccount(id, { contacts, groups: [engineGroup({ contact_id: '9001@g.us' })] });
  await request(api, `/api/sessions/${id}/grab-all`, { key });
  return id;
}

async function countStored(id: string): Promise<number> {
  return (await request(api, `/api/sessions/${id}/contacts`)).body.data.contacts.length;
}

const clear = (workspaceId: string, key?: string) =>
  request(api, `/api/workspaces/${encodeURIComponent(workspaceId)}/contacts`, {
    method: 'DELETE',
    ...(key && { key }),
  });

it('deletes what all sessions of the workspace have stored, and nothing of another', async () => {
  const sessions = [await grabbedSession(own.key), await grabbedSession(own.key)];
  const elsewhere = await grabbedSession(other.key);
  const { status, body } = await clear(own.id, own.key);
  expect(status).toBe(200);
  expect(body).toEqual({
    success: true,
    message: 'Kontak berhasil dihapus',
    data: { workspace_id: own.id, deleted_count: 6 },
  });
  for (const id of sessions) expect(await countStored(id)).toBe(0);
  expect(await countStored(elsewhere)).toBe(3);
  expect((await clear(own.id, own.key)).body.data.deleted_count).toBe(0);
});

it('answers the 404 of no workspace for that of another, and deletes nothing there', async () => {
  const elsewhere = await grabbedSession(other.key);
  for (const id of [other.id, 'nothing', '5b1c7c1e-6d0f-4a67-9c57-1f6a5a0d9d10', '\0']) {
    const { status, body } = await clear(id, own.key);
    expect([status, body.code]).toEqual([404, 'WORKSPACE_NOT_FOUND']);
  }
  expect(await countStored(elsewhere)).toBe(3);
});

it('the admin key deletes in any workspace', async () => {
  const id = await grabbedSession(other.key);
  expect((await clear(other.id)).status).toBe(200);
  expect(await countStored(id)).toBe(0);
  expect((await clear('nothing')).status).toBe(404);
});
