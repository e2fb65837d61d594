// `npm run generate -- NAME`: generates the migration for what changed in packages/database/src/schema.
import { printUsage } from './stack/print-usage.ts';
import { runTool } from './testing/run-tool.ts';

const NAME = /^[a-z][a-z0-9_]*$/;
const USAGE = `Usage: npm run generate -- NAME
  NAME says what the migration does: lower-case letters, digits and _, for example contact_username`;

printUsage(USAGE);
const [name = '', ...others] = process.argv.slice(2);
if (!NAME.test(name) || others.length > 0) {
  console.error(`The migration needs one name.\n${USAGE}`);
  process.exitCode = 1;
} else {
  const generate = ['--dir', 'packages/database', 'run', 'generate', '--name', name];
  process.exitCode = await runTool('pnpm', generate);
}
