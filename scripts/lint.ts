// `npm run lint`: formatter, lint, import rules, and what nothing uses. With arguments Biome alone, on these paths.
import { runTool } from './testing/run-tool.ts';

const paths = process.argv.slice(2);
const failed = await runTool('biome', ['ci', '--error-on-warnings', ...paths]);
process.exit(failed || (paths.length === 0 ? await runTool('knip', ['--no-progress']) : 0));
