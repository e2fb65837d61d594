// `npm run check:openapi`: Redocly and Spectral on the OpenAPI document, in both languages. `npm test` has Redocly's
// rules, too; Spectral's 240 packages are installed here alone.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printUsage } from './stack/print-usage.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, '.tools', 'openapi');
const TOOLS = ['@redocly/cli@2.77.0', '@stoplight/spectral-cli@6.16.3'];
const LANGUAGES = ['en', 'id'];

printUsage(`Usage: npm run check:openapi

Lints the OpenAPI document with Redocly (recommended) and Spectral (spectral:oas). It fails for each error and warning.`);

function run(command: string, args: readonly string[]): void {
  const shell = process.platform === 'win32';
  const { status } = spawnSync(command, args, { cwd: FOLDER, stdio: 'inherit', shell });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
writeFileSync(join(FOLDER, '.spectral.yaml'), 'extends: ["spectral:oas"]\n');
writeFileSync(join(FOLDER, 'redocly.yaml'), 'extends:\n  - recommended\ntelemetry: "off"\n');
const documents = LANGUAGES.map((language) => {
  const command = join(ROOT, 'apps/api/src/commands/openapi.ts');
  const { stdout } = spawnSync(process.execPath, [command, language], { maxBuffer: 2 ** 26 });
  const file = join(FOLDER, `openapi.${language}.json`);
  writeFileSync(file, stdout);
  return file;
});
run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', ...TOOLS]);
run('npx', ['redocly', 'lint', '--max-problems=100', ...documents]);
run('npx', ['spectral', 'lint', '--fail-severity=hint', ...documents]);
