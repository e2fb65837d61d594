import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rowDifferences, shapeDifferences } from './support/compare-shape.ts';
import { codeBlocks, ROOT, readDocument } from './support/markdown.ts';
import {
  SPECIFIED_GRAB_ALL,
  SPECIFIED_GRAB_CONTACTS,
  SPECIFIED_GRAB_GROUPS,
  SPECIFIED_GROUP,
  SPECIFIED_INDIVIDUAL,
  SPECIFIED_STATUS,
} from './support/specified-bodies.ts';
import { UNPACKED_BROWSER } from './support/unpacked-browser.ts';

type Body = {
  success: boolean;
  message: string;
  data: Record<string, unknown> & { contacts: Record<string, unknown>[]; deleted_count: number };
};

const run = promisify(execFile);
const SIZE = ['--contacts', '60', '--groups', '6', '--participants', '7'];
const TOTAL = 66;

let dataDir: string;
let demo: ReturnType<typeof startDemo>;
let variables: Record<string, string>;

function startDemo() {
  return spawn(process.execPath, [join(ROOT, 'scripts/demo.ts'), '--serve', ...SIZE], {
    env: { ...process.env, ...UNPACKED_BROWSER, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** URL, key and session, as the demo prints them for its user. */
async function printedByDemo(): Promise<Record<string, string>> {
  let out = '';
  const { promise: ready, resolve: done } = Promise.withResolvers<void>();
  demo.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.includes('Ctrl-C')) done();
  });
  await Promise.race([ready, once(demo, 'exit')]);
  const printed = (label: string) => new RegExp(`^ +${label} +(\\S+)`, 'm').exec(out)?.[1] ?? '';
  return { URL: printed('API'), KEY: printed('X-API-Key'), ID: printed('session') };
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-laravel-'));
  demo = startDemo();
  variables = await printedByDemo();
});
afterAll(async () => {
  if (demo.exitCode === null) {
    demo.kill('SIGTERM');
    await once(demo, 'exit');
  }
  await rm(dataDir, { recursive: true, force: true });
});

const COMMANDS = codeBlocks(readDocument('docs/api.md'))
  .filter(({ tags }) => 'six-calls' in tags)
  .flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('curl ')));

/** The documented line for a path, unquoted at its end. */
const lineFor = (end: string) =>
  COMMANDS.find((line) => line.replaceAll('"', '').endsWith(end) && !line.includes('-X'));

const CURL_STAND_IN = fileURLToPath(new URL('./support/bin', import.meta.url));

/** Runs a documented line in a shell, as a reader does. */
async function runLine(line: string | undefined): Promise<Body> {
  if (!line) throw new Error('docs/api.md has no such curl line');
  const PATH = [process.env.PATH, CURL_STAND_IN].join(delimiter);
  const { stdout } = await run('sh', ['-c', line], { env: { ...process.env, ...variables, PATH } });
  return JSON.parse(stdout) as Body;
}

const documented = (end: string) => runLine(lineFor(end));

it('gives each specified call the fields of the specification, in its types', async () => {
  expect(COMMANDS).toHaveLength(8);
  const status = await documented('/status');
  expect(shapeDifferences(SPECIFIED_STATUS, status)).toEqual([]);
  expect(status.data.status).toBe('connected');
  for (const [end, specified] of [
    ['/grab-groups', SPECIFIED_GRAB_GROUPS],
    ['/grab-contacts', SPECIFIED_GRAB_CONTACTS],
    ['/grab-all', SPECIFIED_GRAB_ALL],
  ] as const) {
    const body = await documented(end);
    expect(shapeDifferences(specified, body), end).toEqual([]);
    expect(body.message).toBe(specified.message);
  }
});

it('reads the stored contacts by type, in the specified rows, and deletes them', async () => {
  const individuals = (await documented('/contacts?type=individual')).data.contacts;
  const groups = (await documented('/contacts?type=group')).data.contacts;
  expect(rowDifferences(SPECIFIED_INDIVIDUAL, individuals, 'individual')).toEqual([]);
  expect(rowDifferences(SPECIFIED_GROUP, groups, 'group')).toEqual([]);
  expect((await documented('$ID/contacts')).data.contacts).toHaveLength(TOTAL);
  expect(individuals.length + groups.length).toBe(TOTAL);
  const removed = await runLine(COMMANDS.find((line) => line.includes('-X DELETE')));
  expect(removed.data.deleted_count).toBe(TOTAL);
  expect((await documented('$ID/contacts')).data.contacts).toEqual([]);
});
