import type { RouteContract } from '@grabber/contracts/route';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { type Access, allows, NO_ACCESS, type SettingKeys } from '../use-cases/access/access.ts';
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

/**
 * Runs before the body, validation and queries, so that a caller without a key learns nothing. An open route
 * needs no key, but it says more to a caller with a valid one.
 */
export function authenticate(
  app: HttpServer,
  context: Pick<Context, 'db' | 'clock' | 'keyUses'>,
  keys: SettingKeys,
  countFailure: CountFailure,
): void {
  app.decorateRequest('access');
  app.decorateRequest('confirmAccess');
  app.addHook('onRequest', async (request) => {
    request.access = NO_ACCESS;
    request.confirmAccess = () => findAccess(context, keyOf(request), keys);
    const isOpen = contractOf(request)?.access === 'open';
    if (isOpen && keyOf(request) === undefined) return;
    request.access = await request.confirmAccess().catch(async (error) => {
      if (isServiceError(error)) await countFailure(request);
      // Without its database the service still says that it is not ready.
      else if (isOpen) return NO_ACCESS;
      throw error;
    });
  });
  // Runs after the rate limit: forbidden requests cost work and must count too.
  app.addHook('preParsing', async (request) => {
    const { access } = request;
    const contract = contractOf(request);
    // A route without a contract has no scope that could allow it.
    if (contract && allows(access, contract.access)) return;
    const message = `This key lacks the scope ${contract?.access ?? 'for this route'}.`;
    throw new ServiceError('FORBIDDEN', message);
  });
}

function contractOf({ routeOptions }: FastifyRequest): RouteContract | undefined {
  return (routeOptions.config as { contract?: RouteContract }).contract;
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const own = headers['x-api-key'];
  if (own !== undefined) return typeof own === 'string' ? own.trim() : undefined;
  return /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
}
