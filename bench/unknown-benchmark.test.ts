import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const BENCH = fileURLToPath(new URL('../scripts/bench.ts', import.meta.url));

test('an unknown benchmark is refused with the names of the existing ones', async () => {
  const failed = run(process.execPath, [BENCH, 'nothing']);
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('NAME        console, engine'),
  });
});
