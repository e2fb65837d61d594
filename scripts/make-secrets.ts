// `npm run secrets`: writes the secrets that docker compose needs into .env, and keeps existing
// ones.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const NAMES = ['POSTGRES_PASSWORD', 'ENGINE_SECRET', 'ADMIN_API_KEY'];
const file = resolve('.env');

const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
const missing = NAMES.filter((name) => !new RegExp(`^${name}=\\S`, 'm').test(before));
const kept = before
  .split('\n')
  .filter((line) => !missing.some((name) => line.startsWith(`${name}=`)))
  .join('\n')
  .trimEnd();
const made = missing.map((name) => `${name}=${randomBytes(32).toString('base64url')}`);

if (missing.length === 0) {
  process.stdout.write(`${file} has every secret already.\n`);
} else {
  // In one step, so that a full disk cannot leave half a file in place of the old one.
  writeFileSync(`${file}.new`, `${[kept, ...made].filter(Boolean).join('\n')}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  process.stdout.write(`Wrote ${missing.join(', ')} to ${file}, readable only by you.\n`);
}
