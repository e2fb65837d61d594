import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What `dpkg-query`, /etc/os-release and `node --version` answer in an image. */
const IMAGE = `chromium\\t156.0.8078.108-1~deb12u1\\tamd64
libstdc++6\\t12.2.0-14+deb12u1\\tamd64
--next part--
12
--next part--
v24.21.0`;

type Component = {
  type: string;
  name: string;
  group?: string;
  version: string;
  purl: string;
  'bom-ref': string;
  cpe?: string;
  hashes?: { alg: string; content: string }[];
  externalReferences?: { type: string; url: string; hashes?: { alg: string }[] }[];
};
type Bom = {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  metadata: { component: { name: string; type: string } };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grabber-sbom-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function sbom(...args: string[]) {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const all = ['scripts/sbom.ts', '--out', join(folder, 'bom.json'), ...args];
  return spawnSync(process.execPath, all, { cwd: ROOT, env, encoding: 'utf8' });
}

async function written(...args: string[]): Promise<Bom> {
  const { status, stderr } = sbom(...args);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(await readFile(join(folder, 'bom.json'), 'utf8'));
}

async function fakeDocker(script: string): Promise<void> {
  await writeFile(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'docker'), 0o755);
}

const purlsOf = ({ components }: Bom) => components.map(({ purl }) => purl);

it('is a CycloneDX document whose components have a version, a package URL and a name of their own', async () => {
  const bom = await written();
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  expect(bom.metadata.component).toMatchObject({
    name: 'whatsapp-contact-grabber',
    type: 'application',
  });
  for (const component of bom.components) {
    expect(component.type).toMatch(/^(?:library|application|platform|container)$/);
    expect(component.version, component.purl).not.toBe('');
    expect(component.purl).toMatch(/^pkg:(?:npm|generic|oci)\/[^\s@]+@[^\s@]+$/);
  }
  const refs = bom.components.map((one) => one['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  const known = new Set([...refs, (bom.metadata.component as Component)['bom-ref']]);
  const named = bom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
  expect(named.filter((ref) => !known.has(ref))).toEqual([]);
});

it('holds every package that runs in production, each from outside with its hash', async () => {
  const { components } = await written();
  const names = new Set(components.map(({ group, name }) => (group ? `${group}/${name}` : name)));
  const folders = ['apps/api', 'apps/engine', 'packages/database', 'packages/embedded-postgres'];
  for (const folder of folders) {
    const text = await readFile(join(ROOT, folder, 'package.json'), 'utf8');
    const { dependencies, optionalDependencies } = JSON.parse(text);
    const needed = Object.keys({ ...dependencies, ...optionalDependencies });
    expect(needed.filter((name) => !names.has(name))).toEqual([]);
  }
  const outside = components.filter(({ purl }) => /^pkg:npm\/(?!%40grabber)/.test(purl));
  const hashed = ({ hashes, externalReferences = [] }: Component) =>
    [...(hashes ?? []), ...externalReferences.flatMap((one) => one.hashes ?? [])].some(
      ({ alg }) => alg === 'SHA-512',
    );
  expect(outside.filter((one) => !hashed(one)).map(({ purl }) => purl)).toEqual([]);
});

it('names Node, Postgres, Chromium, pnpm and the base images with their digests', async () => {
  const bom = await written();
  const purls = purlsOf(bom).join('\n');
  for (const part of [
    /^pkg:generic\/node@\d+\.\d+\.\d+$/m,
    /^pkg:generic\/postgresql@\d+\.\d+$/m,
    /^pkg:generic\/chromium@\d+\.\d+\.\d+$/m,
    /^pkg:npm\/pnpm@\d/m,
    /^pkg:oci\/node@sha256%3A[0-9a-f]{64}\?/m,
    /^pkg:oci\/postgres@sha256%3A[0-9a-f]{64}\?/m,
  ]) {
    expect(purls).toMatch(part);
  }
  const [node] = bom.components.filter(({ purl }) => purl.startsWith('pkg:generic/node@'));
  expect(node?.cpe).toBe(`cpe:2.3:a:nodejs:node.js:${node?.version}:*:*:*:*:*:*:*`);
});

it('adds the Debian packages of an image, and names an image that Docker cannot open', async () => {
  await fakeDocker(`printf '${IMAGE.replaceAll('--', '%s')}\\n' -- -- -- --`);
  const purls = purlsOf(await written('--image', 'grabber-engine'));
  expect(purls).toContain(
    'pkg:deb/debian/chromium@156.0.8078.108-1~deb12u1?arch=amd64&distro=debian-12',
  );
  expect(purls).toContain(
    'pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?arch=amd64&distro=debian-12',
  );
  expect(purls.filter((purl) => purl.startsWith('pkg:generic/node@'))).toHaveLength(1);
  await fakeDocker('echo "no such image" >&2; exit 125');
  const { status, stderr } = sbom('--image', 'other');
  expect([status, stderr]).toEqual([
    1,
    'Docker could not look into the image other: no such image\n',
  ]);
});
