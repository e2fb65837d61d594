// `npm run sbom`: writes what the product consists of as CycloneDX JSON. pnpm lists the npm packages; Node, Postgres,
// Chromium, the tools of the set-up and the images are added.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Component, runtimeComponents } from './sbom/components.ts';
import { readImage } from './sbom/read-image.ts';
import { printUsage } from './stack/print-usage.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const LIST_PACKAGES = [
  ...['sbom', '--prod', '--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6'],
  ...['--sbom-type', 'application'],
];

type Document = { components: (Component & { readonly group?: string })[] };

const readRoot = (path: string) => readFileSync(resolve(ROOT, path), 'utf8');

function askPnpm(...more: string[]): Document {
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES } as const;
  const { status, stdout, stderr } = spawnSync('pnpm', [...LIST_PACKAGES, ...more], options);
  if (status !== 0) throw new Error(`pnpm could not list the packages: ${stderr}`);
  return JSON.parse(stdout) as Document;
}

/** The lock file has the packages of every platform, an installed package also its licence. */
function listPackages(): Document {
  const installed = new Map(askPnpm().components.map((one) => [one['bom-ref'], one]));
  const document = askPnpm('--lockfile-only');
  const components = document.components.map((one) => installed.get(one['bom-ref']) ?? one);
  return { ...document, components };
}

/** The images that docker-compose.yml takes from outside. */
function pinnedImages(): string[] {
  const named = readRoot('docker-compose.yml').matchAll(/_IMAGE:-([^}\s]+)\}/g);
  return [...new Set([...named].map(([, image = '']) => image))];
}

function write(file: string, images: readonly string[]): void {
  const document = listPackages();
  const toolHashes = JSON.parse(readRoot('scripts/install/tool-hashes.json'));
  const added = [
    ...runtimeComponents({ npm: document.components, toolHashes, images: pinnedImages() }),
    ...images.flatMap(readImage),
  ];
  const known = new Map([...document.components, ...added].map((one) => [one['bom-ref'], one]));
  const components = [...known.values()];
  writeFileSync(file, `${JSON.stringify({ ...document, components }, null, 2)}\n`);
  process.stdout.write(`${components.length} components in ${file}\n`);
}

printUsage(`Usage: npm run sbom [-- --out FILE] [--image IMAGE …]

Writes a CycloneDX list of everything that the product consists of: npm packages, Node, Postgres, Chromium, base images.
  --out FILE     where to; sbom.cdx.json without it
  --image IMAGE  adds the Debian packages of a built image, for example the engine's with its Chromium. Needs Docker`);
try {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, image: { type: 'string', multiple: true } },
  });
  write(values.out ?? 'sbom.cdx.json', values.image ?? []);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
