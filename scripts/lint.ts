// `npm run lint`: formatter, lint, import rules, and what nothing uses. With arguments Biome alone, on these paths.
import { printUsage } from './stack/print-usage.ts';
import { runTool } from './testing/run-tool.ts';

printUsage(`Usage: npm run lint [-- PATH …]

Checks format, lint and import rules, and names what nothing uses. With paths only the first three, on these paths.`);
const paths = process.argv.slice(2);
const failed = await runTool('biome', ['ci', '--error-on-warnings', ...paths]);
process.exit(failed || (paths.length === 0 ? await runTool('knip', ['--no-progress']) : 0));
