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
  scopes: new Set<RouteAccess>([...SCOPES, 'global', 'metrics']),
};

/** The access of a request without a key. */
export const NO_ACCESS: Access = { keyId: '', workspaceId: null, scopes: new Set() };

/** The access of METRICS_KEY, which shows no data of an account. */
export const METRICS_ACCESS: Access = {
  keyId: 'metrics',
  workspaceId: null,
  scopes: new Set<RouteAccess>(['metrics']),
};

/** The keys of the settings. They are not in the database, so they work without it. */
export type SettingKeys = {
  readonly adminKey: string;
  /** Undefined: only the admin key opens the metrics. */
  readonly metricsKey?: string | undefined;
};

/** Whether a route with that access may be called. */
export function allows(access: Access, needed: RouteAccess): boolean {
  return needed === 'open' || access.scopes.has(needed);
}
