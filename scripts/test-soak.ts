// `npm run test:soak`: the guarantees of `npm test` at full size. Extra arguments go to vitest.
import { spawnSync } from 'node:child_process';

const args = ['run', '--config', 'vitest.soak.config.ts', ...process.argv.slice(2)];
const { status, error } = spawnSync('vitest', args, { stdio: 'inherit' });
if (error) console.error(`Could not run vitest: ${error.message}`);
process.exit(status ?? 1);
