import { type AddressRange, isWithinRanges } from '@grabber/primitives/address-ranges';
import { type ErrorDetail, ServiceError } from '@grabber/service-kit/service-error';
import type { Access } from './access.ts';

/** What a key allows. Null: without limit. A range that cannot be read is refused elsewhere. */
export type KeyRights = {
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly allowedAddresses: readonly (AddressRange | null)[] | null;
  readonly sessionIds: readonly string[] | null;
};

/**
 * A caller must not get more by a new key than by its own. Throws FORBIDDEN for a scope that the caller's key
 * lacks, and VALIDATION_FAILED for a later expiry, another address or another session.
 */
export function requireWithin(access: Access, rights: KeyRights): void {
  const lacking = rights.scopes.filter((scope) => !access.scopes.has(scope));
  if (lacking.length > 0) {
    const message = `A key gives only its own scopes: this one lacks ${lacking.join(', ')}.`;
    throw new ServiceError('FORBIDDEN', message);
  }
  const details = beyond(access, rights);
  if (details.length === 0) return;
  throw new ServiceError('VALIDATION_FAILED', 'The key would exceed its parent.', { details });
}

/** Whether the caller's key allows everything that the rights allow. */
export function isWithin(access: Access, rights: KeyRights): boolean {
  return (
    rights.scopes.every((scope) => access.scopes.has(scope)) && beyond(access, rights).length === 0
  );
}

function beyond(access: Access, rights: KeyRights): ErrorDetail[] {
  return [
    ...laterExpiry(access, rights),
    ...otherAddresses(access, rights),
    ...otherSessions(access, rights),
  ];
}

function otherSessions({ sessionIds: own }: Access, { sessionIds }: KeyRights): ErrorDetail[] {
  if (own === null) return [];
  const message = {
    en: "must be within the sessions of the caller's key",
    id: 'harus termasuk session yang diizinkan untuk key pemanggil',
  };
  if (sessionIds === null) return [{ path: 'body.sessions', message }];
  return sessionIds.flatMap((id, index) =>
    own.includes(id) ? [] : [{ path: `body.sessions.${index}`, message }],
  );
}

function laterExpiry({ expiresAt: own }: Access, { expiresAt }: KeyRights): ErrorDetail[] {
  if (own === null || (expiresAt !== null && expiresAt <= own)) return [];
  const message = {
    en: `must not be later than that of the caller's key, ${own.toISOString()}`,
    id: `tidak boleh melewati masa berlaku key pemanggil, ${own.toISOString()}`,
  };
  return [{ path: 'body.expires_at', message }];
}

function otherAddresses({ allowedAddresses: own }: Access, rights: KeyRights): ErrorDetail[] {
  if (own === null) return [];
  const message = {
    en: "must be within the addresses of the caller's key",
    id: 'harus termasuk alamat yang diizinkan untuk key pemanggil',
  };
  const asked = rights.allowedAddresses;
  if (asked === null) return [{ path: 'body.allowed_addresses', message }];
  return asked.flatMap((range, index) =>
    range === null || isWithinRanges(own, range)
      ? []
      : [{ path: `body.allowed_addresses.${index}`, message }],
  );
}
