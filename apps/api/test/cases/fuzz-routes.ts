import { API_ROUTES } from '@grabber/contracts/api/routes';
import { ERROR_STATUS, isErrorCode } from '@grabber/contracts/error-codes';
import type { RouteContract } from '@grabber/contracts/route';
import { createWorkspace, defaultWorkspace } from '@grabber/database/workspaces/workspaces';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { SCOPES } from '../../src/use-cases/access/access.ts';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { type DocumentedRoute, documentedRoutes } from '../support/documented-routes.ts';
import { firstEvent } from '../support/event-reader.ts';
import {
  type FuzzedRequest,
  fuzzedRequests,
  type KeyKind,
  type SessionKind,
} from '../support/fuzz.ts';
import { createSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTE_IDS = Object.keys(API_ROUTES);
/** Each answer that a route may give is at least this share of its answers. */
const LEAST_SHARE = 1 / 50;
const SEED = 20_240_115;
const STATUS = { connected: 'connected', pairing: 'qr', stopped: 'disconnected' } as const;

const clock = () => new Date();
const keys = new Map<KeyKind, string | null>();
const sessions = new Map<SessionKind, string>();
let api: TestApi;
/** Of a key that nothing else needs. */
let keyId: string;
let workspaceId: string;
/** What the served document says, as a client reads it. */
let documented = new Map<string, DocumentedRoute>();
let sent = 0;
/** How often each status was answered to the requests of the running test. */
let answered = new Map<number, number>();

/** The session of that kind as the request shall find it, whatever the one before did to it. */
async function prepare(kind: SessionKind): Promise<string> {
  const id = sessions.get(kind) ?? (await createSession(api, kind));
  sessions.set(kind, id);
  api.engine.setSession(id, { status: STATUS[kind] });
  const contacts = ['628120000001', '628120000002'].map((phone) => engineContact({ phone }));
  api.engine.setAccount(id, { groups: [engineGroup()], contacts });
  return id;
}

function knownId(route: RouteContract, kind: SessionKind): Promise<string> | string {
  if (route.path.includes(':workspaceId')) return workspaceId;
  if (route.path.includes(':exclusionId')) return anExclusion();
  if (route.path.includes(':webhookId')) return aWebhook(route);
  return route.path.includes(':keyId') ? keyId : prepare(kind);
}

/** The request before may have deleted it. */
async function anExclusion(): Promise<string> {
  const body = { person: '6281277777777' };
  const erasure = await request(api, '/api/erasures', { method: 'POST', body });
  return erasure.body.data.exclusion.exclusion_id;
}

/** Its receiver closes each connection at once. It is the only one: a workspace may have so many, and no more. */
async function aWebhook({ path }: RouteContract): Promise<string> {
  await api.db.pool.query('DELETE FROM webhooks');
  const body = { url: 'http://127.0.0.1:1/' };
  const { webhook_id } = (await request(api, '/api/webhooks', { method: 'POST', body })).body.data;
  if (path.includes(':deliveryId')) {
    const test = await request(api, `/api/webhooks/${webhook_id}/test`, { method: 'POST' });
    ITEMS.deliveryId = test.body.data.delivery_id;
  }
  return webhook_id;
}

/** Stored items for the ids in paths. */
const ITEMS: Record<string, string> = {
  contactId: '628120000001@s.whatsapp.net',
  groupId: '120363000000000001@g.us',
  grabId: '',
  scheduleId: '',
  deliveryId: '',
};
/** The request before may have deleted it. */
async function aSchedule(session: string): Promise<string> {
  const path = `/api/sessions/${session}/schedules`;
  const { schedules } = (await request(api, path)).body.data;
  if (schedules[0]) return schedules[0].schedule_id;
  const body = { kind: 'all', every_hours: 24 };
  return (await request(api, path, { method: 'POST', body })).body.data.schedule_id;
}

/** The grab of each session that a path may name. */
const grabIds = new Map<string, string>();
const withItems = new Set<string>();
const placeOf = (route: RouteContract, id: string) => `${route.id} ${id}`;

async function storeItems(route: RouteContract, id: string, kind: SessionKind): Promise<void> {
  const place = placeOf(route, id);
  if (route.path.includes(':scheduleId')) ITEMS.scheduleId = await aSchedule(id);
  ITEMS.grabId = grabIds.get(id) ?? '';
  if (!/:(contactId|groupId|grabId)/.test(route.path) || withItems.has(place)) return;
  withItems.add(place);
  api.engine.setSession(id, { status: 'connected' });
  const { status, body } = await request(api, `/api/sessions/${id}/grab-all`);
  expect(status).toBe(200);
  grabIds.set(id, body.data.grab_id);
  ITEMS.grabId = body.data.grab_id;
  api.engine.setSession(id, { status: STATUS[kind] });
}

async function send(route: DocumentedRoute, fuzzed: FuzzedRequest): Promise<void> {
  const id = fuzzed.session ? await knownId(route, fuzzed.session) : fuzzed.id;
  if (fuzzed.session && fuzzed.item) await storeItems(route, id, fuzzed.session);
  const segment = (value: string) => (fuzzed.raw ? value : encodeURIComponent(value));
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const other = fuzzed.item ? ITEMS[name] : fuzzed.id;
    return segment(name in ITEMS ? (other ?? id) : id);
  });
  const key = keys.get(fuzzed.key) ?? null;
  const response = await fetch(`${api.url}${path}${fuzzed.query}`, {
    method: route.method,
    headers: {
      ...(key !== null && { 'x-api-key': key }),
      ...(fuzzed.contentType && { 'content-type': fuzzed.contentType }),
      ...fuzzed.headers,
    },
    ...(route.method !== 'GET' && fuzzed.body !== undefined && { body: fuzzed.body }),
  });
  sent += 1;
  answered.set(response.status, (answered.get(response.status) ?? 0) + 1);
  const type = response.headers.get('content-type') ?? '';
  if (route.eventStream && response.ok) return expectSnapshot(route, response);
  const text = await response.text();
  if (route.id === 'deleteSession' && response.ok && fuzzed.session)
    sessions.delete(fuzzed.session);
  // The item is gone: the next request finds another one.
  if (route.id === 'deleteContact' && response.ok) withItems.delete(placeOf(route, id));
  expect(response.status, text).toBeLessThan(500);
  if (response.ok) expect(route.mediaTypes).toContain(type.split(';')[0]);
  if (response.ok && !type.startsWith('application/json')) return;
  expect(type).toMatch(/^application\/json/);
  expectBody(route, response.status, JSON.parse(text));
}

/** Reads only the first event, because the stream does not end. */
async function expectSnapshot(route: DocumentedRoute, response: Response): Promise<void> {
  const { event, leave } = await firstEvent(response);
  await leave();
  expect(event.type).toBe('snapshot');
  expectBody(route, response.status, event);
}

const validators = new Map<TSchema, Validator>();

function expectBody(route: DocumentedRoute, status: number, body: unknown): void {
  const schema = route.answers[status];
  if (!schema) throw new Error(`${route.id} answered ${status}, which its document does not have`);
  const validator = validators.get(schema) ?? (Compile(schema) as unknown as Validator);
  validators.set(schema, validator);
  expect(validator.Errors(body), `${route.id} ${status} ${JSON.stringify(body)}`).toEqual([]);
  if (status < 400 || route.id === 'live' || route.id === 'ready') return;
  const { code } = body as { code: unknown };
  expect(isErrorCode(code) && ERROR_STATUS[code]).toBe(status);
}

/** Deletes the sessions and webhooks that the requests to one route have created. */
async function forgetCreated(): Promise<void> {
  const { pool } = api.db;
  await pool.query('DELETE FROM sessions WHERE id <> ALL ($1::uuid[])', [[...sessions.values()]]);
  await pool.query('DELETE FROM webhooks');
}

const isSuccess = (status: number) => status < 400;

/** Sends that many valid and broken requests to each route of the contract. */
export function fuzzRoutes(requestsPerRoute: number): void {
  const enough = requestsPerRoute * LEAST_SHARE;
  beforeAll(async () => {
    api = await startTestApi({ logLevel: 'info' });
    await createWorkspace(api.db, { name: 'elsewhere', now: clock() });
    workspaceId = (await defaultWorkspace(api.db)).id;
    const newKey = async (scopes: readonly (typeof SCOPES)[number][], workspace?: string) =>
      (await createKey({ db: api.db, clock }, { name: 'a key', scopes, workspace })).key;
    const spare = { name: 'spare', scopes: ['read'] } as const;
    keyId = (await createKey({ db: api.db, clock }, spare)).key_id;
    keys.set('admin', ADMIN_KEY);
    keys.set('all scopes', await newKey(SCOPES));
    keys.set('read only', await newKey(['read']));
    keys.set('of another workspace', await newKey(SCOPES, 'elsewhere'));
    keys.set('wrong', 'wcg_00000000_wrong');
    keys.set('none', null);
    const document = await request(api, '/openapi.json', { key: null });
    documented = new Map(documentedRoutes(document.body).map((route) => [route.id, route]));
  });
  // The lists of the next routes would be of what thousands of requests have created.
  afterEach(forgetCreated);
  afterAll(() => api.stop());

  it.each(ROUTE_IDS)(
    '%s answers whatever is sent to it as the served document says, and never 5xx',
    async (id) => {
      const route = documented.get(id);
      if (!route) throw new Error(`The document has no ${id}`);
      answered = new Map();
      const property = fc.asyncProperty(fuzzedRequests(route), (fuzzed) => send(route, fuzzed));
      await fc.assert(property, { numRuns: requestsPerRoute, seed: SEED, endOnFailure: true });
      // Else it would have been the refusals alone that were looked at.
      for (const status of Object.keys(route.responses).map(Number).filter(isSuccess)) {
        expect(answered.get(status), `answers of ${status}`).toBeGreaterThan(enough);
      }
      expect(answered.get(400), 'answers of 400').toBeGreaterThan(enough);
    },
  );

  it('requests were sent to every route', () => {
    expect(sent).toBe(requestsPerRoute * ROUTE_IDS.length);
  });
}
