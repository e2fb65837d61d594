import { describe, expect, it } from 'vitest';
import { API_ROUTES } from '../src/api/routes.ts';
import { ENGINE_ROUTES } from '../src/engine/routes.ts';
import { buildPath, type RouteContract } from '../src/route.ts';

const SURFACES: [string, Readonly<Record<string, RouteContract>>][] = [
  ['API', API_ROUTES],
  ['engine', ENGINE_ROUTES],
];

describe.each(SURFACES)('the routes of the %s', (surface, routes) => {
  it('are each listed under their own id', () => {
    for (const [key, route] of Object.entries(routes)) expect(route.id).toBe(key);
  });

  it('have a unique method and path', () => {
    const places = Object.values(routes).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('declare exactly the parameters of their path', () => {
    for (const { path, params } of Object.values(routes)) {
      const named = [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]);
      const declared = (params as { properties?: object } | undefined)?.properties ?? {};
      expect(Object.keys(declared)).toEqual(named);
    }
  });

  it('are open only if they show no data of an account', () => {
    const open = Object.values(routes).filter(({ access }) => access === 'open');
    expect(open.map(({ path }) => path).filter((path) => !/health/.test(path))).toEqual(
      surface === 'API' ? ['/api/console/session', '/openapi.json', '/docs'] : [],
    );
  });
});

it('builds a path with each parameter encoded, and refuses a missing one', () => {
  expect(buildPath(ENGINE_ROUTES.readGroups, { id: 'a/b c' })).toBe('/sessions/a%2Fb%20c/groups');
  expect(() => buildPath(ENGINE_ROUTES.readGroups, {})).toThrow('"id"');
});
