import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const BENCH = fileURLToPath(new URL('../../scripts/bench.ts', import.meta.url));

/** The last line of a run, which its file has too. */
async function runSmall(name: string, scale: string) {
  const folder = await mkdtemp(join(tmpdir(), 'grabber-bench-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const out = join(folder, `${name}.json`);
  const flags = [name, '--rounds', '1', '--scale', scale, '--out', out];
  const { stdout } = await run(process.execPath, [BENCH, ...flags]);
  const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(last).toMatchObject({ name, machine: { cores: expect.any(Number) } });
  expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject(last);
  return last;
}

test('npm run bench -- engine ends with one line of JSON that has every figure, and saves it', async () => {
  const last = await runSmall('engine', '0.005');
  for (const key of [
    'contacts_speedup_10k',
    'contacts_speedup_50k',
    'groups_speedup_500x200',
    'groups_speedup_1000x100',
    'groups_stale_speedup_1000x100',
    'contacts_cpu_speedup_50k',
    'groups_cpu_speedup_1000x100',
    'groups_stale_cpu_speedup_1000x100',
    'contact_entries_50k',
    'node_stall_ms_50k',
    'page_longtask_ms_50k',
    'rss_growth_mb_50k',
    'queries_ours',
    'queries_library',
  ]) {
    expect(last.summary[key], key).toEqual(expect.any(Number));
  }
  // At this size only these figures mean anything: the queries that the reads sent to WhatsApp.
  expect(last.summary.queries_ours).toBe(0);
  expect(last.summary.queries_library).toBeGreaterThan(0);
});

test('npm run bench -- console finds what it searches in the console and in the plain table', async () => {
  const { summary } = await runSmall('console', '0.2');
  for (const key of ['first_rows_cold_ms', 'search_p95_ms', 'wheel_longest_task_ms']) {
    expect(summary[key], key).toEqual(expect.any(Number));
    expect(summary[`plain_${key}`], `plain_${key}`).toEqual(expect.any(Number));
  }
  expect(summary.first_visit_kib).toEqual(expect.any(Number));
  expect(summary.process_pss_mb).toBeLessThanOrEqual(200);
});

test('npm run bench -- scale grabs all sessions of a night with few browsers', async () => {
  const { summary } = await runSmall('scale', '0.05');
  // Three sessions, and a browser fewer than that.
  expect(summary.most_browsers).toBeLessThanOrEqual(2);
  for (const key of ['night_peak_gb', 'sessions_an_hour', 'seal_ms_5_mb'])
    expect(summary[key], key).toEqual(expect.any(Number));
});
