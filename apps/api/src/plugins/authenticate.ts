import type { RouteContract } from '@grabber/contracts/route';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { type Access, allows } from '../use-cases/access/access.ts';
import { findAccess } from '../use-cases/access/find-access.ts';
import type { CountFailure } from './limit-rate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route behind authenticate(). */
    access: Access;
    /** Checks the request's key again, for long answers. Throws UNAUTHORIZED. */
    confirmAccess: () => Promise<Access>;
  }
}

const NO_ACCESS: Access = { keyId: '', workspaceId: null, scopes: new Set() };

/** Runs before the body, validation and queries, so that a caller without a key learns nothing. */
export function authenticate(
  app: HttpServer,
  context: Pick<Context, 'db' | 'clock' | 'keyUses'>,
  adminKeys: readonly string[],
  countFailure: CountFailure,
): void {
  app.decorateRequest('access');
  app.decorateRequest('confirmAccess');
  app.addHook('onRequest', async (request) => {
    request.access = NO_ACCESS;
    request.confirmAccess = () => findAccess(context, keyOf(request), adminKeys);
    request.access = await request.confirmAccess().catch(async (error) => {
      if (isServiceError(error)) await countFailure(request);
      throw error;
    });
  });
  // Runs after the rate limit: forbidden requests cost work and must count too.
  app.addHook('preParsing', async ({ access, routeOptions }) => {
    const { contract } = routeOptions.config as { contract?: RouteContract };
    // A route without a contract has no scope that could allow it.
    if (contract && allows(access, contract.access)) return;
    const message = `This key lacks the scope ${contract?.access ?? 'for this route'}.`;
    throw new ServiceError('FORBIDDEN', message);
  });
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const own = headers['x-api-key'];
  if (own !== undefined) return typeof own === 'string' ? own.trim() : undefined;
  return /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
}
