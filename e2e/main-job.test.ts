import { type ApiClient, createApiClient } from '@grabber/api-client';
import { openDatabase } from '@grabber/database/connection/open-database';
import { readParticipantsPage } from '@grabber/database/contacts/participants';
import type { Truth } from '@grabber/whatsapp-simulator/account/truth';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dataOf } from '../scripts/stack/api-caller.ts';
import { isClean, needsNoCleaning, storedLabels } from './support/expected-contact.ts';
import { createRestClient, poll, type RestClient } from './support/rest-client.ts';
import { ADMIN_KEY, startWholeStack, type WholeStack } from './support/whole-stack.ts';

type Row = Record<string, unknown> & { contact_id: string; name: string | null };

const ACCOUNT = { account_id: 'main-job', seed: 7, contacts: 240, groups: 12, participants: 20 };

let stack: WholeStack;
let call: RestClient;
let client: ApiClient;
let truth: Truth;
let sessionId: string;
const secrets = new Set<string>();

beforeAll(async () => {
  stack = await startWholeStack(inject('postgresUrl'));
  call = createRestClient(stack.apiUrl, ADMIN_KEY);
  client = createApiClient({ url: stack.apiUrl, key: ADMIN_KEY });
  await stack.simulator.control.createAccount(ACCOUNT);
  truth = await stack.simulator.control.truth(ACCOUNT.account_id);
});
afterAll(() => stack?.close());

const session = () => ({ params: { path: { id: sessionId } } });
const status = () => dataOf(client.GET('/api/sessions/{id}/status', session()));
/** Of the engine itself: while it is away, the API answers the last known status. */
const untilStatus = (wanted: string) =>
  poll(status, (data) => data.status === wanted && !data.stale);
const ids = (rows: readonly { contact_id: string }[]) => rows.map((row) => row.contact_id).sort();

/** Scans each QR that the session shows, as a phone does. */
async function pair(): Promise<void> {
  await untilStatus('qr');
  const { qr } = await dataOf(client.GET('/api/sessions/{id}/qr', session()));
  secrets.add(qr);
  await stack.simulator.control.scanQr({ qr, account_id: ACCOUNT.account_id });
  await untilStatus('connected');
}

describe('the main job, on every real part', () => {
  it('creates a session, shows its QR as JSON, PNG and SVG, and connects after the scan', async () => {
    const created = await call('POST', '/sessions', { body: { name: 'E2E phone', start: true } });
    expect(created.status).toBe(201);
    sessionId = created.body.data.session_id;
    await untilStatus('qr');
    const notYet = await call('GET', `/sessions/${sessionId}/grab-all`);
    expect([notYet.status, notYet.body.message]).toEqual([
      409,
      'Session tidak terhubung. Status: qr',
    ]);
    for (const [format, type] of [
      ['png', 'image/png'],
      ['svg', 'image/svg+xml'],
    ]) {
      const image = await fetch(`${stack.apiUrl}/api/sessions/${sessionId}/qr?format=${format}`, {
        headers: { 'x-api-key': ADMIN_KEY },
      });
      expect(image.headers.get('content-type')).toContain(type);
      expect((await image.arrayBuffer()).byteLength).toBeGreaterThan(200);
    }
    await pair();
    const { phone_number } = await status();
    const account = await stack.simulator.control.getAccount(ACCOUNT.account_id);
    expect(phone_number).toBe(account.phone_number);
  });

  it('grabs the groups', async () => {
    const { status: code, body } = await call('GET', `/sessions/${sessionId}/grab-groups`);
    expect([code, body.success, body.message]).toEqual([
      200,
      true,
      'Kontak grup berhasil diambil dan disimpan',
    ]);
    expect(body.data).toMatchObject({
      session_id: sessionId,
      session_name: 'E2E phone',
      total_groups: truth.groups.length,
      saved_count: truth.groups.length,
      updated_count: 0,
      complete: true,
    });
    expect(ids(body.data.groups)).toEqual(ids(truth.groups));
    const byId = new Map<string, Row>(body.data.groups.map((row: Row) => [row.contact_id, row]));
    for (const group of truth.groups) {
      expect(byId.get(group.contact_id)).toMatchObject({
        type: 'group',
        phone_number: null,
        group_id: null,
        group_participants_count: group.participants_count,
        is_admin: group.is_admin,
        is_announce: group.is_announce,
        is_community: group.is_community,
        community_id: group.community_id,
        owner_id: group.owner_id,
        is_restricted: group.is_restricted,
        members_can_add: group.members_can_add,
        requires_approval: group.requires_approval,
        is_suspended: group.is_suspended,
        is_terminated: group.is_terminated,
        is_unnamed: group.is_unnamed,
        ephemeral_seconds: group.ephemeral_seconds,
        group_name_changed_at: group.group_name_changed_at,
        group_description_changed_at: group.group_description_changed_at,
        labels: storedLabels(group.labels),
        status: 'active',
      });
    }
  });

  it('grabs the contacts, one row per person, with clean names', async () => {
    const { status: code, body } = await call('POST', `/sessions/${sessionId}/grab-contacts`);
    expect([code, body.message]).toEqual([200, 'Kontak individual berhasil diambil dan disimpan']);
    expect(body.data).toMatchObject({
      total_contacts: truth.contacts.length,
      saved_count: truth.contacts.length,
      updated_count: 0,
      failed_count: 0,
      complete: true,
    });
    expect(ids(body.data.contacts)).toEqual(ids(truth.contacts));
    const byId = new Map<string, Row>(body.data.contacts.map((row: Row) => [row.contact_id, row]));
    let intact = 0;
    for (const person of truth.contacts) {
      const row = byId.get(person.contact_id);
      expect(row).toMatchObject({
        lid: person.lid,
        phone_number: person.phone_number,
        is_saved: person.is_saved,
        is_business: person.is_business,
        is_blocked: person.is_blocked,
        labels: storedLabels(person.labels),
        type: 'individual',
      });
      expect(isClean(row!.name), JSON.stringify(row!.name)).toBe(true);
      if (needsNoCleaning(person.name)) {
        expect(row!.name).toBe(person.name);
        intact += 1;
      }
    }
    expect(intact).toBeGreaterThan(truth.contacts.length / 2);
  });

  it('grabs all again and changes no row that has not changed', async () => {
    const { body } = await call('GET', `/sessions/${sessionId}/grab-all`);
    const total = truth.groups.length + truth.contacts.length;
    expect(body.message).toBe('Semua kontak berhasil diambil dan disimpan');
    expect(body.data).toMatchObject({
      total_groups: truth.groups.length,
      total_contacts: truth.contacts.length,
      saved_count: 0,
      updated_count: total,
      unchanged_count: total,
      removed_count: 0,
      complete: true,
    });
    expect(body.data.grabbed_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it('lists the stored contacts by type', async () => {
    const list = async (query: string) =>
      (await call('GET', `/sessions/${sessionId}/contacts${query}`)).body.data.contacts as Row[];
    expect(ids(await list('?type=group'))).toEqual(ids(truth.groups));
    expect(ids(await list('?type=individual'))).toEqual(ids(truth.contacts));
    expect(await list('')).toHaveLength(truth.groups.length + truth.contacts.length);
  });

  it('keeps members who are not contacts only in the memberships', async () => {
    const db = openDatabase(stack.databaseUrl, { max: 1 });
    try {
      for (const group of truth.groups) {
        const options = { session_id: sessionId, group_contact_id: group.contact_id };
        const page = await readParticipantsPage(db, { ...options, after: null, limit: 1_000 });
        const identityOf = (row: (typeof page.rows)[number]) => {
          const { participant_id, lid, phone_number, masked_number } = row;
          return { participant_id, lid, phone_number, masked_number };
        };
        const asTruth = page.rows.map((row) => ({ ...identityOf(row), role: row.role }));
        const byId = (a: { participant_id: string }, b: { participant_id: string }) =>
          a.participant_id < b.participant_id ? -1 : 1;
        expect(asTruth.sort(byId)).toEqual(group.participants.toSorted(byId));
        const past = await readParticipantsPage(db, {
          ...{ ...options, after: null, limit: 1_000 },
          status: 'inactive',
        });
        const departures = past.rows.map((row) => ({
          ...identityOf(row),
          left_at: row.left_at?.toISOString(),
          reason: row.leave_reason,
        }));
        expect(departures.sort(byId)).toEqual(group.past_participants.toSorted(byId));
      }
    } finally {
      await db.close();
    }
    const contacts = new Set(ids(truth.contacts));
    const members = truth.groups.flatMap((group) => group.participants);
    expect(members.some((member) => !contacts.has(member.participant_id))).toBe(true);
  });

  it('keeps one row for a person whose phone becomes known between two grabs', async () => {
    const list = async () =>
      (await call('GET', `/sessions/${sessionId}/contacts?type=individual`)).body.data
        .contacts as Row[];
    const unresolved = truth.contacts.find((person) => person.phone_number === null)!;
    const before = (await list()).find((row) => row.contact_id === unresolved.contact_id)!;
    const { results } = await stack.simulator.control.changeAccount(ACCOUNT.account_id, [
      { type: 'reveal_phone', contact_id: unresolved.contact_id },
    ]);
    truth = await stack.simulator.control.truth(ACCOUNT.account_id);
    const { body } = await call('GET', `/sessions/${sessionId}/grab-contacts`);
    expect(body.data).toMatchObject({
      total_contacts: truth.contacts.length,
      saved_count: 0,
      updated_count: truth.contacts.length,
      removed_count: 0,
    });
    const after = await list();
    expect(ids(after)).toEqual(ids(truth.contacts));
    expect(after.find((row) => row.id === before.id)).toMatchObject({
      contact_id: results[0]!.contact_id,
      phone_number: results[0]!.contact_id!.split('@')[0],
      lid: unresolved.lid,
    });
  });

  it('continues after a contact that throws in the page, names it, and stores the rest', async () => {
    const broken = truth.contacts[3]!.contact_id;
    await stack.simulator.control.injectFault(ACCOUNT.account_id, {
      type: 'contact_throws',
      contact_id: broken,
    });
    const { status: code, body } = await call('GET', `/sessions/${sessionId}/grab-contacts`);
    await stack.simulator.control.clearFaults(ACCOUNT.account_id);
    expect(code).toBe(200);
    expect(body.data).toMatchObject({ complete: false, failed_count: 1, removed_count: 0 });
    expect(body.data.errors[0].contact_id).toBe(broken);
    expect(body.data.contacts.length).toBe(truth.contacts.length - 1);
  });

  it('is connected again after a restart of the engine, without a new QR', async () => {
    await stack.restartEngine('stop');
    await untilStatus('connected');
    await stack.restartEngine('kill');
    await untilStatus('connected');
    const { body } = await call('GET', `/sessions/${sessionId}/grab-contacts`);
    expect(body.data).toMatchObject({ total_contacts: truth.contacts.length, saved_count: 0 });
  });

  it('answers 503 in two seconds while the engine is down, and keeps the stored rows readable', async () => {
    await stack.stopEngine();
    const started = Date.now();
    const grab = await call('GET', `/sessions/${sessionId}/grab-groups`);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect([grab.status, grab.body.code]).toEqual([503, 'ENGINE_UNREACHABLE']);
    expect(grab.body.message).toMatch(/^Gagal mengambil kontak grup: /);
    const lastKnown = await status();
    expect(lastKnown).toMatchObject({ status: 'connected', stale: true });
    const stored = await call('GET', `/sessions/${sessionId}/contacts?type=group`);
    expect(stored.body.data.contacts).toHaveLength(truth.groups.length);
    await stack.startEngine();
    await untilStatus('connected');
  });

  it('becomes logged_out when the phone unlinks it, refuses to grab, and pairs again', async () => {
    await stack.simulator.control.logoutFromPhone({ account_id: ACCOUNT.account_id });
    await untilStatus('logged_out');
    const grab = await call('GET', `/sessions/${sessionId}/grab-all`);
    expect([grab.status, grab.body.code, grab.body.message]).toEqual([
      409,
      'SESSION_NOT_CONNECTED',
      'Session tidak terhubung. Status: logged_out',
    ]);
    await call('POST', `/sessions/${sessionId}/start`);
    await pair();
  });

  it('refuses a wrong key with 401 and an unknown session with the specified 404', async () => {
    const stranger = createRestClient(stack.apiUrl, 'x'.repeat(40));
    expect((await stranger('GET', `/sessions/${sessionId}/contacts`)).status).toBe(401);
    const unknown = await call('GET', '/sessions/00000000-0000-4000-8000-000000000000/status');
    expect(unknown.status).toBe(404);
    expect(unknown.body).toMatchObject({ success: false, error: 'Session tidak ditemukan' });
  });

  it('deletes the stored contacts and, with the session, everything', async () => {
    const deleted = await call('DELETE', `/sessions/${sessionId}/contacts`);
    expect(deleted.body.data).toEqual({
      session_id: sessionId,
      deleted_count: truth.groups.length + truth.contacts.length,
    });
    const left = await call('GET', `/sessions/${sessionId}/contacts`);
    expect(left.body.data.contacts).toEqual([]);
    expect((await call('DELETE', `/sessions/${sessionId}`)).status).toBe(200);
    expect((await call('GET', `/sessions/${sessionId}`)).status).toBe(404);
  });

  it('has logged the events, without any number, name, JID, QR or key', async () => {
    const logs = await stack.logs();
    for (const event of [
      'Grabbing group contacts',
      'Group contacts grabbed and saved successfully',
      'Error grabbing group contacts',
      'Individual contacts grabbed and saved successfully',
      'All contacts grabbed and saved successfully',
    ]) {
      expect(logs).toContain(event);
    }
    expect(logs).not.toMatch(/@(?:c\.us|s\.whatsapp\.net|lid|g\.us)/);
    const members = truth.groups.flatMap((group) => group.participants);
    const persons = [...truth.contacts, ...members];
    const names = [...truth.contacts, ...truth.groups].map(({ name }) => name);
    const forbidden = [
      ...persons.flatMap(({ phone_number, lid }) => [phone_number, lid?.split('@')[0]]),
      ...names.filter((name) => name && name.trim().length > 5),
      ...secrets,
      ADMIN_KEY,
    ];
    const found = forbidden.filter((text) => text && logs.includes(text));
    expect(found).toEqual([]);
  });
});
