import { isOneOf } from '@grabber/service-kit/equal-secrets';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';

const SCHEME = /^Bearer +(\S+)$/i;

/** Refuses every request to this scope that does not carry one of the secrets. */
export function requireSecret(scope: HttpServer, secrets: readonly string[]): void {
  scope.addHook('onRequest', async (request) => {
    const given = SCHEME.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!isOneOf(given, secrets)) {
      throw new ServiceError('UNAUTHORIZED', 'The engine secret is missing or wrong.');
    }
  });
}
