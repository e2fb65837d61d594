import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await createSession(api);
});
afterEach(() => api.engine.clearFaults());
afterAll(() => api.stop());

const ask = (phone_number: unknown = '6281234567890', headers: Record<string, string> = {}) =>
  request(api, `/api/sessions/${id}/pairing-code`, {
    method: 'POST',
    body: { phone_number },
    headers,
  });

const asked = () => api.engine.calls.filter(({ route }) => route === 'requestPairingCode').length;

it.each([
  ['between marks of direction', '\u202a+62 812\u20113456\u20117890\u202c'],
  ['with spaces that do not break', '+62\u00a0812\u00a03456\u00a07890'],
  ['in a link to call', 'tel:+62-812-3456-7890'],
  ['in a link of WhatsApp', 'https://wa.me/6281234567890?text=halo'],
  ['with Arabic digits', '+٦٢٨١٢٣٤٥٦٧٨٩٠'],
  ['after 00', '0062 812 3456 7890'],
])('takes a number %s', async (_, number) => {
  api.engine.setSession(id, { status: 'qr' });
  expect((await ask(number)).status).toBe(200);
});

it('says what to send for a number without its country code, and does not ask WhatsApp', async () => {
  api.engine.setSession(id, { status: 'qr' });
  const before = asked();
  const { status, body } = await ask('0812-3456-7890');
  expect([status, body.code, asked()]).toEqual([400, 'PHONE_NUMBER_INVALID', before]);
  expect(body.message).toContain('kode negara, misalnya 6281234567890');
  const english = await ask('0812-3456-7890', { 'accept-language': 'en' });
  expect(english.body.message).toContain('its country code, such as 6281234567890');
});

it('takes a number without its country code where the session was linked before', async () => {
  const linked = await createSession(api);
  await api.db.pool.query('UPDATE sessions SET account_phone_number = $2 WHERE id = $1', [
    linked,
    '6281200000001',
  ]);
  api.engine.setSession(linked, { status: 'qr' });
  const body = { phone_number: '0812-3456-7890' };
  const answer = await request(api, `/api/sessions/${linked}/pairing-code`, {
    method: 'POST',
    body,
  });
  expect(answer.status).toBe(200);
});

it('answers the code with its expiry and a warning, for a number as people type it', async () => {
  api.engine.setSession(id, { status: 'qr' });
  const { status, body } = await ask('+62 812-3456-7890');
  expect(status).toBe(200);
  expect(body.data).toEqual({ code: 'ABCD1234', expires_at: expect.any(String) });
  expect(body.message).toContain('dapat memutus session lain');
  expect((await ask(undefined, { 'accept-language': 'en' })).body.message).toContain(
    'can unlink a connected session of the same number',
  );
});

it.each([
  ['text that is not a number', 'abc', 'PHONE_NUMBER_INVALID'],
  ['nothing', '', 'VALIDATION_FAILED'],
  ['a JSON number', 6281234567890, 'VALIDATION_FAILED'],
])('answers 400 for %s', async (_, number, code) => {
  api.engine.setSession(id, { status: 'qr' });
  const answer = await ask(number);
  expect([answer.status, answer.body.code]).toEqual([400, code]);
});

it.each(['081234567890', ' (0812) 3456-7890'])(
  'says of %j that the country code is missing, and asks neither WhatsApp nor the budget',
  async (number) => {
    api.engine.setSession(id, { status: 'qr' });
    const calls = api.engine.calls.length;
    const answer = await ask(number);
    expect([answer.status, answer.body.code]).toEqual([400, 'PHONE_NUMBER_INVALID']);
    expect(answer.body.details).toEqual([
      {
        path: 'body.phone_number',
        message: 'harus diawali kode negara: 62812…, bukan 0812…',
      },
    ]);
    expect(api.engine.calls).toHaveLength(calls);
  },
);

it('passes on that WhatsApp refuses further codes, and for how long', async () => {
  api.engine.setSession(id, { status: 'qr' });
  const fault = { kind: 'error', code: 'PAIRING_RATE_LIMITED', retryAfterSeconds: 300 } as const;
  api.engine.setFault('requestPairingCode', fault);
  const answer = await ask();
  expect([answer.status, answer.body.code]).toEqual([429, 'PAIRING_RATE_LIMITED']);
  expect(answer.headers.get('retry-after')).toBe('300');
});

it.each(['connected', 'connecting', 'disconnected', 'logged_out', 'failed'] as const)(
  'answers 409 with the status while the session is %s',
  async (status) => {
    api.engine.setSession(id, { status });
    const answer = await ask();
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'PAIRING_NOT_AVAILABLE',
      status,
      message: `Kode pairing tidak tersedia. Status: ${status}`,
    });
  },
);

it('answers 409 for a session that was never started', async () => {
  const path = `/api/sessions/${await createSession(api)}/pairing-code`;
  const body = { phone_number: '6281234567890' };
  const answer = await request(api, path, { method: 'POST', body });
  expect([answer.status, answer.body.status]).toEqual([409, 'disconnected']);
});
