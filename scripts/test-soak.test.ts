import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'test-soak.ts');

it('names the parts of the soak run when the wanted one is none of them', () => {
  const args = [SCRIPT, 'no-such-part'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^There is no part "no-such-part"\. Parts: .*faults.*store-model/m);
});
