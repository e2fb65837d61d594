import { API_ROUTES } from '@grabber/contracts/api/routes';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const person = (n: number, labels: string[] | null) =>
  engineContact({ phone: `62812000000${n}`, labels });

async function grab(id: string, account: Parameters<TestApi['engine']['setAccount']>[1]) {
  api.engine.setAccount(id, account);
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
}

async function labelsOf(id: string) {
  const { status, body } = await request(api, `/api/sessions/${id}/labels`);
  expect(status).toBe(200);
  expect(Compile(API_ROUTES.listLabels.responses[200]).Errors(body)).toEqual([]);
  return body.data.labels;
}

it('labels come by name, with the active contacts and groups that are in them', async () => {
  const groups = [engineGroup({ labels: ['Penting', ' lunas\n'] })];
  const contacts = [person(1, ['lunas']), person(2, ['Äpfel', 'lunas']), person(3, null)];
  const id = await connectedSession(api, {});
  expect(await labelsOf(id)).toEqual([]);
  const gone = person(4, ['lunas', 'Lama']);
  await grab(id, { groups, contacts: [...contacts, gone] });
  await grab(id, { groups, contacts });
  expect(await labelsOf(id)).toEqual([
    { name: 'Äpfel', contacts: 1, groups: 0 },
    { name: 'lunas', contacts: 2, groups: 1 },
    { name: 'Penting', contacts: 0, groups: 1 },
  ]);
});
