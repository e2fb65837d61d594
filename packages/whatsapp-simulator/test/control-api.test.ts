import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Simulator, startSimulator } from '../src/simulator.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

async function send(method: string, path: string, body?: unknown) {
  const init =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`http://127.0.0.1:${simulator.controlPort}${path}`, {
    method,
    ...init,
  });
  return { status: response.status, body: await response.json() };
}

describe('an account', () => {
  test('is created once for one spec, with its numbers', async () => {
    const spec = { contacts: 12, groups: 3, participants: 4 };
    const first = await send('POST', '/accounts', spec);
    expect(first).toMatchObject({
      status: 201,
      body: { expected: { contacts: 12, groups: 3, participants: 12 } },
    });
    const second = await send('POST', '/accounts', spec);
    expect(second).toEqual({ status: 200, body: first.body });
    const { account_id } = await simulator.control.createAccount(spec);
    expect(await simulator.control.getAccount(account_id)).toEqual(first.body);
  });

  test('refuses another spec under the same id', async () => {
    await simulator.control.createAccount({ account_id: 'mine', contacts: 1 });
    const other = simulator.control.createAccount({ account_id: 'mine', contacts: 2 });
    await expect(other).rejects.toMatchObject({ status: 409, code: 'ACCOUNT_EXISTS' });
  });

  test('that does not exist is a 404', async () => {
    for (const path of ['', '/truth', '/queries']) {
      expect(await send('GET', `/accounts/unknown${path}`)).toMatchObject({
        status: 404,
        body: { code: 'ACCOUNT_NOT_FOUND', message: expect.any(String) },
      });
    }
  });
});

test.each([
  ['/accounts', { contact: 5 }],
  ['/accounts', { contacts: '5' }],
  ['/accounts', { saved_share: 2 }],
  ['/accounts', { participants: [1] }],
  ['/accounts', { phone_number: '+62812' }],
  ['/scan', { qr: 'x' }],
  ['/accounts/any/changes', { operations: [{ type: 'no_such_thing' }] }],
  ['/accounts/any/changes', { operations: [{ type: 'leave_group' }] }],
  ['/accounts/any/changes', { operations: [{ type: 'leave_group', group_id: 'x', more: 1 }] }],
  ['/accounts/any/faults', { type: 'no_such_thing' }],
  ['/accounts/any/faults', { type: 'query', kind: 'gossip', behaviour: 'hang' }],
  ['/accounts/any/logout', { mode: 'softly' }],
])('an invalid request to %s is refused: %j', async (path, body) => {
  expect(await send('POST', path, body)).toMatchObject({
    status: 400,
    body: { code: 'INVALID_REQUEST', message: expect.any(String) },
  });
});

test('an unknown option is refused', async () => {
  expect(await send('PATCH', '/options', { sync_dealy_ms: 1 })).toMatchObject({ status: 400 });
});

test('operations before one that fails stay', async () => {
  const { account_id: id } = await simulator.control.createAccount({
    contacts: 3,
    groups: 0,
    seed: 77,
  });
  const changes = simulator.control.changeAccount(id, [
    { type: 'add_contact', push_name: 'a' },
    { type: 'leave_group', group_id: '1@g.us' },
    { type: 'add_contact', push_name: 'b' },
  ]);
  await expect(changes).rejects.toMatchObject({ status: 404, code: 'GROUP_NOT_FOUND' });
  expect((await simulator.control.getAccount(id)).expected.contacts).toBe(4);
});

describe('the process', () => {
  test('ends when it is told to', async () => {
    const other = await startSimulator();
    await other.stop();
    expect(isRunning(other.pid)).toBe(false);
  });

  test('ends when the process that started it is killed', async () => {
    const url = JSON.stringify(new URL('../src/simulator.ts', import.meta.url));
    const script = `const { startSimulator } = await import(${url});
      console.log((await startSimulator()).pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitUntil(() => !isRunning(pid), { interval: 50 });
  });

  test('says why when it cannot start', async () => {
    await expect(startSimulator({ httpsPort: simulator.httpsPort })).rejects.toThrow('EADDRINUSE');
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
