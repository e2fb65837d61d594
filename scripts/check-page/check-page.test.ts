import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { UsedMember } from './check-members.ts';

const SCRIPT = join(import.meta.dirname, '../check-page.ts');
const PAGE_MEMBERS = join(import.meta.dirname, '../../apps/engine/src/commands/page-members.ts');

function run(script: string, ...args: string[]) {
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

function emptyDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'grabber-page-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const members = JSON.parse(run(PAGE_MEMBERS).stdout) as UsedMember[];
const placeOf = ({ places: [place = []] }: UsedMember) => place.join('.');

/** A member that stops this alone, and is not a part of the way to another one. */
function usedMember(stops: UsedMember['stops']): string {
  const chosen = members.find(
    (member) =>
      member.places.length === 1 &&
      member.stops.join() === stops.join() &&
      !members.some((other) => placeOf(other).startsWith(`${placeOf(member)}.`)),
  );
  return chosen ? placeOf(chosen) : 'no such member';
}

/** Modules that have every member that the engine uses, but for those that are left out. */
function directoryWithout(...leftOut: string[]): string {
  const path = join(emptyDirectory(), 'modules');
  mkdirSync(path);
  const kept = members.filter((member) => !leftOut.includes(placeOf(member)));
  const places = kept.map(({ places }) => places.at(-1) ?? []);
  for (const [module, ofModule] of Map.groupBy(places, ([name = '']) => name)) {
    writeFileSync(join(path, `${module}.js`), moduleText(module, ofModule));
  }
  return path;
}

type Tree = { [name: string]: Tree };

function moduleText(name: string, places: readonly (readonly string[])[]): string {
  const root: Tree = {};
  for (const [, ...path] of places) {
    let level = root;
    for (const part of path) {
      level[part] ??= {};
      level = level[part];
    }
  }
  const exports = Object.entries(root).map(
    ([part, value]) => `l.${part} = ${JSON.stringify(value)};`,
  );
  return `__d("${name}", [], (function(t, n, r, o, a, i, l) {\n${exports.join('\n')}\n}), 98);\n`;
}

it('accepts a build that has what the engine uses, and names the build', () => {
  const path = directoryWithout();
  writeFileSync(join(path, '..', 'revision.json'), '{"revision":1000000001}');
  const { status, stdout } = run(SCRIPT, path);
  expect(stdout).toContain('WhatsApp Web 2.3000.1000000001');
  expect(stdout.trim().split('\n').at(-1)).toBe(
    'This build has every member that the engine uses.',
  );
  expect(status).toBe(0);
});

it.each<[UsedMember['stops'], string]>([
  [['groups', 'contacts'], 'groups could not be read, contacts could not be read'],
  [['start'], 'sessions would not start'],
  [['pairing'], 'devices could not be linked'],
  [[], 'sessions start and reads work'],
])('refuses a build without a member that stops %j, and says what fails', (stops, effect) => {
  const member = usedMember(stops);
  const { status, stdout } = run(SCRIPT, directoryWithout(member));
  expect(status).toBe(1);
  expect(stdout).toMatch(new RegExp(`missing\\n  ${member}: `));
  expect(stdout.trim().split('\n').at(-1)).toContain(effect);
});

it('prints JSON', () => {
  const name = usedMember(['groups', 'contacts']);
  const { status, stdout } = run(SCRIPT, directoryWithout(name), '--json');
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ build: null, fits: false, missing: 1, unclear: 0 });
  expect(report.members).toContainEqual({
    name,
    finding: 'missing',
    reason: expect.any(String),
    stops: ['groups', 'contacts'],
    usedBy: 'the reader',
  });
  expect(report.found).toBe(report.members.length - 1);
  expect(status).toBe(1);
});

it('runs nothing of the modules', () => {
  const path = directoryWithout();
  const ran = join(path, 'ran');
  const harm = `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`;
  writeFileSync(join(path, 'WABase64.js'), `${harm};\n__d("WABase64", [], (${harm}), 98);\n`);
  const { stdout } = run(SCRIPT, path, '--json');
  expect(JSON.parse(stdout).missing).toBeGreaterThan(0);
  expect(() => writeFileSync(ran, '', { flag: 'wx' })).not.toThrow();
});

it.each([
  ['no directory', () => [], 'Usage: npm run check:page'],
  ['two directories', () => ['a', 'b'], 'Usage: npm run check:page'],
  [
    'a directory that does not exist',
    () => [join(emptyDirectory(), 'gone')],
    'cannot be read (ENOENT)',
  ],
  ['an empty directory', () => [emptyDirectory()], 'holds no file NAME.js'],
])('refuses %s', (_what, args, message) => {
  const { status, stderr, stdout } = run(SCRIPT, ...args());
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(status).toBe(1);
});
