import { once } from 'node:events';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROOT } from '../support/markdown.ts';
import { createRestClient, poll } from '../support/rest-client.ts';
import { killProcessesOf, rootCommand, untilNoProcess } from '../support/root-command.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-developer-'));
});
afterEach(async () => {
  await killProcessesOf(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

it('npm run dev pairs a session, restarts the engine when its code changes, and restores the session', async () => {
  const dev = rootCommand(['dev'], { dataDir });
  await dev.prints(/Ctrl-C stops everything/);
  const [, url = ''] = await dev.prints(/API +(http\S+)/);
  const [, key = ''] = await dev.prints(/X-API-Key +(\S+)/);
  const [, id] = await dev.prints(/session +(\S+)/);
  const call = createRestClient(url, key);
  expect((await call('POST', `/sessions/${id}/grab-all`)).status).toBe(200);
  const now = new Date();
  await utimes(join(ROOT, 'apps/engine/src/server.ts'), now, now);
  await dev.prints(/apps\/engine runs again/);
  const status = async () => (await call('GET', `/sessions/${id}/status`)).body.data;
  await poll(status, (data) => data?.status === 'connected' && !data.stale, 60_000);
  dev.process.kill('SIGTERM');
  expect((await dev.ended).code).toBe(0);
  await untilNoProcess(dataDir);
});

it('npm run demo -- --serve has one port, and says in a sentence if it is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const env = { PORT: String(port) };
  const { code, output } = await rootCommand(['demo', '--serve', '--contacts', '30'], {
    dataDir,
    env,
  }).ended;
  other.close();
  expect(output).toContain(`Port ${port} is in use. Stop the program that uses it, or set PORT`);
  expect(code).toBe(1);
  const { output: help } = await rootCommand(['demo', '--help'], { dataDir }).ended;
  expect(help).toContain('PORT (default 3100)');
});
