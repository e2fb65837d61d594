import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in a time that depends on neither text: both digests have the same length. */
export function equalSecrets(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether it is one of the secrets. The time depends only on how many there are. */
export function isOneOf(given: string, secrets: readonly string[]): boolean {
  return secrets.filter((secret) => equalSecrets(given, secret)).length > 0;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
