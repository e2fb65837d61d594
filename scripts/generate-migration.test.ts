import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'generate-migration.ts');

it.each([
  ['no name', []],
  ['a name with a space', ['contact username']],
  ['an option', ['--custom']],
  ['two names', ['contact', 'username']],
])('generates nothing and says what to give: %s', (_, args) => {
  // Without a PATH no tool can start.
  const options = { encoding: 'utf8', env: { PATH: '' } } as const;
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], options);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The migration needs one name\.\nUsage: npm run generate -- NAME$/m);
});
