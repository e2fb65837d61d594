// `npm run check:page`: does a build of WhatsApp Web have what the engine uses? It reads text, and runs none.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { checkMembers, type UsedMember } from './check-page/check-members.ts';
import { openModuleDirectory } from './check-page/module-file.ts';
import { readBuild } from './check-page/read-build.ts';
import { createReport, formatReport } from './check-page/report.ts';
import { runCommand } from './stack/run-command.ts';

const USAGE = `Usage: npm run check:page -- DIR [--json]
  DIR     holds the modules of a build of WhatsApp Web, one file a module: NAME.js, and NAME~TEXT.js
          for a second variant of it
  --json  prints the result as JSON

The exit code is 1 if a member is missing that the engine uses. Nothing of the modules is run.`;
/** The engine's own list: its self-check uses the same one. */
const PAGE_MEMBERS = fileURLToPath(
  new URL('../apps/engine/src/commands/page-members.ts', import.meta.url),
);

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [directory, ...more] = positionals;
  if (directory === undefined || more.length > 0) throw new Error(USAGE);
  return { directory: resolve(directory), json: values.json };
}

async function listUsedMembers(signal: AbortSignal): Promise<UsedMember[]> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [PAGE_MEMBERS], { encoding: 'utf8', signal });
  return JSON.parse(stdout) as UsedMember[];
}

await runCommand(USAGE, async (stopped) => {
  const { directory, json } = readArguments();
  const modules = openModuleDirectory(directory);
  const members = checkMembers(modules, await listUsedMembers(stopped));
  const report = createReport(readBuild(directory), members);
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : formatReport(report)}\n`);
  return report.fits ? 0 : 1;
});
