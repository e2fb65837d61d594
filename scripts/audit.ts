// `npm run audit`: asks the registry for known vulnerabilities of what runs in production.
import { spawnSync } from 'node:child_process';
import { printUsage } from './stack/print-usage.ts';

const NOT_ANSWERED = 2;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

printUsage(`Usage: npm run audit [-- OPTIONS OF pnpm audit]

Asks the npm registry for known vulnerabilities of the packages that run in production. Exit code 0: there are none, 1:
there are some, ${NOT_ANSWERED}: the registry did not answer, and nothing was checked.`);
const args = ['audit', '--prod', ...process.argv.slice(2)];
const options = { encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES } as const;
const { status, error, stdout = '', stderr = '' } = spawnSync('pnpm', args, options);
if (error) {
  console.error(`Could not run pnpm: ${error.message}`);
  process.exitCode = NOT_ANSWERED;
} else if (/ERR_PNPM_(?!AUDIT_ISSUES)/.test(stderr + stdout)) {
  const [, answer] = /responded with\s+\W*(\d{3})/.exec(stderr + stdout) ?? [];
  const what = answer === undefined ? 'cannot be asked' : `answers ${answer}`;
  console.error(
    `The registry ${what} for known vulnerabilities, so nothing was checked. Run it where the npm registry is reached directly.`,
  );
  process.exitCode = NOT_ANSWERED;
} else {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = status ?? NOT_ANSWERED;
}
