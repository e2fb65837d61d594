import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OWN_IMPORT = /'(@grabber\/[a-z-]+)((?:\/[\w-]+)*)'/g;

type Manifest = { readonly name: string; readonly exports: Readonly<Record<string, string>> };

const packages = globSync('packages/*/package.json', { cwd: ROOT }).map((file) => ({
  folder: file.replace('package.json', ''),
  ...(JSON.parse(readFileSync(`${ROOT}${file}`, 'utf8')) as Manifest),
}));

/** `@grabber/contracts/route` and so on, without what a package imports of itself. */
function importsOfOthers(): Set<string> {
  const files = globSync('{apps,packages,e2e,bench,scripts}/**/*.ts', {
    cwd: ROOT,
    exclude: ['**/node_modules/**', '**/*import-rules.test.ts'],
  });
  return new Set(
    files.flatMap((file) =>
      [...readFileSync(`${ROOT}${file}`, 'utf8').matchAll(OWN_IMPORT)]
        .filter(([, name]) => !file.startsWith(`packages/${name?.replace('@grabber/', '')}/`))
        .map(([, name, path]) => `${name}${path}`),
    ),
  );
}

it.each(packages)('$name lists its public files one by one', ({ folder, exports }) => {
  for (const [path, file] of Object.entries(exports)) {
    expect(path).not.toContain('*');
    expect(existsSync(`${ROOT}${folder}${file}`), `${folder}${file}`).toBe(true);
  }
});

it('each public file of a package is imported outside of it', () => {
  const imported = importsOfOthers();
  const listed = packages.flatMap(({ name, exports }) =>
    Object.keys(exports).map((path) => `${name}${path.slice(1)}`),
  );
  expect(listed.filter((one) => !imported.has(one))).toEqual([]);
});
