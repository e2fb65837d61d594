import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

type Diagnostic = {
  readonly category: string;
  readonly message: string;
  readonly location: { readonly path: string };
};

let folder: string;
const planted = new Map<string, string>();
let diagnostics: readonly Diagnostic[];

/** Plants a file and returns its path. All are linted together, before the first test. */
function plant(file: string, text: string): string {
  const path = file.replace('x.ts', `x${planted.size}.ts`);
  planted.set(path, text);
  return path;
}

function plantImport(file: string, module: string): string {
  return plant(file, `import * as x from '${module}';\nexport const y = x;\n`);
}

/** Two files that import a type of each other. */
function plantCircle(room: string): readonly [string, string] {
  const text = (other: string) => `import type { B } from './${other}.ts';\nexport type A = B;\n`;
  const [a, b] = [`circle-a-${planted.size}`, `circle-b-${planted.size}`];
  return [plant(`${room}/${a}.ts`, text(b)), plant(`${room}/${b}.ts`, text(a))];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-rules-'));
  // The copy is not a git checkout.
  const config = await readFile(join(ROOT, 'biome.jsonc'), 'utf8');
  await writeFile(
    join(folder, 'biome.jsonc'),
    config.replace('"enabled": true', '"enabled": false'),
  );
  await copyFile(join(ROOT, 'import-rules.grit'), join(folder, 'import-rules.grit'));
  for (const [path, text] of planted) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { stdout, stderr } = spawnSync(
    'biome',
    ['lint', '--reporter=json', '--max-diagnostics=none', '.'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  expect(stdout, stderr).not.toBe('');
  diagnostics = JSON.parse(stdout).diagnostics;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const messages = (path: string, category: string) =>
  diagnostics
    .filter((one) => one.location.path === path && one.category === category)
    .map((one) => one.message);

// [file, module that it may not import, part of the message]
const FORBIDDEN = [
  ['packages/contracts/src/x.ts', 'fastify', 'typebox'],
  ['packages/contracts/src/x.ts', '@grabber/service-kit/scrub', 'typebox'],
  ['packages/primitives/src/x.ts', '@grabber/contracts/identity', 'Node'],
  ['packages/primitives/src/x.ts', '@grabber/service-kit/service-error', 'Node'],
  ['packages/primitives/src/x.ts', 'fastify', 'Node'],
  ['packages/primitives/test/x.ts', '@grabber/contracts/identity', 'primitives'],
  ['packages/database/src/x.ts', '@grabber/contracts/identity', 'wire types'],
  ['packages/phone-numbers/src/x.ts', '@grabber/primitives/uuid', 'libphonenumber-js'],
  ['packages/embedded-postgres/src/x.ts', '@grabber/database/connection/migrate', 'primitives'],
  ['packages/embedded-postgres/src/x.ts', 'drizzle-orm', 'packages/database'],
  ['apps/console/src/ui/x.ts', '@grabber/primitives/uuid', 'client of the API'],
  ['apps/console/src/rooms/groups/x.ts', '../contacts/contact-row.ts', 'sideways'],
  ['apps/console/src/rooms/groups/x.ts', '../../app/router.tsx', 'sideways'],
  ['apps/console/src/book/x.ts', '../rooms/groups/groups-screen.tsx', 'sideways'],
  ['apps/console/src/rooms/contacts/table/x.ts', '../../groups/group-tree.ts', 'sideways'],
  ['apps/console/src/ui/x.ts', '../signed-in/use-me.ts', 'sideways'],
  ['apps/cli/src/commands/x.ts', '@grabber/database/connection/migrate', 'client of the API'],
  ['apps/cli/src/commands/x.ts', '@grabber/service-kit/scrub', 'client of the API'],
  ['apps/cli/src/output/x.ts', '../command.ts', 'upwards'],
  ['apps/cli/src/connection/x.ts', '../options.ts', 'upwards'],
  ['apps/cli/src/doctor/x.ts', '../run.ts', 'upwards'],
  ['e2e/x.ts', '@grabber/cli/run', 'process'],
  ['packages/service-kit/src/x.ts', '@grabber/database/connection/migrate', 'contracts'],
  ['packages/engine-client/src/x.ts', 'fastify', 'HTTP framework'],
  ['packages/engine-client/src/x.ts', '@grabber/service-kit/scrub', 'contracts'],
  ['packages/engine-client/src/x.ts', './testing/fake-engine.ts', 'src/testing'],
  ['packages/whatsapp-simulator/src/x.ts', 'whatsapp-web.js', 'stands alone'],
  ['packages/whatsapp-simulator/src/x.ts', '@grabber/contracts/identity', 'stands alone'],
  ['apps/api/src/x.ts', 'puppeteer', 'apps/engine'],
  ['apps/api/src/x.ts', 'undici', 'engine-client'],
  ['apps/api/src/x.ts', 'pg', 'packages/database'],
  ['apps/api/src/x.ts', '@grabber/embedded-postgres', 'root scripts'],
  ['apps/api/src/x.ts', '@grabber/engine-client/testing/fake-engine', 'Tests'],
  ['apps/api/src/x.ts', '@grabber/engine/sessions/session', 'as a process'],
  ['apps/api/src/x.ts', '../../engine/src/config.ts', 'as a process'],
  ['apps/api/src/routes/x.ts', '@grabber/database/sessions', 'use case'],
  ['apps/api/src/routes/x.ts', '@grabber/engine-client', 'use case'],
  ['apps/api/src/use-cases/x.ts', 'fastify', 'HTTP framework'],
  ['apps/api/src/webhooks/x.ts', 'fastify', 'HTTP framework'],
  ['apps/engine/src/x.ts', '@grabber/database/sessions', 'no database'],
  ['apps/engine/test/x.ts', '@grabber/database/sessions', 'no database'],
  ['apps/engine/src/sessions/x.ts', 'whatsapp-web.js', 'src/{whatsapp,browser}'],
  ['apps/engine/src/browser/x.ts', 'pg', 'packages/database'],
  ['apps/engine/src/browser/x.ts', 'fastify', 'HTTP framework'],
  ['e2e/x.ts', '../apps/api/src/app.ts', 'as a process'],
  ['scripts/x.ts', '../apps/engine/src/app.ts', 'as a process'],
  ['bench/store/x.ts', '../../packages/database/src/sessions/sessions.ts', 'by its name'],
] as const;

// [file, file of a higher room]
const UPWARDS = [
  ['apps/api/src/app.ts', './dependencies.ts'],
  ['apps/api/src/context.ts', './use-cases/grabs/grab.ts'],
  ['apps/api/src/plugins/x.ts', '../routes/index.ts'],
  ['apps/api/src/routes/x.ts', '../dependencies.ts'],
  ['apps/api/src/use-cases/grabs/x.ts', '../../plugins/limit-rate.ts'],
  ['apps/api/src/use-cases/grabs/x.ts', '../../routes/add-route.ts'],
  ['apps/api/src/events/x.ts', '../context.ts'],
  ['apps/api/src/jobs/x.ts', '../use-cases/grabs/recover-grabs.ts'],
  ['apps/api/src/exports/csv/x.ts', '../../use-cases/exports/export-file.ts'],
  ['apps/api/src/mappers/x.ts', '../grabs/retryable.ts'],
  ['apps/api/src/webhooks/x.ts', '../context.ts'],
  ['apps/api/src/webhooks/x.ts', '../jobs/webhook-jobs.ts'],
  ['apps/api/src/schedules/x.ts', '../use-cases/schedules/schedules.ts'],
  ['apps/engine/src/app.ts', './dependencies.ts'],
  ['apps/engine/src/routes/x.ts', '../dependencies.ts'],
  ['apps/engine/src/metrics/x.ts', '../routes/index.ts'],
  ['apps/engine/src/use-cases/x.ts', '../metrics/engine-metrics.ts'],
  ['apps/engine/src/sessions/x.ts', '../events/engine-events.ts'],
  ['apps/engine/src/sessions/x.ts', '../config.ts'],
  ['apps/engine/src/whatsapp/watch/x.ts', '../../sessions/session.ts'],
  ['apps/engine/src/reading/x.ts', '../whatsapp/connection.ts'],
  ['apps/engine/src/browser/x.ts', '../reading/jids.ts'],
  ['apps/engine/src/bundles/x.ts', '../sessions/session-table.ts'],
  ['packages/database/src/connection/x.ts', '../schema/sessions.ts'],
  ['packages/database/src/schema/x.ts', '../sessions/session-row.ts'],
  ['packages/database/src/schema/x.ts', '../console/sign-in-links.ts'],
  ['packages/database/src/workspaces/x.ts', '../sessions/sessions.ts'],
  ['packages/database/src/console/x.ts', '../sessions/sessions.ts'],
  ['packages/database/src/sessions/x.ts', '../grabs/grab-row.ts'],
  ['packages/database/src/placements/x.ts', '../grabs/grab-row.ts'],
  ['packages/database/src/grabs/x.ts', '../contacts/contact-row.ts'],
  ['packages/database/src/search/x.ts', '../contacts/contact-row.ts'],
  ['packages/database/src/webhooks/x.ts', '../store/grab-context.ts'],
  ['packages/database/src/contacts/x.ts', '../privacy/exclusions.ts'],
  ['packages/database/src/contacts/x.ts', '../accounts/account-rows.ts'],
  ['packages/database/src/contacts/x.ts', '../groups/read-groups.ts'],
  ['packages/database/src/groups/x.ts', '../changes/read-changes.ts'],
  ['packages/database/src/changes/x.ts', '../accounts/account-rows.ts'],
  ['packages/database/src/accounts/x.ts', '../privacy/exclusions.ts'],
  ['packages/database/src/privacy/x.ts', '../store/begin-grab-store.ts'],
  ['packages/database/src/store/x.ts', '../testing/entries.ts'],
  ['packages/database/src/store/staging/x.ts', '../../testing/entries.ts'],
  ['packages/contracts/src/x.ts', './api/routes.ts'],
  ['packages/contracts/src/engine/x.ts', '../api/contact.ts'],
  ['packages/contracts/src/api/x.ts', './routes/grab-routes.ts'],
  ['packages/whatsapp-simulator/src/account/x.ts', '../core/simulation.ts'],
  ['packages/whatsapp-simulator/src/core/x.ts', '../control/schemas.ts'],
] as const;

const ALLOWED = [
  ['packages/primitives/src/x.ts', 'node:fs/promises'],
  ['packages/database/src/x.ts', '@grabber/primitives/uuid'],
  ['packages/embedded-postgres/src/x.ts', '@grabber/primitives/file-lock'],
  ['packages/embedded-postgres/src/x.ts', 'pg'],
  ['packages/service-kit/src/x.ts', '@grabber/primitives/uuid'],
  ['packages/service-kit/src/x.ts', 'fastify'],
  ['packages/engine-client/src/x.ts', '@grabber/primitives/deadline'],
  ['packages/engine-client/src/x.ts', 'undici'],
  ['packages/engine-client/src/testing/x.ts', 'fastify'],
  ['packages/database/src/x.ts', 'drizzle-orm'],
  ['apps/api/src/use-cases/x.ts', '@grabber/database/sessions'],
  ['apps/api/src/use-cases/x.ts', '@grabber/primitives/deadline'],
  ['apps/api/src/routes/x.ts', '@grabber/primitives/semaphore'],
  ['apps/api/src/use-cases/access/x.ts', '../sessions/update-session.ts'],
  ['apps/api/test/x.ts', '@grabber/engine-client/testing/fake-engine'],
  ['apps/engine/src/browser/x.ts', '@grabber/primitives/file-lock'],
  ['apps/engine/src/whatsapp/x.ts', 'whatsapp-web.js'],
  ['apps/engine/src/browser/x.ts', 'puppeteer'],
  ['apps/engine/test/x.ts', '@grabber/whatsapp-simulator'],
  ['bench/store/x.ts', '@grabber/database/sessions/sessions'],
] as const;

const ROOMS = ['apps/api/src/grabs', 'apps/engine/src/sessions', 'packages/database/src/contacts'];

// Other ways to name a module.
const STATEMENTS = [
  "import type { X } from '../routes/index.ts';\nexport type Y = X;\n",
  "export { x } from '../routes/index.ts';\n",
  "export const x = () => import('../routes/index.ts');\n",
  "export type X = import('../routes/index.ts').X;\n",
];

describe.each(FORBIDDEN)('%s', (file, module, instead) => {
  const path = plantImport(file, module);
  it(`may not import ${module}, and the message says what to use instead`, () => {
    expect(messages(path, 'plugin')).toEqual([expect.stringContaining(instead)]);
  });
});

describe.each(UPWARDS)('%s', (file, module) => {
  const path = plantImport(file, module);
  it(`may not import ${module}, which is above it`, () => {
    expect(messages(path, 'plugin')).toEqual([expect.stringContaining('goes upwards')]);
  });
});

describe.each(ALLOWED)('%s', (file, module) => {
  const path = plantImport(file, module);
  it(`may import ${module}`, () => {
    expect(messages(path, 'plugin')).toEqual([]);
  });
});

describe.each(STATEMENTS)('%s', (statement) => {
  const path = plant('apps/api/src/plugins/x.ts', statement);
  it('is an import too', () => {
    expect(messages(path, 'plugin')).toHaveLength(1);
  });
});

describe.each(ROOMS)('in %s', (room) => {
  const circle = plantCircle(room);
  it('files may not import types in a circle', () => {
    for (const path of circle)
      expect(messages(path, 'lint/suspicious/noImportCycles')).not.toEqual([]);
  });
});

describe('the environment', () => {
  const text = 'export const port = process.env.PORT;\n';
  const refused = plant('apps/engine/src/server.ts', text);
  const allowed = plant('apps/engine/src/config.ts', text);
  it('only config.ts may read it', () => {
    expect(messages(refused, 'lint/style/noProcessEnv')).toHaveLength(1);
    expect(messages(allowed, 'lint/style/noProcessEnv')).toEqual([]);
  });
});
