// `npm test`: lint, types and every test. Extra arguments go to vitest, as `npm test -- apps/api`.
import { spawnSync } from 'node:child_process';

const steps: readonly (readonly [string, readonly string[]])[] = [
  ['turbo', ['run', '//#lint', '//#typecheck', '--output-logs=errors-only']],
  ['vitest', ['run', ...process.argv.slice(2)]],
];

for (const [command, args] of steps) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) console.error(`Could not run ${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
