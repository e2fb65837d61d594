// `npm run typecheck`: the types of the services, and of the console, which has those of a browser.
import { printUsage } from './stack/print-usage.ts';
import { runTool } from './testing/run-tool.ts';

printUsage(
  'Usage: npm run typecheck\n\nChecks the types of the services, the packages and the console.',
);
const failed = await runTool('tsc', ['--noEmit']);
process.exit(failed || (await runTool('tsc', ['--noEmit', '-p', 'apps/console'])));
