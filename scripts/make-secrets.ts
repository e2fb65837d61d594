// `npm run secrets`: writes the secrets that docker compose needs into .env, and keeps existing
// ones.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { explainSystemError } from '@grabber/service-kit/explain-system-error';
import { printUsage } from './stack/print-usage.ts';

const NAMES = [
  'POSTGRES_PASSWORD',
  'API_DATABASE_PASSWORD',
  'ENGINE_SECRET',
  'ADMIN_API_KEY',
  'ENCRYPTION_KEY',
  'EXCLUSION_KEY',
];
printUsage(`Usage: npm run secrets

Writes the secrets that docker compose needs into .env: ${NAMES.join(', ')}.
It keeps those that are there, and every other line.`);

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

const file = resolve('.env');
try {
  const written = writeMissing(file);
  process.stdout.write(
    written.length === 0
      ? `${file} has every secret already.\n`
      : `Wrote ${written.join(', ')} to ${file}, readable only by you.\n`,
  );
} catch (error) {
  process.stderr.write(`${explainSystemError(error) ?? (error as Error).message}\n`);
  process.exitCode = 1;
}
