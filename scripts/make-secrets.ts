// `npm run secrets`: writes the secrets that docker compose needs into .env, and keeps existing
// ones. With --encrypt-again: encrypts what the database and the store of profiles hold with the current keys.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainSystemError } from '@grabber/service-kit/explain-system-error';
import { printUsage } from './stack/print-usage.ts';
import { borrowPostgres } from './stack/provide-postgres.ts';
import {
  childEnvironment,
  dataDirectory,
  prepareDataDirectory,
  setting,
} from './stack/settings.ts';

const ENCRYPT_AGAIN = fileURLToPath(
  new URL('../apps/api/src/commands/encrypt-again.ts', import.meta.url),
);

const ENCRYPT_BUNDLES_AGAIN = fileURLToPath(
  new URL('../apps/engine/src/commands/encrypt-bundles-again.ts', import.meta.url),
);

const NAMES = [
  'POSTGRES_PASSWORD',
  'API_DATABASE_PASSWORD',
  'ENGINE_SECRET',
  'ADMIN_API_KEY',
  'ENCRYPTION_KEY',
  'EXCLUSION_KEY',
];
printUsage(`Usage: npm run secrets [-- --encrypt-again]

Writes the secrets that docker compose needs into .env: ${NAMES.join(', ')}.
It keeps those that are there, and every other line.
With --encrypt-again it encrypts what the database stores with the current ENCRYPTION_KEY, and what an old one of
ENCRYPTION_KEY_PREVIOUS has encrypted. Then the old key is needed no more. The same for the profiles of PROFILE_STORE,
with PROFILE_KEY and PROFILE_KEY_PREVIOUS.`);

/** Writes what is missing. Returns the names of what it wrote. */
function writeMissing(file: string): string[] {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const missing = NAMES.filter((name) => !new RegExp(`^${name}=\\S`, 'm').test(before));
  if (missing.length === 0) return [];
  const kept = before
    .split('\n')
    .filter((line) => !missing.some((name) => line.startsWith(`${name}=`)))
    .join('\n')
    .trimEnd();
  const made = missing.map((name) => `${name}=${randomBytes(32).toString('base64url')}`);
  // In one step, so that a full disk cannot leave half a file in place of the old one.
  writeFileSync(`${file}.new`, `${[kept, ...made].filter(Boolean).join('\n')}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return missing;
}

/** Rejects with ConfigError and the errors of the embedded Postgres. */
async function encryptAgain(): Promise<number> {
  const dataDir = dataDirectory();
  await prepareDataDirectory(dataDir);
  const stopped = new AbortController().signal;
  const postgres = await borrowPostgres({ dataDir, command: 'npm run secrets', stopped });
  try {
    const env = childEnvironment({ DATABASE_URL: postgres.url });
    const codes = [await runCommand(ENCRYPT_AGAIN, env)];
    if (setting('PROFILE_STORE')) {
      codes.push(await runCommand(ENCRYPT_BUNDLES_AGAIN, childEnvironment({})));
    }
    return Math.max(...codes);
  } finally {
    await postgres.stop();
  }
}

async function runCommand(file: string, env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [file], { env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

function writeSecrets(): void {
  const file = resolve('.env');
  const written = writeMissing(file);
  process.stdout.write(
    written.length === 0
      ? `${file} has every secret already.\n`
      : `Wrote ${written.join(', ')} to ${file}, readable only by you.\n`,
  );
}

try {
  if (process.argv.includes('--encrypt-again')) process.exitCode = await encryptAgain();
  else writeSecrets();
} catch (error) {
  process.stderr.write(`${explainSystemError(error) ?? (error as Error).message}\n`);
  process.exitCode = 1;
}
