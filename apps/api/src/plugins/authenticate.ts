import type { RouteContract } from '@grabber/contracts/route';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import {
  type Access,
  allows,
  allowsSessions,
  NO_ACCESS,
  requireAddress,
  type SettingKeys,
} from '../use-cases/access/access.ts';
import { findAccess } from '../use-cases/access/find-access.ts';
import type { Failures } from './limit-rate.ts';
import { createProvenKeys } from './proven-keys.ts';

/** What counts as a failure of an address. */
const COUNTED: ReadonlySet<string> = new Set(['UNAUTHORIZED', 'ADDRESS_NOT_ALLOWED']);

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
  failures: Failures,
): void {
  const proven = createProvenKeys();
  app.decorateRequest('access');
  app.decorateRequest('confirmAccess');
  app.addHook('onRequest', async (request) => {
    request.access = NO_ACCESS;
    const key = keyOf(request);
    request.confirmAccess = () => findAccess(context, key, keys);
    const lookUps = {
      before: (hash: Buffer) => proven.has(hash) || failures.check(request),
      onValid: proven.note,
    };
    const isOpen = contractOf(request)?.access === 'open';
    if (isOpen && key === undefined) return;
    try {
      request.access = await findAccess(context, key, keys, lookUps);
      requireAddress(request.access, request.ip);
    } catch (error) {
      const isWrongKey = isServiceError(error) && COUNTED.has(error.code);
      if (isWrongKey) await failures.count(request);
      // Without its database the service still says that it is not ready.
      else if (isOpen && !isServiceError(error)) return;
      throw error;
    }
  });
  // Runs after the rate limit: forbidden requests cost work and must count too.
  app.addHook('preParsing', async (request) => {
    const { access } = request;
    const contract = contractOf(request);
    // A route without a contract has no scope that could allow it.
    if (!contract || !allows(access, contract.access)) {
      const message = `This key lacks the scope ${contract?.access ?? 'for this route'}.`;
      throw new ServiceError('FORBIDDEN', message);
    }
    if (allowsSessions(access, contract)) return;
    throw new ServiceError('FORBIDDEN', 'This key is limited to sessions.');
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
