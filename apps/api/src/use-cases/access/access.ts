import type { Scope as KeyScope } from '@grabber/contracts/api/key';
import type { RouteAccess } from '@grabber/contracts/route';

/** What an API key may be given; none implies another. */
export const SCOPES = ['read', 'grab', 'manage', 'admin'] as const satisfies readonly KeyScope[];
export type Scope = (typeof SCOPES)[number];

/** What the key of a request allows. */
export type Access = {
  /** Whose requests are counted together. */
  readonly keyId: string;
  /** Null: every workspace, which is the admin key's alone. */
  readonly workspaceId: string | null;
  readonly scopes: ReadonlySet<string>;
};

export const ADMIN_ACCESS: Access = {
  keyId: 'admin',
  workspaceId: null,
  scopes: new Set<RouteAccess>([...SCOPES, 'global']),
};

/** Whether a route of that access may be called. */
export function allows(access: Access, needed: RouteAccess): boolean {
  return needed === 'open' || access.scopes.has(needed);
}
