import type { Scope as KeyScope } from '@grabber/contracts/api/access/key';
import type { RouteAccess, RouteContract } from '@grabber/contracts/route';
import { type AddressRange, isAddressWithin } from '@grabber/primitives/address-ranges';
import { isUuid } from '@grabber/primitives/uuid';
import { ServiceError } from '@grabber/service-kit/service-error';

/** The scopes that an API key can have. No scope includes another. */
export const SCOPES = ['read', 'grab', 'manage', 'admin'] as const satisfies readonly KeyScope[];
export type Scope = (typeof SCOPES)[number];

/** Which sessions a key may see. */
export type Visible = Pick<Access, 'workspaceId' | 'sessionIds'>;

/** The access of a request's key. */
export type Access = {
  /** The key whose requests are counted together. `admin`, `command` and `console` have no row. */
  readonly keyId: string;
  /** Null: every workspace. Only the admin key has this. */
  readonly workspaceId: string | null;
  /** The sessions that the key is limited to. Null: all of its workspace. */
  readonly sessionIds: readonly string[] | null;
  readonly scopes: ReadonlySet<string>;
  /** Null: the key does not expire. */
  readonly expiresAt: Date | null;
  /** Where the key works from. Null: from every address. */
  readonly allowedAddresses: readonly AddressRange[] | null;
};

/** The `keyId` of who signed in to the console with a link: an admin of a workspace, without a key. */
export const LINK_KEY_ID = 'console';

export const ADMIN_ACCESS: Access = {
  keyId: 'admin',
  workspaceId: null,
  sessionIds: null,
  expiresAt: null,
  allowedAddresses: null,
  scopes: new Set<RouteAccess>([...SCOPES, 'global', 'metrics']),
};

/** The access of a request without a key. */
export const NO_ACCESS: Access = {
  keyId: '',
  workspaceId: null,
  sessionIds: [],
  expiresAt: null,
  allowedAddresses: [],
  scopes: new Set(),
};

/** The access of METRICS_KEY, which shows no data of an account. */
export const METRICS_ACCESS: Access = {
  keyId: 'metrics',
  workspaceId: null,
  sessionIds: null,
  expiresAt: null,
  allowedAddresses: null,
  scopes: new Set<RouteAccess>(['metrics']),
};

/** The keys of the settings. They are not in the database, so they work without it. */
export type SettingKeys = {
  /** The current one first, then those that it replaced and that are still valid. */
  readonly adminKeys: readonly string[];
  /** Undefined: only the admin key opens the metrics. */
  readonly metricsKey?: string | undefined;
};

/** For commands on the machine of the installation. */
export const COMMAND_ACCESS: Access = { ...ADMIN_ACCESS, keyId: 'command' };

/**
 * By what the work of a request is shared out: its workspace. The admin key, which has none, has a share
 * of its own.
 */
export function shareOf({ workspaceId, keyId }: Access): string {
  return workspaceId ?? keyId;
}

/** Whether a route with that access may be called. */
export function allows(access: Access, needed: RouteAccess): boolean {
  if (needed === 'any') return SCOPES.some((scope) => access.scopes.has(scope));
  return needed === 'open' || access.scopes.has(needed);
}

/** The id of the key, if it is one of the database. */
export function keyWithRow({ keyId }: Access): string | null {
  return isUuid(keyId) ? keyId : null;
}

/** Whether the key is not limited to other sessions. Its workspace is not looked at. */
export function isWithinSessions({ sessionIds }: Pick<Access, 'sessionIds'>, id: string): boolean {
  return sessionIds === null || sessionIds.includes(id.toLowerCase());
}

const SESSION_PATHS = '/api/sessions/:id';

/**
 * Whether a key may call the route with the sessions that it has: a key limited to sessions has nothing to do with
 * what belongs to the whole workspace. The session of a path is checked where it is looked up.
 */
export function allowsSessions(
  { sessionIds }: Pick<Access, 'sessionIds'>,
  { access, path, ownSessions, wholeWorkspace }: RouteContract,
): boolean {
  return (
    sessionIds === null ||
    access === 'open' ||
    ownSessions === true ||
    (path.startsWith(SESSION_PATHS) && wholeWorkspace !== true)
  );
}

/** Throws ADDRESS_NOT_ALLOWED if the key may not be used from that address. */
export function requireAddress({ allowedAddresses }: Access, address: string): void {
  if (allowedAddresses === null || isAddressWithin(allowedAddresses, address)) return;
  throw new ServiceError('ADDRESS_NOT_ALLOWED', 'This key does not work from this address.');
}
