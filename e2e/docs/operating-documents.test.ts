import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stopSeconds } from '../support/dockerfile.ts';
import { named, render } from '../support/kubernetes/render.ts';
import { askService } from '../support/kubernetes/service-settings.ts';
import { ROOT, readDocument, sections } from '../support/markdown.ts';

const OPERATING = readDocument('docs/operating.md');
const KUBERNETES = readDocument('docs/operating/kubernetes.md');
const LARGE = readDocument('docs/operating/large-installations.md');
const section = (heading: string) =>
  sections(OPERATING).find((one) => one.heading === heading)?.body ?? '';
const AUTOSCALER = ['HorizontalPodAutoscaler', 'grabber-api'] as const;
const DEFAULTS = new Map(
  [...readDocument('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, k, v]) => [k, v]),
);
const seconds = (name: string) => Number(DEFAULTS.get(name)) / 1_000;
const summary = (name: string): Record<string, number> =>
  JSON.parse(readDocument(`bench/results/${name}.json`)).summary;

/** A number that a source file gives a name. */
function constant(path: string, name: string): number {
  const [, text] = new RegExp(`const ${name} = ([\\d_]+);`).exec(readDocument(path)) ?? [];
  if (text === undefined) throw new Error(`${path} has no ${name}`);
  return Number(text.replaceAll('_', ''));
}

const numbersIn = (text: string) => [...text.matchAll(/\b\d+\b/g)].map(Number);

it('says how many connections a process of the API opens, and all replicas of the manifests', () => {
  const parts = [
    constant('apps/api/src/open-store.ts', 'MAX_CONNECTIONS'),
    Number(DEFAULTS.get('MAX_CONCURRENT_GRABS')),
    constant('packages/database/src/connection/open-database.ts', 'MAX_RESERVED_CONNECTIONS'),
    1,
  ];
  const all = parts.reduce((sum, one) => sum + one);
  const said = numbersIn(section('Connections to Postgres'));
  expect(said.slice(0, 5)).toEqual([all, ...parts]);
  const { maxReplicas } = named(render('deploy/kubernetes/base'), ...AUTOSCALER).spec;
  const connections = `${maxReplicas + 1} × ${all + 1} connections`;
  expect(KUBERNETES).toContain(connections);
  const [, needed] = /`max_connections` of (\d+) or more/.exec(KUBERNETES) ?? [];
  expect(Number(needed)).toBeGreaterThan((maxReplicas + 1) * (all + 1));
});

it('says how long the services take to stop', () => {
  const text = section('Stop').replaceAll('\n', ' ');
  const closing = constant('apps/engine/src/server.ts', 'BROWSERS_CLOSE_TIMEOUT_MS') / 1_000;
  const grace = seconds('ENGINE_SHUTDOWN_GRACE_MS');
  expect(text).toContain(`\`API_SHUTDOWN_GRACE_MS\` (${seconds('API_SHUTDOWN_GRACE_MS')} s)`);
  expect(text).toContain(`the engine within ${grace + closing} s`);
  expect(text).toContain(`up to ${stopSeconds('engine', 1_000 * grace)} s for all of it`);
});

it('computes the browsers of each memory from the table above it', () => {
  const rows = [...section('Sizing').matchAll(/^\| (\d+) GB +\| (\d+) +\| (\d+) +\|$/gm)];
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const [gigabytes = 0, safe, usual] = row.slice(1).map(Number);
    const free = 1_000 * gigabytes - 120 - 250 - 700;
    expect([safe, usual]).toEqual([Math.floor(free / 500), Math.floor(free / 260)]);
  }
});

it('has the figures of the benchmarks, and computes the others from them', () => {
  const { sessions_an_hour: anHour = 0, ...scale } = summary('scale');
  const { awake_seconds_2000: awake = 0, awake_seconds_10000, awake_seconds_50000 } = scale;
  const rows = [...section('Sizing').matchAll(/^\| ([\d,]+) +\| ([\d.]+) s +\| \D*([\d,]+)/gm)];
  const cells = rows.map((row) => row.slice(1).map((text) => Number(text?.replaceAll(',', ''))));
  const computed = (seconds = 0) => Math.round((anHour * awake) / seconds / 50) * 50;
  expect(cells).toEqual([
    [2_000, awake, anHour],
    [10_000, awake_seconds_10000, computed(awake_seconds_10000)],
    [50_000, awake_seconds_50000, computed(awake_seconds_50000)],
  ]);
  expect(section('Sizing')).toContain(`| ${scale.night_peak_gb?.toFixed(1)} GB at most`);
  expect(section('Sizing')).toContain(`| ${scale.all_awake_gb_extrapolated?.toFixed(1)} GB `);
  // 100,000 sessions in a night of 8 hours.
  expect(LARGE).toContain(`| ${Math.ceil((100_000 * awake) / (8 * 3_600))} all night `);
  expect(LARGE).toContain(
    `| ${Math.ceil(100_000 / 8 / anHour)}, each with an engine of 4 browsers`,
  );
});

it('an engine takes as many sessions as the large installation gives to each', async () => {
  const [, text] = /\| ([\d,]+) \(`ENGINE_MAX_SESSIONS`\)/.exec(LARGE) ?? [];
  const each = Number(text?.replaceAll(',', ''));
  const [, machines] = /\| (\d+), each with an engine/.exec(LARGE) ?? [];
  expect(each * Number(machines)).toBeGreaterThanOrEqual(100_000);
  const { refusal } = await askService('engine', { ENGINE_MAX_SESSIONS: String(each) });
  expect(refusal).toBeNull();
});

const registered = [...readDocument('docs/metrics.md').matchAll(/^\| `(\w+)`/gm)];
const METRICS = new Set(registered.map(([, name]) => name));

it.each([
  'operating.md',
  ...readdirSync(`${ROOT}docs/operating`).map((name) => `operating/${name}`),
])('docs/%s names only metrics that a service registers', (path) => {
  const named = readDocument(`docs/${path}`).match(
    /\b(?:grabber_(?:api|engine)|nodejs|process)_\w+/g,
  );
  expect((named ?? []).filter((name) => !METRICS.has(name))).toEqual([]);
});
