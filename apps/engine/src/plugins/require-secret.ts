import { equalSecrets } from '@grabber/service-kit/equal-secrets';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';

const SCHEME = /^Bearer +(\S+)$/i;

/** Refuses every request to this scope that does not carry the shared secret. */
export function requireSecret(scope: HttpServer, secret: string): void {
  scope.addHook('onRequest', async (request) => {
    const given = SCHEME.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!equalSecrets(given, secret)) {
      throw new ServiceError('UNAUTHORIZED', 'The engine secret is missing or wrong.');
    }
  });
}
