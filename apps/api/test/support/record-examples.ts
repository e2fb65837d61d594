import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { expect } from 'vitest';
import { firstEvent } from './event-reader.ts';
import { request } from './request.ts';
import { ADMIN_KEY, type TestApi } from './test-api.ts';

type Example = { body?: unknown; answers: Record<string, unknown> };
type Given = {
  readonly params?: Record<string, string>;
  readonly query?: string;
  readonly body?: unknown;
};
type Ask = (id: keyof typeof API_ROUTES, given?: Given) => Promise<Record<string, string>>;

const GROUP = '120363000001000003@g.us';
const PERSON = { phone: '6281298765432', lid: '110000007473516@lid' };
const ACCOUNT = {
  groups: [
    engineGroup({
      ...{ contact_id: GROUP, name: 'Tim Proyek', description: 'Koordinasi proyek' },
      ...{ is_admin: true, owner_id: '6281234567890@s.whatsapp.net', labels: ['Pelanggan'] },
      participants: [
        engineParticipant({ phone: '6281234567890', role: 'superadmin' }),
        engineParticipant({ ...PERSON, name: 'Budi Santoso' }),
      ],
    }),
  ],
  contacts: [
    engineContact({ ...PERSON, name: 'Budi Santoso', short_name: 'Budi', labels: ['Pelanggan'] }),
    engineContact({ phone: '6281277777777', name: 'Sari', is_business: true }),
  ],
  pastParticipants: [
    {
      group_id: GROUP,
      past_participants: [
        {
          ...engineParticipant({ phone: '6281200000009', name: 'Andi' }),
          ...{ left_at: '2024-01-10T08:15:00.000Z', reason: 'left' as const },
        },
      ].map(({ role: _, ...person }) => person),
    },
  ],
};

/** Calls each route once, as a client would, and returns what it sent and got, by the route's name. */
export async function recordExamples(api: TestApi): Promise<Record<string, Example>> {
  const examples: Record<string, Example> = {};
  const ask: Ask = async (routeId, { params = {}, query = '', body } = {}) => {
    const route: RouteContract = API_ROUTES[routeId];
    const path = `${buildPath(route, params)}${query}`;
    const answer = await request(api, path, {
      method: route.method,
      ...(body !== undefined && { body }),
    });
    expect(answer.status, answer.text).toBeLessThan(300);
    examples[route.id] = {
      ...(body !== undefined && { body }),
      answers: { [answer.status]: answer.body },
    };
    return answer.body.data ?? {};
  };
  const session = { id: (await ask('createSession', { body: { name: 'Kantor' } })).session_id! };
  await recordPairing(api, ask, session);
  await recordGrabs(api, ask, session);
  await recordSchedules(ask, session);
  await recordStored(ask, session);
  await recordAccess(ask);
  await recordWebhooks(ask);
  await recordPrivacy(ask);
  await recordEvents(api, examples, session.id);
  await ask('live');
  await ask('ready');
  await ask('getSystem');
  await ask('wakeSession', { params: session, body: { minutes: 15 } });
  for (const id of ['stopSession', 'startSession', 'restartSession', 'logoutSession'] as const) {
    await ask(id, { params: session });
  }
  await ask('deleteContacts', { params: session });
  await ask('deleteSession', { params: session });
  return examples;
}

type Session = { id: string };

async function recordPairing(api: TestApi, ask: Ask, params: Session): Promise<void> {
  api.engine.setSession(params.id, { status: 'qr', qr_expires_at: '2030-01-01T00:00:00.000Z' });
  await ask('getSessionQr', { params });
  await ask('requestPairingCode', { params, body: { phone_number: '+62 812-3456-7890' } });
  api.engine.setSession(params.id, { status: 'connected', phone_number: '6281234567890' });
  api.engine.setAccount(params.id, ACCOUNT);
  await ask('updateSession', { params, body: { name: 'Toko' } });
  await ask('getSession', { params });
  await ask('getSessionStatus', { params });
  await ask('listSessions');
}

async function recordGrabs(api: TestApi, ask: Ask, params: Session): Promise<void> {
  await ask('grabGroups', { params });
  await ask('grabContacts', { params });
  await ask('grabAll', { params });
  for (const id of ['grabGroupsPost', 'grabContactsPost', 'grabAllPost'] as const) {
    await ask(id, { params });
  }
  const { grab_id = '' } = await ask('createGrab', { params, body: { kind: 'all' } });
  await ask('cancelGrab', { params: { ...params, grabId: grab_id } });
  await ask('getGrab', { params: { ...params, grabId: grab_id } });
  await ask('listGrabs', { params, query: '?limit=2' });
  await ask('listAllGrabs', { query: '?state=complete&limit=1' });
  expect(api.engine.calls.length).toBeGreaterThan(0);
}

async function recordSchedules(ask: Ask, params: Session): Promise<void> {
  const quiet_hours = { from: '08:00', to: '17:00' };
  const body = { kind: 'all', cron: '0 2 * * *', time_zone: 'Asia/Jakarta', quiet_hours };
  const { schedule_id: scheduleId = '' } = await ask('createSchedule', { params, body });
  const schedule = { params: { ...params, scheduleId } };
  await ask('listSchedules', { params });
  await ask('getSchedule', schedule);
  await ask('updateSchedule', { ...schedule, body: { enabled: false } });
  await ask('deleteSchedule', schedule);
}

async function recordStored(ask: Ask, params: Session): Promise<void> {
  const contactId = `${PERSON.phone}@s.whatsapp.net`;
  await ask('listContacts', { params, query: '?limit=2&total=true' });
  await ask('listAnchors', { params, query: '?sort=name' });
  await ask('listLabels', { params });
  await ask('listChanges', { params, query: '?limit=2' });
  await ask('getContact', { params: { ...params, contactId } });
  await ask('listGroups', { params });
  const group = { ...params, groupId: GROUP };
  await recordOwnData(ask, params);
  await ask('getGroupHistory', { params: group });
  await ask('getContactHistory', { params: { ...params, contactId } });
  await ask('listMembershipChanges', { params });
  await ask('listMembers', { params, query: '?limit=2' });
  await ask('listParticipants', { params: group });
  await ask('listPastParticipants', { params: group });
  await ask('exportContacts', { params, query: '?format=json' });
  await ask('exportParticipants', { params: group, query: '?format=json' });
  await ask('exportMemberships', { params, query: '?format=json' });
  await ask('listAllContacts', { query: '?limit=2&total=true' });
  await ask('listAllAnchors', { query: '?sort=name' });
  await ask('listAllGroups');
  await ask('listAllChanges', { query: '?limit=2' });
  await ask('exportAllContacts', { query: '?format=json' });
  const other = '6281277777777@s.whatsapp.net';
  await ask('deleteContact', { params: { ...params, contactId: other } });
  await recordBulk(ask, params);
}

/** The last one leaves an exclusion less than there were persons. */
async function recordBulk(ask: Ask, params: Session): Promise<void> {
  const none = { expected: 0 };
  await ask('deleteMatching', { params, query: '?saved=false&status=inactive', body: none });
  await ask('deleteAllMatching', { query: '?blocked=true', body: none });
  await ask('excludeMatching', { params, query: '?blocked=true', body: none });
  await ask('excludeAllMatching', { query: '?blocked=true', body: none });
}

async function recordOwnData(ask: Ask, params: Session): Promise<void> {
  const custom_fields = [{ name: 'kota', type: 'text' }];
  await ask('changeWorkspaceSettings', { body: { custom_fields } });
  await ask('getWorkspaceSettings');
  const contact = { ...params, contactId: `${PERSON.phone}@s.whatsapp.net` };
  const body = { tags: ['pelanggan'], note: 'Telepon sore', custom_fields: { kota: 'Bandung' } };
  await ask('changeContact', { params: contact, body });
  await ask('changeTags', { params, query: '?saved=true', body: { add: ['2026'] } });
  await ask('listTags', { params });
}

async function recordAccess(ask: Ask): Promise<void> {
  const { workspace_id = '' } = await ask('createWorkspace', { body: { name: 'toko' } });
  await ask('listWorkspaces');
  await ask('deleteWorkspaceContacts', { params: { workspaceId: workspace_id } });
  const body = { name: 'Dasbor', scopes: ['read', 'grab'] };
  const { key_id: keyId = '' } = await ask('createKey', { body });
  await ask('listKeys');
  await ask('rotateKey', { params: { keyId }, body: { overlap_seconds: 3_600 } });
  await ask('revokeKey', { params: { keyId } });
  await recordConsole(ask);
  await expect
    .poll(() => ask('listAudit', { query: '?limit=2' }).then(({ entries }) => entries?.length), {
      timeout: 60_000,
    })
    .toBe(2);
}

async function recordConsole(ask: Ask): Promise<void> {
  const { key_id: keyId = '', key = '' } = await ask('createKey', {
    body: { name: 'Dasbor', scopes: ['read', 'grab'] },
  });
  await ask('signIn', { body: { key } });
  await ask('getConsoleSession');
  await ask('signOut');
  await ask('signOutEverywhere');
  await ask('createSignInLink');
  await ask('revokeKey', { params: { keyId } });
}

/** The receiver answers `ok`. */
async function recordWebhooks(ask: Ask): Promise<void> {
  const receiver = createServer((_, response) => response.end('ok'));
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  try {
    const { port } = receiver.address() as AddressInfo;
    const body = { url: `http://127.0.0.1:${port}/hook`, event_types: ['contact.changed'] };
    const { webhook_id: webhookId = '' } = await ask('createWebhook', { body });
    const params = { webhookId };
    await ask('listWebhooks');
    await ask('getWebhook', { params });
    await ask('updateWebhook', { params, body: { max_batch: 100 } });
    await ask('rotateWebhookSecret', { params, body: { overlap_seconds: 3_600 } });
    await ask('testWebhook', { params });
    await ask('listWebhookDeliveries', { params });
    await ask('replayWebhook', { params, body: { after: 'evt_0' } });
    await ask('deleteWebhook', { params });
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
}

async function recordPrivacy(ask: Ask): Promise<void> {
  const person = `+${PERSON.phone}`;
  await ask('exportPerson', { body: { person } });
  const erasure = await ask('erasePerson', { body: { person } });
  await ask('listExclusions');
  const exclusion = erasure.exclusion as unknown as { exclusion_id: string };
  await ask('deleteExclusion', { params: { exclusionId: exclusion.exclusion_id } });
}

async function recordEvents(
  api: TestApi,
  examples: Record<string, Example>,
  id: string,
): Promise<void> {
  for (const route of [API_ROUTES.followEvents, API_ROUTES.followSessionEvents]) {
    const headers = { 'x-api-key': ADMIN_KEY };
    const response = await fetch(`${api.url}${buildPath(route, { id })}`, { headers });
    const { event, leave } = await firstEvent(response);
    await leave();
    examples[route.id] = { answers: { 200: event } };
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.(\d+)Z$/;
const DAY_MS = 86_400_000;

/** The same answers with what differs in each run replaced: ids, times, durations, keys, cursors. */
export function withoutChance(examples: Record<string, Example>): Record<string, Example> {
  const ids = new Map<string, string>();
  const idOf = (id: string) => {
    const known =
      ids.get(id) ?? `3f2a9c1e-5b7d-4c2a-9e80-${String(ids.size + 1).padStart(12, '0')}`;
    ids.set(id, known);
    return known;
  };
  const replace = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => replace('', item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, field]) => [key, replace(key, field)]),
      );
    }
    if (typeof value === 'number' && /_ms$|^bytes$|^audit_id$/.test(name)) return 12;
    if (typeof value === 'number' && name === 'memory_bytes') return 134_217_728;
    if (typeof value === 'number' && /^(used|idle)$/.test(name)) return 2;
    return typeof value === 'string' ? replaceText(name, value, idOf) : value;
  };
  return replace('', examples) as Record<string, Example>;
}

function replaceText(name: string, text: string, idOf: (id: string) => string): string {
  const time = TIME.exec(text);
  const isOfThisRun = time && Math.abs(Date.parse(text) - Date.now()) < 40 * DAY_MS;
  if (isOfThisRun) return `2026-01-15T10:30:00.${'123456'.slice(0, time[1]?.length)}Z`;
  if (name === 'url' && text.includes('#sign-in=')) return 'http://127.0.0.1:3000/#sign-in=EXAMPLE';
  if (name === 'url') return 'https://example.com/hook';
  if (name === 'secret') return 'whsec_EXAMPLE';
  if (name === 'delivery_id') return '90210';
  if (name === 'key') return 'wcg_1a2b3c4d_EXAMPLE';
  if (name === 'prefix') return 'wcg_1a2b3c4d';
  if (name === 'next_cursor') return 'opaque-cursor';
  return text.replace(UUID, idOf);
}
