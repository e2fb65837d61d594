import { errorsOf } from '@grabber/contracts/api/route-errors';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { RouteContract } from '@grabber/contracts/route';
import { expect } from 'vitest';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const patternOf = ({ path }: RouteContract) =>
  new RegExp(`^${path.replaceAll(/:[A-Za-z]+/g, '[^/]+')}/?$`);
const PATTERNS = ROUTES.map((route) => ({ route, pattern: patternOf(route) }));

/** Fails on an error code that the contract, and with it docs/api.md, does not list for the route. */
export function expectDocumented(method: string, path: string, code: unknown): void {
  const { pathname } = new URL(path, 'http://localhost');
  const called = PATTERNS.find(
    ({ route, pattern }) => route.method === method && pattern.test(pathname),
  );
  if (!called || typeof code !== 'string') return;
  expect(errorsOf(called.route), `${method} ${called.route.path} answers`).toContain(code);
}
