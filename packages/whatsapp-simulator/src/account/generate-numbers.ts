import { createHash } from 'node:crypto';
import type { AccountSpec } from './account-spec.ts';
import type { Picture } from './person.ts';

const PHONE_RANGE = 800_000_000;
const LID_RANGE = 80_000_000_000_000;
// Primes that divide neither range, so that distinct indices give distinct numbers.
const PHONE_STRIDE = 387_420_499;
const LID_STRIDE = 7_368_787;
const SEED_STRIDE = 104_729;

/** A person's phone number, LID and picture. Distinct for distinct indices of one account. */
export function numbersOf(index: number, spec: Pick<AccountSpec, 'seed'>) {
  const offset = (spec.seed >>> 0) * SEED_STRIDE;
  const phone = Number(
    (BigInt(index) * BigInt(PHONE_STRIDE) + BigInt(offset)) % BigInt(PHONE_RANGE),
  );
  const lid = Number((BigInt(index) * BigInt(LID_STRIDE) + BigInt(offset)) % BigInt(LID_RANGE));
  return {
    // The digit after the country's prefix is 1 to 8. Numbers of accounts have a 9 there.
    phone: `${index % 7 === 0 ? '447' : '628'}${100_000_000 + phone}`,
    lid: String(110_000_000_000_000 + lid),
    picture: createPicture(`person-${spec.seed}-${index}`),
  };
}

export function createPicture(name: string): Picture {
  const digest = createHash('sha256').update(name).digest('hex');
  return { path: `/v/t61.24694-24/${digest.slice(0, 24)}_n.jpg`, token: createToken(name) };
}

/** The part of a picture's address that WhatsApp rotates. */
export function createToken(name: string): string {
  return `01_${createHash('sha256').update(`token ${name}`).digest('base64url').slice(0, 28)}`;
}
