// `npm test`: lint, types and every test. With arguments only vitest, for example `npm test --
// apps/api`.
import { printUsage } from './stack/print-usage.ts';
import { runTool } from './testing/run-tool.ts';

printUsage(`Usage: npm test [-- FILTER … | OPTIONS OF VITEST]

Runs lint, types and every test. With arguments only vitest: a file, a folder, or -t 'PART OF A TITLE'.`);
const args = process.argv.slice(2);
const checks = ['run', '//#lint', '//#typecheck', '--output-logs=errors-only'];
const failed = args.length === 0 ? await runTool('turbo', checks) : 0;
process.exit(failed || (await runTool('vitest', ['run', ...args])));
