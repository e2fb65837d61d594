import type { HttpServer } from '@grabber/service-kit/http-server';
import { toApiError } from '../messages/to-api-error.ts';

/** Gives errors of the engine's client and of the database their code before the one handler sees them. */
export function translateErrors(app: HttpServer): void {
  app.addHook('onRoute', (route) => {
    route.errorHandler = (error) => {
      throw toApiError(error);
    };
  });
}
