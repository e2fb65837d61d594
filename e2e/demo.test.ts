import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const DEMO = fileURLToPath(new URL('../scripts/demo.ts', import.meta.url));
const SIZE = ['--contacts', '120', '--groups', '6', '--participants', '9'];

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-demo-'));
});
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

it('runs the whole job, and a second run updates everything and duplicates nothing', async () => {
  const first = await runDemo(SIZE);
  expect(first.code, first.out).toBe(0);
  const totals = { total_groups: 6, total_contacts: 120, complete: true, failed_count: 0 };
  expect(first.counters).toMatchObject({ ...totals, saved_count: 126, updated_count: 0 });
  const second = await runDemo(SIZE);
  expect(second.code, second.out).toBe(0);
  expect(second.counters).toMatchObject({
    ...totals,
    saved_count: 0,
    updated_count: 126,
    unchanged_count: 126,
    removed_count: 0,
  });
}, 180_000);

it('explains a wrong argument', async () => {
  const { code } = await runDemo(['--contacts', 'many']);
  expect(code).toBe(1);
});
