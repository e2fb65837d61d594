import { randomUUID } from 'node:crypto';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuditWork } from '../../src/jobs/audit-work.ts';
import type { Scope } from '../../src/use-cases/access/access.ts';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { applyRetention } from '../../src/use-cases/contacts/apply-retention.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const clock = () => new Date();
const PHONES = ['628120000001', '628120000002', '628120000003'];

let api: TestApi;
let sessionId: string;
beforeAll(async () => {
  api = await startTestApi({ trustedProxies: ['127.0.0.1'] });
  for (const name of ['north', 'south']) {
    await request(api, '/api/workspaces', { method: 'POST', body: { name } });
  }
  sessionId = await connectedSession(api, {
    contacts: PHONES.map((phone) => engineContact({ phone })),
  });
  await request(api, `/api/sessions/${sessionId}/grab-contacts`);
});
afterAll(() => api.stop());

const keyWith = (scopes: readonly Scope[], workspace = 'default', by = api) =>
  createKey({ db: by.db, clock }, { name: 'Nama Orang', scopes, workspace });

const exportPath = () => `/api/sessions/${sessionId}/contacts/export`;

// biome-ignore lint/suspicious/noExplicitAny: entries as the API answers them
type Entries = any[];

async function entries(query: Record<string, string> = {}, key?: string): Promise<Entries> {
  const path = `/api/audit?${new URLSearchParams(query)}`;
  return (await request(api, path, key ? { key } : {})).body.data.entries;
}

/** The requests of a key: an answer may be here before its connection is done with it. */
async function entriesOf(key_id: string, count: number): Promise<Entries> {
  return vi.waitFor(async () => {
    const found = await entries({ key_id });
    expect(found).toHaveLength(count);
    return found;
  });
}

describe('the audit', () => {
  it('says which key took an export, from where, how much, and nothing personal', async () => {
    const { key, key_id } = await keyWith(['read']);
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const before = Date.now();
    const { text, headers: answered } = await request(api, exportPath(), { key, headers });
    const [entry] = await entriesOf(key_id, 1);
    expect(entry).toEqual({
      audit_id: expect.any(Number),
      at: expect.any(String),
      key_id,
      address: '203.0.113.7',
      request_id: answered.get('x-request-id'),
      method: 'GET',
      route: '/api/sessions/:id/contacts/export',
      session_id: sessionId,
      outcome: 'done',
      status: 200,
      code: null,
      row_count: PHONES.length,
      bytes: expect.any(Number),
      duration_ms: expect.any(Number),
    });
    expect(entry.bytes).toBeGreaterThan(Buffer.byteLength(text));
    expect(Date.parse(entry.at)).toBeGreaterThanOrEqual(before);
    const { rows } = await api.db.pool.query(
      'SELECT audit_entries::text AS row FROM audit_entries',
    );
    const all = rows.map(({ row }) => row).join('\n');
    expect(all).not.toMatch(/62812|Nama|wcg_/);
  });

  it('counts what lists, single contacts, grabs and deletions hand over or delete', async () => {
    const id = await connectedSession(api, { contacts: [engineContact({ phone: PHONES[0]! })] });
    const { key, key_id } = await keyWith(['read', 'grab', 'manage']);
    const call = (path: string, method = 'GET') =>
      request(api, `/api/sessions/${id}${path}`, { key, method });
    const contact = encodeURIComponent(`${PHONES[0]}@s.whatsapp.net`);
    await call('/grab-contacts');
    for (const path of ['/contacts', '/contacts?limit=10', `/contacts/${contact}`])
      await call(path);
    await call('/contacts/changes');
    await call('/groups');
    await call('/contacts', 'DELETE');
    const found = await entriesOf(key_id, 7);
    expect(found.map((entry) => entry.row_count).reverse()).toEqual([1, 1, 1, 1, 1, 0, 1]);
    expect(JSON.stringify(found)).not.toContain(PHONES[0]);
  });

  it('has refused requests with their code, but neither guessed keys nor frequent status reads', async () => {
    const { key, key_id } = await keyWith(['read']);
    await request(api, '/api/keys', { key });
    await request(api, `/api/sessions/${sessionId}/contacts?limit=0`, { key });
    await request(api, `/api/sessions/${randomUUID()}/contacts`, { key });
    await request(api, `/api/sessions/${sessionId}/status`, { key });
    await request(api, '/api/sessions', { key });
    const found = await entriesOf(key_id, 3);
    const before = (await entries({ limit: '1000' })).length;
    await request(api, exportPath(), { key: 'wrong' });
    await request(api, exportPath(), { key: null });
    expect(found.map(({ outcome, status, code }) => [outcome, status, code]).reverse()).toEqual([
      ['refused', 403, 'FORBIDDEN'],
      ['refused', 400, 'VALIDATION_FAILED'],
      ['refused', 404, 'SESSION_NOT_FOUND'],
    ]);
    // The reads of the audit itself, and nothing of the wrong keys.
    const own = await vi.waitFor(async () => {
      const later = await entries({ limit: '1000' });
      const added = later.slice(0, later.length - before);
      // Two reads came before the wrong keys, so that the third one came after them.
      expect(added.length).toBeGreaterThan(2);
      return added;
    });
    expect(new Set(own.map(({ route }) => route))).toEqual(new Set(['/api/audit']));
  });

  it('says that a key was used from an address that it does not allow', async () => {
    const input = { name: 'x', scopes: ['read'], allowed_addresses: ['203.0.113.7'] } as const;
    const { key, key_id } = await createKey({ db: api.db, clock }, input);
    const headers = { 'x-forwarded-for': '198.51.100.1' };
    await request(api, exportPath(), { key, headers });
    const [entry] = await entriesOf(key_id, 1);
    expect(entry).toMatchObject({ address: '198.51.100.1', code: 'ADDRESS_NOT_ALLOWED' });
  });

  it('says that an answer was not sent whole', async () => {
    const { key, key_id } = await keyWith(['read']);
    const leaving = new AbortController();
    const path = `/api/sessions/${sessionId}/events`;
    const stream = await fetch(new URL(path, api.url), {
      headers: { 'x-api-key': key },
      signal: leaving.signal,
    });
    await stream.body?.getReader().read();
    leaving.abort();
    const [entry] = await entriesOf(key_id, 1);
    expect(entry).toMatchObject({ outcome: 'aborted', route: '/api/sessions/:id/events' });
  });
});

describe('reading the audit', () => {
  it('shows a workspace what its own keys did, and what the admin key did to its sessions', async () => {
    const north = await keyWith(['admin', 'read'], 'north');
    const south = await keyWith(['admin', 'read'], 'south');
    const { body } = await request(api, '/api/sessions', {
      method: 'POST',
      body: { name: 'theirs', workspace: 'north' },
    });
    const theirs = body.data.session_id;
    await request(api, `/api/sessions/${theirs}/contacts`);
    await request(api, `/api/sessions/${theirs}/contacts`, { key: south.key });
    await request(api, `/api/sessions/${theirs}/contacts`, { key: north.key });
    const route = '/api/sessions/:id/contacts';
    await vi.waitFor(async () => {
      const seen = await entries({ route }, north.key);
      expect(seen.map(({ key_id }) => key_id)).toEqual([north.key_id, 'admin']);
      const others = await entries({ route }, south.key);
      expect(others.map(({ key_id, code }) => [key_id, code])).toEqual([
        [south.key_id, 'SESSION_NOT_FOUND'],
      ]);
    });
  });

  it('pages without a gap or a repetition while entries are added', async () => {
    const { key, key_id } = await keyWith(['read']);
    for (let i = 0; i < 5; i += 1) await request(api, exportPath(), { key });
    const all = (await entriesOf(key_id, 5)).map(({ audit_id }) => audit_id);
    const paged: number[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { key_id, limit: '2', ...(cursor && { cursor }) };
      const { body } = await request(api, `/api/audit?${new URLSearchParams(query)}`);
      paged.push(...body.data.entries.map((entry: { audit_id: number }) => entry.audit_id));
      cursor = body.data.next_cursor;
      if (paged.length === 2) await request(api, exportPath(), { key });
    } while (cursor);
    expect(paged).toEqual(all);
    expect(all).toEqual(all.toSorted((a, b) => b - a));
  });

  it('filters by session, outcome and time', async () => {
    const { key, key_id } = await keyWith(['read']);
    const other = await createSession(api);
    await request(api, exportPath(), { key });
    await request(api, `/api/sessions/${other}/contacts`, { key });
    await request(api, '/api/keys', { key });
    const all = await entriesOf(key_id, 3);
    const routes = async (query: Record<string, string>) =>
      (await entries({ key_id, ...query })).map(({ route }) => route);
    expect(await routes({ session_id: other })).toEqual(['/api/sessions/:id/contacts']);
    expect(await routes({ session_id: 'none' })).toEqual([]);
    expect(await routes({ outcome: 'refused' })).toEqual(['/api/keys']);
    const at: string = all[1].at;
    const withTime = (isWanted: (time: string) => boolean) =>
      all.filter((entry) => isWanted(entry.at)).map(({ route }) => route);
    expect(await routes({ since: at })).toEqual(withTime((time) => time >= at));
    expect(await routes({ until: at })).toEqual(withTime((time) => time < at));
  });

  it('refuses a cursor of another list', async () => {
    const { key, key_id } = await keyWith(['read']);
    for (const _ of [1, 2]) await request(api, exportPath(), { key });
    await entriesOf(key_id, 2);
    const first = await request(api, `/api/audit?key_id=${key_id}&limit=1`);
    const cursor = first.body.data.next_cursor;
    const foreign = await request(api, `/api/audit?limit=1&cursor=${cursor}`);
    expect([foreign.status, foreign.body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('the table', () => {
  it('only grows: not even its owner changes or deletes a row by mistake', async () => {
    await entries();
    for (const statement of [
      "UPDATE audit_entries SET key_id = 'other'",
      'DELETE FROM audit_entries',
      'TRUNCATE audit_entries',
    ]) {
      await expect(api.db.pool.query(statement)).rejects.toThrow(/audit_entries only grows/);
    }
  });

  it('keeps what was done to a session that was deleted', async () => {
    const id = await createSession(api);
    await request(api, `/api/sessions/${id}/contacts`);
    await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
    await vi.waitFor(async () => {
      const found = await entries({ session_id: id });
      expect(found.map(({ method }) => method)).toEqual(['DELETE', 'GET']);
    });
  });

  it('loses what is older than its own retention, and nothing without one', async () => {
    const { key, key_id } = await keyWith(['read']);
    await request(api, exportPath(), { key });
    await entriesOf(key_id, 1);
    const inDays = (days: number) => async () => new Date(Date.now() + days * 86_400_000);
    const purge = (days: number, auditDays: number | null) =>
      applyRetention(
        { ...api.context, now: inDays(days) },
        { contactDays: null, grabDays: null, auditDays },
        new AbortController().signal,
      );
    await purge(1_000, null);
    await purge(29, 30);
    expect(await entries({ key_id })).toHaveLength(1);
    await purge(31, 30);
    expect(await entries({ key_id })).toEqual([]);
  });
});

describe('a database that cannot be written', () => {
  let work: ReturnType<typeof createAuditWork>;
  const warn = vi.fn();
  const error = vi.fn();
  const entry = (key_id: string) => ({
    ...{ at: new Date(), workspace_id: null, key_id, address: null, request_id: randomUUID() },
    ...{ method: 'GET', route: '/api/audit', session_id: null, outcome: 'done' as const },
    client_request_id: null,
    ...{ status: 200, code: null, row_count: null, bytes: 0, duration_ms: 0 },
  });
  beforeEach(() => {
    const logger = { ...api.context.logger, warn, error };
    work = createAuditWork({ db: api.db, logger: logger as never, maxWaiting: 3 });
  });

  it('breaks no request, and what was done meanwhile is stored afterwards', async () => {
    const { key, key_id } = await keyWith(['read']);
    await api.db.pool.query('ALTER TABLE audit_entries RENAME TO hidden_entries');
    try {
      expect((await request(api, exportPath(), { key })).status).toBe(200);
      await vi.waitFor(() => expect(api.logText()).toContain('Storing audit entries failed'));
    } finally {
      await api.db.pool.query('ALTER TABLE hidden_entries RENAME TO audit_entries');
    }
    await entriesOf(key_id, 1);
  });

  it('costs the oldest entries above a bound, and the log says how many', async () => {
    const keyIds = Array.from({ length: 5 }, () => randomUUID());
    await api.db.pool.query('ALTER TABLE audit_entries RENAME TO hidden_entries');
    try {
      for (const key_id of keyIds) work.record(entry(key_id));
      await work.flush();
      await work.flush();
    } finally {
      await api.db.pool.query('ALTER TABLE hidden_entries RENAME TO audit_entries');
    }
    expect(warn).toHaveBeenCalledTimes(1);
    await work.stop();
    const stored = await Promise.all(keyIds.map((key_id) => entries({ key_id })));
    expect(stored.map((found) => found.length)).toEqual([0, 0, 1, 1, 1]);
    expect(error).toHaveBeenCalledWith({ lost: 2 }, expect.stringContaining('lost'));
  });
});
