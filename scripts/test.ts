// `npm test`: lint, types and every test. With arguments only vitest, for example `npm test --
// apps/api`.
import { runTool } from './testing/run-tool.ts';

const args = process.argv.slice(2);
const checks = ['run', '//#lint', '//#typecheck', '--output-logs=errors-only'];
const failed = args.length === 0 ? await runTool('turbo', checks) : 0;
process.exit(failed || (await runTool('vitest', ['run', ...args])));
