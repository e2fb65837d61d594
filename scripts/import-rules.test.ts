import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const CONFIG = fileURLToPath(new URL('../biome.jsonc', import.meta.url));

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-rules-'));
  // The copy is not a git checkout.
  const rules = (await readFile(CONFIG, 'utf8')).replace('"enabled": true', '"enabled": false');
  await writeFile(join(folder, 'biome.jsonc'), rules);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Lints a text as if it were that file of the repository. Returns the rules that it breaks. */
async function lint(file: string, text: string): Promise<string> {
  files += 1;
  const path = join(folder, file.replace('x.ts', `x${files}.ts`));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  const { stdout, stderr, status } = spawnSync('biome', ['lint', path], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status, stderr).not.toBeNull();
  return stdout + stderr;
}

// [file, module that it may not import]
const FORBIDDEN: [string, string][] = [
  ['packages/contracts/src/x.ts', 'fastify'],
  ['packages/contracts/src/x.ts', '@grabber/service-kit/scrub'],
  ['packages/primitives/src/x.ts', '@grabber/contracts/identity'],
  ['packages/primitives/src/x.ts', '@grabber/service-kit/service-error'],
  ['packages/primitives/src/x.ts', 'fastify'],
  ['packages/database/src/x.ts', '@grabber/contracts/identity'],
  ['packages/embedded-postgres/src/x.ts', '@grabber/database/connection/migrate'],
  ['packages/service-kit/src/x.ts', '@grabber/database/connection/migrate'],
  ['packages/engine-client/src/x.ts', 'fastify'],
  ['packages/engine-client/src/x.ts', '@grabber/service-kit/scrub'],
  ['packages/whatsapp-simulator/src/x.ts', 'whatsapp-web.js'],
  ['packages/whatsapp-simulator/src/x.ts', '@grabber/contracts/identity'],
  ['apps/api/src/x.ts', 'puppeteer'],
  ['apps/api/src/x.ts', 'undici'],
  ['apps/api/src/x.ts', '@grabber/embedded-postgres'],
  ['apps/api/src/use-cases/x.ts', '@grabber/embedded-postgres'],
  ['apps/api/src/routes/x.ts', '@grabber/database/sessions'],
  ['apps/api/src/use-cases/x.ts', 'fastify'],
  ['apps/engine/src/x.ts', '@grabber/database/sessions'],
  ['apps/engine/src/sessions/x.ts', 'whatsapp-web.js'],
  ['apps/engine/src/browser/x.ts', 'pg'],
  ['e2e/x.ts', '../apps/api/src/app.ts'],
  ['scripts/x.ts', '../apps/engine/src/app.ts'],
];

it.each(FORBIDDEN)(
  '%s may not import %s, and the message says what to use instead',
  async (file, module) => {
    const output = await lint(file, `import * as x from '${module}';\nexport const y = x;\n`);
    expect(output).toContain('noRestrictedImports');
  },
);

const ALLOWED: [string, string][] = [
  ['packages/primitives/src/x.ts', 'node:fs/promises'],
  ['packages/database/src/x.ts', '@grabber/primitives/uuid'],
  ['packages/embedded-postgres/src/x.ts', '@grabber/primitives/file-lock'],
  ['packages/service-kit/src/x.ts', '@grabber/primitives/uuid'],
  ['packages/engine-client/src/x.ts', '@grabber/primitives/deadline'],
  ['apps/api/src/use-cases/x.ts', '@grabber/primitives/deadline'],
  ['apps/api/src/routes/x.ts', '@grabber/primitives/semaphore'],
  ['apps/engine/src/browser/x.ts', '@grabber/primitives/file-lock'],
  ['packages/engine-client/src/x.ts', 'undici'],
  ['packages/engine-client/src/testing/x.ts', 'fastify'],
  ['packages/database/src/x.ts', 'drizzle-orm'],
  ['apps/api/src/use-cases/x.ts', '@grabber/database/sessions'],
  ['apps/engine/src/whatsapp/x.ts', 'whatsapp-web.js'],
  ['apps/engine/src/browser/x.ts', 'puppeteer'],
];

it.each(ALLOWED)('%s may import %s', async (file, module) => {
  const output = await lint(file, `import * as x from '${module}';\nexport const y = x;\n`);
  expect(output).not.toContain('noRestrictedImports');
});

it('only config.ts reads the environment', async () => {
  const text = 'export const port = process.env.PORT;\n';
  expect(await lint('apps/api/src/app.ts', text)).toContain('noProcessEnv');
  expect(await lint('apps/api/src/config.ts', text)).not.toContain('noProcessEnv');
});
