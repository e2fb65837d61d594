import { errorsOf } from '@grabber/contracts/api/route-errors';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { ERROR_STATUS } from '@grabber/contracts/error-codes';
import type { RouteContract } from '@grabber/contracts/route';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const PATTERNS = ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`),
}));

/** Null: the contract lists this error of the route, with this status. Else what is wrong. */
export function whyUndocumented(
  method: string,
  path: string,
  answer: { readonly status: number; readonly code: unknown },
): string | null {
  const { status, code } = answer;
  const [pathname = ''] = path.split('?');
  const called = PATTERNS.find((one) => one.route.method === method && one.pattern.test(pathname));
  const codes: readonly string[] = called ? errorsOf(called.route) : [];
  if (typeof code !== 'string' || !codes.includes(code) || !(code in ERROR_STATUS)) {
    return `${method} ${called?.route.path ?? path}: ${status} ${String(code)}`;
  }
  const expected = ERROR_STATUS[code as keyof typeof ERROR_STATUS];
  return status === expected ? null : `${method} ${pathname}: ${status} for ${code}`;
}
