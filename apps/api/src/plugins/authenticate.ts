import { API_ROUTES } from '@grabber/contracts/api/routes';
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
import { findAccess, type LookUps, unauthorized } from '../use-cases/access/find-access.ts';
import { findSessionAccess, type SignedIn } from '../use-cases/console/find-session-access.ts';
import { cookieOf, requireOwnPage } from './console-cookie.ts';
import type { Attempt } from './count-attempts.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route behind authenticate(). */
    access: Access;
    /** The session of the console that the request's cookie is of. Null: it has a key. */
    consoleSession: SignedIn['session'] | null;
    /** Checks the request's key or cookie again, for long answers. Throws UNAUTHORIZED. */
    confirmAccess: () => Promise<Access>;
  }
}

const ASKS_WHO: string = API_ROUTES.getConsoleSession.id;

/**
 * Runs before the body, validation and queries, so that a caller without a key learns nothing. An open route
 * needs no key, but it says more to a caller with a valid one.
 */
export function authenticate(
  app: HttpServer,
  context: Pick<Context, 'db' | 'clock' | 'keyUses' | 'cipher' | 'publicUrl'>,
  keys: SettingKeys,
  attempt: Attempt,
): void {
  app.decorateRequest('access');
  app.decorateRequest('consoleSession', null);
  app.decorateRequest('confirmAccess');
  app.addHook('onRequest', async (request) => {
    request.access = NO_ACCESS;
    const key = keyOf(request);
    const contract = contractOf(request);
    const cookie = key === undefined ? cookieOf(request) : undefined;
    const find = async (lookUps?: LookUps) =>
      cookie === undefined
        ? { access: await findAccess(context, key, keys, lookUps), session: null }
        : findSessionAccess(context, cookie, keys, lookUps);
    request.confirmAccess = async () => (await find()).access;
    const isOpen = contract?.access === 'open';
    if (isOpen && key === undefined) return;
    // Each load of the console asks it, also before a sign-in: it is no attempt to get in.
    if (contract?.id === ASKS_WHO && key === undefined && cookie === undefined)
      throw unauthorized();
    if (cookie !== undefined) requireOwnPage(request, context, changes(request, contract));
    try {
      await attempt(request, async (lookUps) => {
        const { access, session } = await find(lookUps);
        request.access = access;
        request.consoleSession = session;
        requireAddress(access, request.ip);
      });
    } catch (error) {
      // Without its database the service still says that it is not ready.
      if (isOpen && !isServiceError(error)) return;
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

/** A grab changes what is stored, also with GET. */
function changes({ method }: FastifyRequest, contract: RouteContract | undefined): boolean {
  return (method !== 'GET' && method !== 'HEAD') || contract?.access === 'grab';
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const own = headers['x-api-key'];
  if (own !== undefined) return typeof own === 'string' ? own.trim() : undefined;
  return /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
}
