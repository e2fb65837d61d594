import { describe, expect, it } from 'vitest';
import {
  createSession,
  findSession,
  listSessions,
  recordSessionStatus,
  updateSession,
} from '../../src/sessions/sessions.ts';
import { createWorkspace, listWorkspaces } from '../../src/workspaces/workspaces.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const now = new Date('2024-01-15T10:30:00.000Z');
const later = new Date('2024-01-15T10:31:00.000Z');

async function workspace(name: string): Promise<string> {
  return (await createWorkspace(test.db, { name, now }))!.id;
}

describe('a session', () => {
  it('starts disconnected, with its name as given', async () => {
    const workspace_id = await workspace('one');
    const created = await createSession(test.db, { workspace_id, name: "O'Brien \\ 😀", now });
    expect(created).toMatchObject({
      workspace_id,
      name: "O'Brien \\ 😀",
      status: 'disconnected',
      phone_number: null,
      last_error: null,
      created_at: now,
      updated_at: now,
    });
    expect(await findSession(test.db, { id: created.id, workspace_id })).toEqual(created);
  });

  it('is not there for another workspace, and is for the global admin', async () => {
    const [mine, other] = [await workspace('mine'), await workspace('other')];
    const { id } = await createSession(test.db, { workspace_id: mine, name: 'a', now });
    expect(await findSession(test.db, { id, workspace_id: other })).toBeNull();
    const change = { name: 'stolen', now };
    expect(await updateSession(test.db, { id, workspace_id: other }, change)).toBeNull();
    expect(await findSession(test.db, { id, workspace_id: null })).toMatchObject({ name: 'a' });
    expect(await listSessions(test.db, { workspace_id: other })).toEqual([]);
    expect(await listSessions(test.db, { workspace_id: mine })).toMatchObject([{ id }]);
    expect((await listSessions(test.db, { workspace_id: null })).map((row) => row.id)).toContain(
      id,
    );
  });

  it('is not found by a text that is no id', async () => {
    for (const id of ['', 'x', "' OR true --", '00000000-0000-0000-0000-000000000000']) {
      expect(await findSession(test.db, { id, workspace_id: null })).toBeNull();
    }
  });

  it('keeps the last status it was told, and its number over a stop', async () => {
    const workspace_id = await workspace('status');
    const { id } = await createSession(test.db, { workspace_id, name: 'a', now });
    const told = { id, last_error: null, connected_at: later, now: later };
    const connected = { ...told, status: 'connected', phone_number: '6281234567890' } as const;
    expect(await recordSessionStatus(test.db, connected)).toBe(true);
    const failed = {
      ...told,
      status: 'failed',
      phone_number: null,
      last_error: { code: 'BROWSER_CRASHED', message: 'It crashed.' },
    } as const;
    await recordSessionStatus(test.db, failed);
    const stored = await findSession(test.db, { id, workspace_id });
    expect(stored).toMatchObject({
      status: 'failed',
      phone_number: '6281234567890',
      last_error: failed.last_error,
      connected_at: later,
      updated_at: later,
    });
    await recordSessionStatus(test.db, { ...failed, now: new Date() });
    expect(await findSession(test.db, { id, workspace_id })).toEqual(stored);
    const unknown = { ...connected, id: '00000000-0000-0000-0000-000000000000' };
    expect(await recordSessionStatus(test.db, unknown)).toBe(false);
  });
});

it('a name of a workspace is given once', async () => {
  await workspace('taken');
  expect(await createWorkspace(test.db, { name: 'taken', now })).toBeNull();
  expect((await listWorkspaces(test.db)).map((row) => row.name)).toContain('default');
});
