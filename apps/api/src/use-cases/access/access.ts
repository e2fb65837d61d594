import type { Scope as KeyScope } from '@grabber/contracts/api/key';
import type { RouteAccess } from '@grabber/contracts/route';
import { type AddressRange, isAddressWithin } from '@grabber/primitives/address-ranges';
import { ServiceError } from '@grabber/service-kit/service-error';

/** The scopes that an API key can have. No scope includes another. */
export const SCOPES = ['read', 'grab', 'manage', 'admin'] as const satisfies readonly KeyScope[];
export type Scope = (typeof SCOPES)[number];

/** The access of a request's key. */
export type Access = {
  /** The key whose requests are counted together. `admin` and `command` have no row. */
  readonly keyId: string;
  /** Null: every workspace. Only the admin key has this. */
  readonly workspaceId: string | null;
  readonly scopes: ReadonlySet<string>;
  /** Null: the key does not expire. */
  readonly expiresAt: Date | null;
  /** Where the key works from. Null: from every address. */
  readonly allowedAddresses: readonly AddressRange[] | null;
};

export const ADMIN_ACCESS: Access = {
  keyId: 'admin',
  workspaceId: null,
  expiresAt: null,
  allowedAddresses: null,
  scopes: new Set<RouteAccess>([...SCOPES, 'global']),
};

/** For commands on the machine of the installation. */
export const COMMAND_ACCESS: Access = { ...ADMIN_ACCESS, keyId: 'command' };

/** Whether a route with that access may be called. */
export function allows(access: Access, needed: RouteAccess): boolean {
  return needed === 'open' || access.scopes.has(needed);
}

/** Throws ADDRESS_NOT_ALLOWED if the key may not be used from that address. */
export function requireAddress({ allowedAddresses }: Access, address: string): void {
  if (allowedAddresses === null || isAddressWithin(allowedAddresses, address)) return;
  throw new ServiceError('ADDRESS_NOT_ALLOWED', 'This key does not work from this address.');
}
