import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openLink } from './support/open-link.ts';
import { createRestClient, poll } from './support/rest-client.ts';
import { killProcessesOf, rootCommand } from './support/root-command.ts';

const DEMO = fileURLToPath(new URL('../scripts/demo.ts', import.meta.url));
const SIZE = ['--contacts', '120', '--groups', '6', '--participants', '9'];

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-demo-'));
});
afterEach(() => killProcessesOf(dataDir));
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

async function runDemo(args: string[]): Promise<{ code: number; out: string; counters: unknown }> {
  const child = spawn(process.execPath, [DEMO, ...args], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const last = out.trimEnd().split('\n').at(-1) ?? '';
  return { code, out, counters: last.startsWith('{') ? JSON.parse(last) : undefined };
}

it('runs the whole job', async () => {
  const { code, out, counters } = await runDemo(SIZE);
  expect(code, out).toBe(0);
  const totals = { total_groups: 6, total_contacts: 120, complete: true, failed_count: 0 };
  expect(counters).toMatchObject({ ...totals, saved_count: 126, updated_count: 0 });
}, 180_000);

/** What the second run prints of its grab. */
const SEEN_AGAIN = {
  ...{ groups: '6 of 6', contacts: '120 of 120', complete: 'yes', unreadable: '0' },
  ...{ new: '0', 'seen before': '126 (126 unchanged)', gone: '0' },
};

it('updates everything and duplicates nothing in a second run, which serves: it prints calls, and how to scan a further session', async () => {
  const demo = rootCommand(['demo', '--serve', ...SIZE], { dataDir });
  const [grabbed] = await demo.prints(/Grab of groups[\s\S]*\n {2}time /);
  const [printed] = await demo.prints(/ {2}API {2,}http[\s\S]*Ctrl-C stops it/);
  for (const [label, value] of Object.entries(SEEN_AGAIN))
    expect(grabbed).toContain(`\n  ${label.padEnd(15)} ${value}\n`);
  for (const part of ['/status', '/grab-groups', '/grab-contacts', '/grab-all', '-X DELETE'])
    expect(printed).toContain(part);
  const [, url = ''] = /API +(http\S+)/.exec(printed) ?? [];
  const [, key = ''] = /X-API-Key +(\S+)/.exec(printed) ?? [];
  const [, account, place = ''] = /"account_id":"([^"]+)"}' (http\S+)/.exec(printed) ?? [];
  const [, link = ''] = /^ {2}Console {5}(\S+) {3}\(signs one browser in/m.exec(printed) ?? [];
  expect((await openLink(link)).signIn.status).toBe(201);
  const call = createRestClient(url, key);
  const created = await call('POST', '/sessions', { body: { name: 'Other', start: true } });
  const id = created.body.data.session_id;
  const { body } = await poll(
    () => call('GET', `/sessions/${id}/qr`),
    ({ status }) => status === 200,
  );
  const answer = await fetch(place, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ qr: body.data.qr, account_id: account }),
  });
  expect(answer.status).toBe(200);
  demo.process.kill('SIGINT');
  const { output } = await demo.ended;
  expect(output.trimEnd().split('\n').at(-1)).toBe(
    'The demo has stopped. Its data are kept for the next one.',
  );
}, 180_000);

it('explains a wrong argument', async () => {
  const { code } = await runDemo(['--contacts', 'many']);
  expect(code).toBe(1);
});
