import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const PNG_SIGNATURE = '\x89PNG';

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await createSession(api);
  api.engine.setSession(id, { status: 'qr', qr_expires_at: '2030-01-01T00:00:00.000Z' });
});
afterEach(() => api.engine.clearFaults());
afterAll(() => api.stop());

const getQr = (query = '', headers = {}) =>
  request(api, `/api/sessions/${id}/qr${query}`, { headers });

it('is JSON by default, with its expiry', async () => {
  const { status, body, headers } = await getQr();
  expect(status).toBe(200);
  expect(body).toEqual({
    success: true,
    data: { qr: expect.stringContaining('2@'), expires_at: '2030-01-01T00:00:00.000Z' },
  });
  expect(headers.get('cache-control')).toBe('no-store');
});

it.each([
  ['?format=png', {}, 'image/png'],
  ['?format=svg', {}, 'image/svg+xml'],
  ['', { accept: 'image/png' }, 'image/png'],
  ['', { accept: 'image/svg+xml' }, 'image/svg+xml'],
  ['', { accept: 'image/avif,image/webp,image/*;q=0.8,*/*;q=0.5' }, 'image/png'],
  ['', { accept: 'image/png;q=0.3, application/json' }, 'application/json; charset=utf-8'],
  ['?format=json', { accept: 'image/png' }, 'application/json; charset=utf-8'],
  ['', { accept: 'text/html' }, 'application/json; charset=utf-8'],
])('%s with %j is %s', async (query, headers, type) => {
  const answer = await getQr(query, headers);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  if (type === 'image/png') expect(answer.text.slice(1, 4)).toBe(PNG_SIGNATURE.slice(1));
  if (type === 'image/svg+xml') expect(answer.text).toMatch(/^<svg /);
});

it.each(['disconnected', 'connecting', 'connected', 'logged_out', 'failed'] as const)(
  'is 409 QR_NOT_AVAILABLE with the status while the session is %s',
  async (status) => {
    const other = await createSession(api);
    api.engine.setSession(other, { status });
    const answer = await request(api, `/api/sessions/${other}/qr?format=png`);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      success: false,
      message: `QR code tidak tersedia. Status: ${status}`,
      code: 'QR_NOT_AVAILABLE',
      status,
    });
  },
);

it.each([
  ['id', 'WhatsApp Web terputus dari WhatsApp dan mencoba lagi'],
  ['en', 'WhatsApp Web has lost its line to WhatsApp and tries again'],
])('says in %s why no QR and no grab is possible, without a network', async (language, message) => {
  const other = await createSession(api);
  const last_error = { code: 'NO_NETWORK', message: 'There is no network.' };
  api.engine.setSession(other, { status: 'connecting', last_error });
  for (const path of ['qr', 'grab-all']) {
    const headers = { 'accept-language': language };
    const { status, body } = await request(api, `/api/sessions/${other}/${path}`, { headers });
    expect(status).toBe(409);
    expect(body.message).toMatch(/: connecting$/);
    expect(body).toMatchObject({
      ...{ status: 'connecting', last_error: { code: 'NO_NETWORK', message } },
    });
  }
});

it('is 409 for a session that was never started', async () => {
  const other = await createSession(api);
  const { status, body } = await request(api, `/api/sessions/${other}/qr`);
  expect(status).toBe(409);
  expect(body).toMatchObject({ code: 'QR_NOT_AVAILABLE', status: 'disconnected' });
});

it('refuses a format that there is not and says which there are', async () => {
  const { status, body } = await getQr('?format=gif');
  expect(status).toBe(400);
  expect(body.details).toEqual([
    { path: 'query.format', message: 'harus salah satu dari "json", "png", "svg"' },
  ]);
  expect((await getQr('?size=9')).body.details).toEqual([
    { path: 'query.size', message: 'tidak dikenal di sini: hapus dari permintaan' },
  ]);
});
