// `npm run build:console`: builds the web page. Prints its folder, for CONSOLE_DIR.
import { buildConsole } from './console/build-console.ts';
import { printUsage } from './stack/print-usage.ts';

printUsage(
  'Usage: npm run build:console\n\nBuilds the web console and prints its folder, for CONSOLE_DIR.',
);
try {
  process.stdout.write(`${await buildConsole()}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
