import { EngineErrorBody } from '@grabber/contracts/engine/error-body';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { type ContractContext, rawRequest } from './contract-target.ts';

const errorBody = Compile(EngineErrorBody);
const ROUTES: readonly RouteContract[] = Object.values(ENGINE_ROUTES);
const SECRET_ROUTES = ROUTES.filter((route) => route.access !== 'open');
const OPEN_ROUTES = ROUTES.filter((route) => route.access === 'open');
/** PUT creates a missing session, and the store has copies of any. The other routes need an existing one. */
const ROUTES_OF_A_SESSION = SECRET_ROUTES.filter(
  (route) =>
    route.path.startsWith('/sessions/:id') &&
    route.method !== 'PUT' &&
    route !== ENGINE_ROUTES.getBundle,
);
const UNKNOWN_SESSION = 'contract-unknown-session';

const bodyFor = (route: RouteContract) =>
  route.body ? { body: { phone_number: '6281234567890' } } : {};

const queryFor = (route: RouteContract) => (route.id === 'dropProfile' ? '?generation=1' : '');

/** Who may call which route, and what a refusal looks like. */
export function accessContract({ target }: ContractContext): void {
  describe('access', () => {
    for (const route of SECRET_ROUTES) {
      it(`${route.id} answers 401 UNAUTHORIZED without the secret and with a wrong one`, async () => {
        const path = buildPath(route, { id: UNKNOWN_SESSION });
        for (const secret of [null, 'x'.repeat(40)]) {
          const { method } = route;
          const answer = await rawRequest(target(), path, { method, secret, ...bodyFor(route) });
          expect(answer.status).toBe(401);
          expect(errorBody.Check(answer.json())).toBe(true);
          expect(answer.json()).toMatchObject({ code: 'UNAUTHORIZED' });
        }
      });
    }

    for (const route of OPEN_ROUTES) {
      it(`${route.id} answers 200 without a secret`, async () => {
        const answer = await rawRequest(target(), route.path, { secret: null });
        expect(answer.status).toBe(200);
        expect(answer.json()).toMatchObject({ status: 'ok' });
      });
    }

    for (const route of ROUTES_OF_A_SESSION) {
      it(`${route.id} answers 404 SESSION_NOT_FOUND for a session that the engine does not hold`, async () => {
        const path = buildPath(route, { id: UNKNOWN_SESSION }) + queryFor(route);
        const answer = await rawRequest(target(), path, {
          method: route.method,
          ...bodyFor(route),
        });
        expect(answer.status).toBe(404);
        expect(errorBody.Check(answer.json())).toBe(true);
        expect(answer.json()).toMatchObject({ code: 'SESSION_NOT_FOUND' });
      });
    }

    it('answers 400 VALIDATION_FAILED for an invalid session id and for unknown query parameters', async () => {
      const wrong = ['/sessions/not%20an%20id', `/sessions/${'x'.repeat(65)}`];
      for (const path of wrong) {
        const answer = await rawRequest(target(), path);
        expect(answer.status).toBe(400);
        expect(answer.json()).toMatchObject({ code: 'VALIDATION_FAILED' });
      }
      const path = `/sessions/${UNKNOWN_SESSION}?purge=true`;
      expect(await rawRequest(target(), path, { method: 'DELETE' })).toMatchObject({ status: 400 });
    });

    it('answers 404 ROUTE_NOT_FOUND for any other path', async () => {
      const answer = await rawRequest(target(), '/nothing-here');
      expect(answer.status).toBe(404);
      expect(errorBody.Check(answer.json())).toBe(true);
      expect(answer.json()).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
    });
  });
}
