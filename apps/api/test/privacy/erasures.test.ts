import { API_ROUTES } from '@grabber/contracts/api/routes';
import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const PERSON = { phone: '6281277777777', lid: '7777@lid' };
const OTHER = { phone: '6281288888888' };
const ACCOUNT = {
  groups: [engineGroup({ participants: [engineParticipant(PERSON), engineParticipant(OTHER)] })],
  contacts: [engineContact(PERSON), engineContact(OTHER)],
};

const post = (path: string, body: unknown, language = 'en') =>
  request(api, path, { method: 'POST', body, headers: { 'accept-language': language } });

async function grabbedSession(): Promise<string> {
  const id = await connectedSession(api, ACCOUNT);
  await request(api, `/api/sessions/${id}/grab-all`);
  return id;
}

async function idsIn(id: string): Promise<string[]> {
  const { body } = await request(api, `/api/sessions/${id}/contacts?type=individual`);
  const group = await request(api, `/api/sessions/${id}/groups?limit=1`);
  const [{ contact_id }] = group.body.data.groups;
  const path = `/api/sessions/${id}/groups/${contact_id}/participants`;
  const members = (await request(api, path)).body.data.participants;
  const contacts = body.data.contacts.map((row: { contact_id: string }) => row.contact_id);
  return [
    ...contacts,
    ...members.map((row: { participant_id: string }) => row.participant_id),
  ].sort();
}

const otherJid = `${OTHER.phone}@s.whatsapp.net`;

describe('an erasure', () => {
  it('answers what it deleted where, and the next grab does not bring the person back', async () => {
    const id = await grabbedSession();
    const { status, body } = await post('/api/erasures', { person: '+62 812-7777-7777' });
    expect([status, Compile(API_ROUTES.erasePerson.responses[200]).Errors(body)]).toEqual([
      200,
      [],
    ]);
    const mine = body.data.sessions.find((each: { session_id: string }) => each.session_id === id);
    expect(mine).toMatchObject({ deleted: { contacts: 1, group_participants: 1 } });
    expect(body.data).toMatchObject({ remaining: 0, exclusion: { address_count: 2 } });
    expect(body.message).toBe('The data of this person were erased');
    await request(api, `/api/sessions/${id}/grab-all`);
    expect(await idsIn(id)).toEqual([otherJid, otherJid]);
    const { exclusion_id } = body.data.exclusion;
    const listed = await request(api, '/api/exclusions');
    expect(listed.body.data.exclusions).toMatchObject([{ exclusion_id }]);
    const removed = await request(api, `/api/exclusions/${exclusion_id}`, { method: 'DELETE' });
    expect(removed.status).toBe(200);
    await request(api, `/api/sessions/${id}/grab-all`);
    expect(await idsIn(id)).toHaveLength(4);
    const again = await request(api, `/api/exclusions/${exclusion_id}`, { method: 'DELETE' });
    expect([again.status, again.body.code]).toEqual([404, 'EXCLUSION_NOT_FOUND']);
  });

  it('without an exclusion lets the next grab store the person again', async () => {
    const id = await grabbedSession();
    const { body } = await post('/api/erasures', { person: '7777@lid', exclude: false });
    expect(body.data.exclusion).toBeNull();
    expect(await idsIn(id)).toEqual([otherJid, otherJid]);
    await request(api, `/api/sessions/${id}/grab-all`);
    expect(await idsIn(id)).toHaveLength(4);
  });

  it.each([
    ['id', 'username hanya menemukan'],
    ['en', 'a username only finds'],
  ])('of an unknown username answers 404 with what to send (%s)', async (language, text) => {
    for (const path of ['/api/erasures', '/api/person-exports']) {
      const whom = { person: '@nobody', ...(path === '/api/erasures' && { exclude: false }) };
      const { status, body } = await post(path, whom, language);
      expect([status, body.code]).toEqual([404, 'PERSON_NOT_FOUND']);
      expect(body.message).toContain(text);
    }
  });

  it('of an unknown username excludes the person ahead', async () => {
    const { status, body } = await post('/api/erasures', { person: '@not.yet.stored' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ remaining: 0, exclusion: { address_count: 1 } });
  });

  it.each(['', 'Ani', '081234567890', '123@g.us'])('of "%s" is refused', async (person) => {
    const { status, body } = await post('/api/erasures', { person });
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.details).toMatchObject([{ path: 'body.person' }]);
  });

  it('names no person in the log', async () => {
    await grabbedSession();
    await post('/api/erasures', { person: PERSON.phone });
    const [logged] = api.logs.filter(({ msg }) => msg === 'Person erased').slice(-1);
    expect(logged).toMatchObject({ remaining: 0 });
    expect(api.logText()).not.toContain(PERSON.phone);
  });
});

describe('a person', () => {
  it('is exported as one JSON', async () => {
    const id = await grabbedSession();
    const exclusions = (await request(api, '/api/exclusions')).body.data.exclusions;
    for (const { exclusion_id } of exclusions)
      await request(api, `/api/exclusions/${exclusion_id}`, { method: 'DELETE' });
    await request(api, `/api/sessions/${id}/grab-all`);
    const { status, body } = await post('/api/person-exports', { person: PERSON.phone });
    expect([status, Compile(API_ROUTES.exportPerson.responses[200]).Errors(body)]).toEqual([
      200,
      [],
    ]);
    const mine = body.data.sessions.find((each: { session_id: string }) => each.session_id === id);
    expect(mine).toMatchObject({
      contacts: [{ phone_number: PERSON.phone }],
      memberships: [{ lid: PERSON.lid, status: 'active' }],
    });
  });

  it('of one workspace is neither erased nor exported with the key of another', async () => {
    const id = await grabbedSession();
    await post('/api/workspaces', { name: 'other-firm' });
    const scopes = ['read', 'manage'] as const;
    const { key } = await createKey(api.context, { name: 'k', scopes, workspace: 'other-firm' });
    const asOther = (path: string, body: unknown) =>
      request(api, path, { method: 'POST', body, key });
    const exported = await asOther('/api/person-exports', { person: PERSON.phone });
    expect(exported.body.data.sessions).toEqual([]);
    const before = await idsIn(id);
    expect((await asOther('/api/erasures', { person: PERSON.phone })).body.data.sessions).toEqual(
      [],
    );
    expect(await idsIn(id)).toEqual(before);
    const workspace = 'default';
    const foreign = await asOther('/api/erasures', { person: PERSON.phone, workspace });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'WORKSPACE_NOT_FOUND']);
  });
});
