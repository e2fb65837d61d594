import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const NAME = 'Nama Yang Rahasia';
const PHONE = '628120000001';
const LID = '99000000000001@lid';
const account = {
  groups: [
    engineGroup({
      name: NAME,
      description: NAME,
      participants: [engineParticipant({ name: NAME })],
    }),
  ],
  contacts: [engineContact({ phone: PHONE, name: NAME, push_name: NAME })],
};
const FRAME = ['level', 'time', 'service', 'msg'];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ logLevel: 'trace' });
});
afterAll(() => api.stop());

/** The lines about a session that are events, without what every line has. */
function eventsOf(id: string) {
  return api.logs
    .filter((line) => line.session_id === id && line.msg !== 'Request answered')
    .map(({ level, msg, ...line }) => {
      const fields = Object.entries(line).filter(([name]) => !FRAME.includes(name));
      return [level, msg, Object.fromEntries(fields)];
    });
}

it.each([
  [
    'grab-groups',
    'Grabbing group contacts',
    'Group contacts grabbed and saved successfully',
    { total_groups: 1, saved_count: 1, updated_count: 0 },
  ],
  [
    'grab-contacts',
    'Grabbing individual contacts',
    'Individual contacts grabbed and saved successfully',
    { total_contacts: 1, saved_count: 1, updated_count: 0 },
  ],
  [
    'grab-all',
    'Grabbing all contacts',
    'All contacts grabbed and saved successfully',
    { total_groups: 1, total_contacts: 1, saved_count: 2, updated_count: 0 },
  ],
])(
  "%s logs the specification's events with its fields and no others",
  async (route, started, stored, counts) => {
    const id = await connectedSession(api, account, 'Nama Session');
    await request(api, `/api/sessions/${id}/${route}`);
    expect(eventsOf(id)).toEqual([
      ['info', started, { session_id: id, session_name: 'Nama Session' }],
      ['info', stored, { session_id: id, ...counts }],
    ]);
  },
);

it.each([
  ['grab-groups', 'readGroups', 'Error grabbing group contacts'],
  ['grab-contacts', 'readContacts', 'Error grabbing individual contacts'],
  ['grab-all', 'readAll', 'Error grabbing all contacts'],
] as const)(
  '%s logs its failure as the specification says, scrubbed',
  async (route, fault, event) => {
    const id = await connectedSession(api, account);
    const message = `Reading ${PHONE}@s.whatsapp.net of +62 812-000-0001 failed`;
    api.engine.setFault(fault, { kind: 'error', code: 'READ_FAILED', message });
    await request(api, `/api/sessions/${id}/${route}`);
    api.engine.clearFaults();
    expect(eventsOf(id).at(-1)).toEqual([
      'error',
      event,
      { session_id: id, error: 'Reading [redacted] of [redacted] failed' },
    ]);
  },
);

it('an engine that is down is logged as the failure of the grab', async () => {
  const id = await connectedSession(api, account);
  await api.engine.goDown();
  await request(api, `/api/sessions/${id}/grab-groups`);
  await api.engine.comeUp();
  expect(eventsOf(id)).toMatchObject([
    ['error', 'Error grabbing group contacts', { session_id: id }],
  ]);
});

it('a refusal because of the status is no error', async () => {
  const id = await createSession(api);
  await request(api, `/api/sessions/${id}/grab-groups`);
  expect(eventsOf(id)).toEqual([]);
});

it('a grab that is not complete is a warning with counts and reasons', async () => {
  const unreadable = [{ type: 'contact', id: LID, reason: `${NAME} threw` } as const];
  const id = await connectedSession(api, { ...account, unreadable });
  await request(api, `/api/sessions/${id}/grab-all`);
  expect(eventsOf(id).at(-1)).toEqual([
    'warn',
    'Grab incomplete',
    {
      session_id: id,
      grab_id: expect.any(String),
      failed_count: 1,
      reasons: ['UNREADABLE_ITEMS'],
    },
  ]);
});

it('a request is one line with the route as a template', async () => {
  const id = await connectedSession(api, account);
  const requests = () => api.logs.filter((line) => 'request_id' in line);
  const before = requests().length;
  await request(api, `/api/sessions/${id}/contacts?type=individual`);
  await vi.waitFor(() => expect(requests()).toHaveLength(before + 1));
  expect(requests().at(-1)).toMatchObject({
    level: 'info',
    msg: 'Request answered',
    method: 'GET',
    route: '/api/sessions/:id/contacts',
    status: 200,
    session_id: id,
    request_id: expect.any(String),
    duration_ms: expect.any(Number),
  });
});

it('no line holds a name, number, JID, QR or key, whatever is asked and whatever fails', async () => {
  const id = await connectedSession(api, account);
  const qrSession = await createSession(api);
  api.engine.setSession(qrSession, { status: 'qr' });
  const { text: qr } = await request(api, `/api/sessions/${qrSession}/qr?format=json`);
  const key = 'wcg_0a1b2c3d_somebody-elses-key';
  const paths = [
    `/api/sessions/${id}/grab-all`,
    `/api/sessions/${id}/contacts`,
    `/api/sessions/${PHONE}@s.whatsapp.net/status`,
    `/api/sessions/${encodeURIComponent(NAME)}/contacts?type=${encodeURIComponent(NAME)}`,
    `/api/sessions/${id}/contacts?type=${PHONE}&key=${key}`,
    `/api/${PHONE}/${encodeURIComponent(NAME)}`,
    `/%E0%A4%A/${PHONE}`,
  ];
  for (const path of paths) await request(api, path);
  await request(api, paths[0] ?? '', { key });
  api.engine.setFault('readAll', {
    kind: 'inject',
    afterLines: 2,
    text: `{"type":"${NAME} ${PHONE}"}\n`,
  });
  await request(api, paths[0] ?? '');
  api.engine.setFault('readAll', { kind: 'answer', status: 500, type: 'text/plain', body: NAME });
  await request(api, paths[0] ?? '');
  api.engine.clearFaults();
  const log = api.logText();
  for (const secret of [
    NAME,
    PHONE,
    LID,
    '@s.whatsapp.net',
    '@g.us',
    JSON.parse(qr).data.qr,
    key,
  ]) {
    expect(log).not.toContain(secret);
  }
});

it('hides the numbers in the name of a session', async () => {
  const id = await connectedSession(api, account, 'Budi +62 812-3456-7890 kantor 2');
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
  const started = api.logs.find((line) => line.session_id === id && line.session_name);
  expect(started?.session_name).toBe('Budi [redacted] kantor 2');
});
