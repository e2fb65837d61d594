import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';
import type { Context } from '../context.ts';
import { describeEngine } from '../use-cases/describe-engine.ts';
import { renewLeases } from '../use-cases/wanted-lease.ts';

/** For as many leases as the contract allows. */
const RENEWALS_LIMIT_BYTES = 256 * 1024;

/** Which engine this is and what it holds, the leases of its sessions, and what it is to remove. */
export function leaseRoutes(
  scope: HttpServer,
  {
    engine,
    sessions,
    config,
    onIdentity,
  }: Pick<Context, 'engine' | 'sessions' | 'config' | 'onIdentity'>,
): void {
  registerRoute(scope, ENGINE_ROUTES.identity, async () => {
    onIdentity();
    return describeEngine({ engine, sessions, limits: config });
  });

  const { renewLeases: renewal } = ENGINE_ROUTES;
  const renew = { bodyLimit: RENEWALS_LIMIT_BYTES };
  registerRoute(
    scope,
    renewal,
    async ({ body }) => renewLeases(sessions, body, engine.bootId),
    renew,
  );

  registerRoute(scope, ENGINE_ROUTES.dropProfile, async ({ params, query }) => {
    await sessions.dropProfile(params.id, Number(query.generation));
    return { session_id: params.id };
  });

  registerRoute(scope, ENGINE_ROUTES.forgetBundles, async ({ params }) => {
    await sessions.forgetDeleted(params.id);
    return { session_id: params.id };
  });
}
