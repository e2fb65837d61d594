import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../test-soak.ts');

it('lists the parts of the soak run if the requested part does not exist', () => {
  const args = [SCRIPT, 'no-such-part'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^There is no part "no-such-part"\. Parts: .*faults.*store-model/m);
});
