import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { authenticate } from '../plugins/authenticate.ts';
import { contactRoutes } from './contact-routes.ts';
import { grabRoutes } from './grab-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { lifecycleRoutes } from './lifecycle-routes.ts';
import { pairingRoutes } from './pairing-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { workspaceRoutes } from './workspace-routes.ts';

/** Who may call what is decided by the scope that a route is registered in, and by its contract. */
export function registerRoutes(app: HttpServer, context: Context, adminKey: string): void {
  app.register((open, _, done) => {
    healthRoutes(open as HttpServer, context);
    done();
  });
  app.register((scope, _, done) => {
    const authenticated = scope as HttpServer;
    authenticate(authenticated, context, adminKey);
    sessionRoutes(authenticated, context);
    lifecycleRoutes(authenticated, context);
    pairingRoutes(authenticated, context);
    grabRoutes(authenticated, context);
    contactRoutes(authenticated, context);
    keyRoutes(authenticated, context);
    workspaceRoutes(authenticated, context);
    done();
  });
}
