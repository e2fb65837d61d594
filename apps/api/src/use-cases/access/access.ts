import type { Scope as KeyScope } from '@grabber/contracts/api/key';
import type { RouteAccess } from '@grabber/contracts/route';

/** The scopes that an API key can have. No scope includes another. */
export const SCOPES = ['read', 'grab', 'manage', 'admin'] as const satisfies readonly KeyScope[];
export type Scope = (typeof SCOPES)[number];

/** The access of a request's key. */
export type Access = {
  /** The key whose requests are counted together. */
  readonly keyId: string;
  /** Null: every workspace. Only the admin key has this. */
  readonly workspaceId: string | null;
  readonly scopes: ReadonlySet<string>;
};

export const ADMIN_ACCESS: Access = {
  keyId: 'admin',
  workspaceId: null,
  scopes: new Set<RouteAccess>([...SCOPES, 'global']),
};

/**
 * By what the work of a request is shared out: its workspace. The admin key, which has none, has a share
 * of its own.
 */
export function shareOf({ workspaceId, keyId }: Access): string {
  return workspaceId ?? keyId;
}

/** Whether a route with that access may be called. */
export function allows(access: Access, needed: RouteAccess): boolean {
  return needed === 'open' || access.scopes.has(needed);
}
