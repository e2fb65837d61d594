import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
// @ts-expect-error It has no types, because it runs before anything is installed.
import { pnpmTool } from './install-tools.mjs';
import hashes from './tool-hashes.json' with { type: 'json' };

const SCRIPTS = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE_MANAGER = 'pnpm@12.21.0';
const MANY_LINES = 'for n in $(seq 40); do echo "+ package-$n"; done';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'grabber-bootstrap-'));
  for (const folder of ['scripts/install', 'node_modules/.bin', '.tools/pnpm/node_modules/.bin'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['bootstrap.mjs', 'install/install-tools.mjs', 'install/tool-hashes.json'])
    copyFileSync(join(SCRIPTS, file), join(root, 'scripts', file));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ packageManager: PACKAGE_MANAGER }));
  writeFileSync(join(root, 'pnpm-lock.yaml'), '');
  // pnpm counts as installed.
  type Package = { readonly name: string; readonly version: string };
  const { packages } = pnpmTool(PACKAGE_MANAGER) as { packages: readonly Package[] };
  const known: Readonly<Record<string, unknown>> = hashes;
  const mark = packages.map(({ name, version }) => [
    `${name}@${version}`,
    known[`${name}@${version}`],
  ]);
  writeFileSync(join(root, '.tools/pnpm/installed'), JSON.stringify(mark));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function program(path: string, text: string): void {
  writeFileSync(join(root, path), `#!/bin/sh\n${text}\n`);
  chmodSync(join(root, path), 0o755);
}

function run() {
  program('node_modules/.bin/biome', 'echo checked');
  const args = [join(root, 'scripts/bootstrap.mjs'), 'format'];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

it('a first command says in one line that it installs, and nothing of what npm and pnpm print', () => {
  program('.tools/pnpm/node_modules/.bin/pnpm', MANY_LINES);
  const { stdout, stderr, status } = run();
  expect([status, stdout]).toEqual([0, 'checked\n']);
  expect(stderr).toBe('Installing dependencies, once. This takes a minute or two …\n');
});

it('shows what they printed where the installation fails, and what to do', () => {
  program('.tools/pnpm/node_modules/.bin/pnpm', `${MANY_LINES}; echo "ERR no network" >&2; exit 1`);
  const { stdout, stderr, status } = run();
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('+ package-40');
  expect(stderr).toContain('ERR no network');
  expect(stderr).toContain(
    'pnpm install failed (exit 1): see the lines above. It needs the npm registry',
  );
});
