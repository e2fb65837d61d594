// `npm run test:soak [-- NAME]`: the guarantees of `npm test` at full size, all or one part of at most 20
// minutes. Extra arguments go to vitest.
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { printUsage } from './stack/print-usage.ts';
import { runTool } from './testing/run-tool.ts';

const ROOT = join(import.meta.dirname, '..');
const FILES = ['{apps,packages}/*/soak/*.soak.ts', 'e2e/soak/*.soak.ts'];

const args = process.argv.slice(2);
const parts = globSync(FILES, { cwd: ROOT }).map((file) => basename(file, '.soak.ts'));
printUsage(`Usage: npm run test:soak [-- NAME | OPTIONS OF VITEST]

Runs the guarantees of \`npm test\` at full size: all of them, or the parts whose names hold NAME, each for at most
20 minutes, engines-chaos for 30. Parts: ${parts.sort().join(', ')}.`);
const [name] = args;
if (name !== undefined && !name.startsWith('-') && !parts.some((part) => part.includes(name))) {
  console.error(`There is no part "${name}". Parts: ${parts.join(', ')}.`);
  process.exit(1);
}
process.exit(await runTool('vitest', ['run', '--config', 'vitest.soak.config.ts', ...args]));
