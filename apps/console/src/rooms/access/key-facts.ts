import type { Schema } from '@grabber/api-client';

export type ApiKey = Schema<'ApiKey'>;
export type KeyState = 'active' | 'expired' | 'revoked';

export const SCOPES = ['read', 'grab', 'manage', 'admin'] as const;
export type KeyScope = (typeof SCOPES)[number];

export const EXPIRIES = ['never', '30', '90', '365', 'day'] as const;
export type Expiry = (typeof EXPIRIES)[number];

export function keyState(
  { revoked_at, expires_at }: Pick<ApiKey, 'revoked_at' | 'expires_at'>,
  now = new Date(),
): KeyState {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= now.getTime() ? 'expired' : 'active';
}

/** The addresses of a text, one a line or with commas. Undefined: none, so the key works everywhere. */
export function addressesOf(text: string): string[] | undefined {
  const addresses = text.split(/[\s,;]+/).filter((part) => part !== '');
  return addresses.length > 0 ? [...new Set(addresses)] : undefined;
}

const MS_PER_DAY = 86_400_000;

/** When a new key expires. `day`: at the end of it, in the time zone of the browser. Undefined: never. */
export function expiryTime(expiry: Expiry, day: string, now = new Date()): string | undefined {
  if (expiry === 'never') return undefined;
  if (expiry !== 'day') return new Date(now.getTime() + Number(expiry) * MS_PER_DAY).toISOString();
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date, 23, 59, 59).toISOString();
}
