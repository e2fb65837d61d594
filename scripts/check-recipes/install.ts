import { spawnSync } from 'node:child_process';

/** What the recipes need, by the names of Debian's packages. */
const NEEDED = [
  ...['php-cli', 'php-fpm', 'php-curl', 'php-sqlite3', 'php-mbstring', 'php-xml'],
  ...['php-laravel-framework', 'php-guzzlehttp-guzzle'],
  ...['nginx-light', 'jq', 'curl', 'python3'],
];
/** Other packages with the same program. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  'nginx-light': ['nginx', 'nginx-core', 'nginx-full', 'nginx-extras'],
};

/** Installs the missing packages with apt as root. Throws one sentence that says what is missing. */
export function installPrograms(): void {
  const missing = NEEDED.filter(
    (name) => ![name, ...(INSTEAD[name] ?? [])].some((one) => isInstalled(one)),
  );
  if (missing.length === 0) return;
  const names = missing.join(', ');
  if (process.getuid?.() !== 0) {
    throw new Error(
      `The recipes need ${names} of Debian 12: install them, or run this as root there.`,
    );
  }
  process.stdout.write(`  Installing ${names} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const { status, stderr, error } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status === 0) continue;
    throw new Error(`The recipes need ${names} of Debian 12: ${error?.message ?? stderr.trim()}`);
  }
}

function isInstalled(name: string): boolean {
  // A removed package may still be known.
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', `\${Status}`, name], {
    encoding: 'utf8',
  });
  return stdout === 'install ok installed';
}
