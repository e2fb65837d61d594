import { isUuid } from '@grabber/primitives/uuid';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { resolveExternalId } from '../use-cases/sessions/require-session.ts';

const SESSION_PATHS = '/api/sessions/:id';

/**
 * Puts the session's id where the path has its `external_id`, so that handlers, the log and the audit know the id
 * alone. Register it after the authentication.
 */
export function resolveExternalIds(app: HttpServer, context: Pick<Context, 'db'>): void {
  app.addHook('preHandler', async ({ access, params, routeOptions }) => {
    const { id } = params as { id?: string };
    if (id === undefined || isUuid(id) || !routeOptions.url?.startsWith(SESSION_PATHS)) return;
    (params as { id: string }).id = await resolveExternalId(context, access, id);
  });
}
