import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const LOGGER = fileURLToPath(new URL('../src/logger.ts', import.meta.url));
const PROGRAM = `
  import { createLogger } from ${JSON.stringify(LOGGER)};
  const logger = createLogger({ service: 'test', level: 'info' });
  for (let n = 0; n < 100; n += 1) logger.info('Still here');
  process.stderr.write('done');
`;

it.skipIf(process.platform !== 'linux')('a full disk under the log stops nothing', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '--eval', PROGRAM],
    { stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'], encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'done' });
});

it('writes one line of JSON for each message', () => {
  const { stdout } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '--eval', PROGRAM],
    { encoding: 'utf8' },
  );
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toHaveLength(100);
  expect(lines[0]).toMatchObject({ level: 'info', service: 'test', msg: 'Still here' });
});
