import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { ConsoleFiles } from '../console-files.ts';
import type { Context } from '../context.ts';
import { audit } from '../plugins/audit.ts';
import { authenticate } from '../plugins/authenticate.ts';
import { boundAnswers } from '../plugins/bound-answers.ts';
import { compressAnswers } from '../plugins/compress-answers.ts';
import { countAttempts } from '../plugins/count-attempts.ts';
import { idempotency } from '../plugins/idempotency.ts';
import { ignoreParameters } from '../plugins/ignore-parameters.ts';
import { limitRate, type RateLimits } from '../plugins/limit-rate.ts';
import { resolveExternalIds } from '../plugins/resolve-external-ids.ts';
import { tagAnswers } from '../plugins/tag-answers.ts';
import type { SettingKeys } from '../use-cases/access/access.ts';
import { auditRoutes } from './access/audit-routes.ts';
import { keyRoutes } from './access/key-routes.ts';
import { workspaceRoutes } from './access/workspace-routes.ts';
import { accountRoutes } from './account-routes.ts';
import { addOptions } from './add-route.ts';
import { bulkRoutes } from './bulk-routes.ts';
import { consolePageRoutes } from './console/console-page-routes.ts';
import { consoleRoutes } from './console/console-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { durableGrabRoutes } from './durable-grab-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { grabRoutes } from './grab-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { lifecycleRoutes } from './lifecycle-routes.ts';
import { membershipRoutes } from './membership-routes.ts';
import { ownDataRoutes } from './own-data-routes.ts';
import { pairingRoutes } from './pairing-routes.ts';
import { privacyRoutes } from './privacy-routes.ts';
import { scheduleRoutes } from './schedule-routes.ts';
import { documentRoutes } from './service/document-routes.ts';
import { liveRoute, readyRoute, systemRoute } from './service/health-routes.ts';
import { metricsRoute } from './service/metrics-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

export type AccessOptions = SettingKeys & {
  readonly rateLimits: RateLimits;
  /** Null: no console is served. */
  readonly console: ConsoleFiles | null;
};

/** The scope in which a route is registered, and its contract, decide who may call it. */
export function registerRoutes(app: HttpServer, context: Context, access: AccessOptions): void {
  const { rateLimits, console, ...keys } = access;
  app.register((open, _, done) => {
    const routes = open as HttpServer;
    ignoreParameters(routes);
    liveRoute(routes, context);
    documentRoutes(routes);
    addOptions(routes, Object.values(API_ROUTES));
    done();
  });
  if (console !== null) {
    app.register((pages, _, done) => {
      consolePageRoutes(pages as HttpServer, console);
      done();
    });
  }
  app.register((scope, _, done) => {
    const authenticated = scope as HttpServer;
    audit(authenticated, context);
    const failures = limitRate(authenticated, rateLimits, () => context.replicas.count());
    const attempt = countAttempts(failures);
    authenticate(authenticated, context, keys, attempt);
    resolveExternalIds(authenticated, context);
    idempotency(authenticated, context);
    tagAnswers(authenticated);
    boundAnswers(authenticated);
    compressAnswers(authenticated);
    ignoreParameters(authenticated);
    authenticated.register((routes, __, loaded) => {
      authenticatedRoutes(routes as HttpServer, context);
      consoleRoutes(routes as HttpServer, context, { keys, attempt, ...failures });
      loaded();
    });
    done();
  });
}

function authenticatedRoutes(app: HttpServer, context: Context): void {
  sessionRoutes(app, context);
  lifecycleRoutes(app, context);
  pairingRoutes(app, context);
  grabRoutes(app, context);
  durableGrabRoutes(app, context);
  scheduleRoutes(app, context);
  contactRoutes(app, context);
  eventRoutes(app, context);
  exportRoutes(app, context);
  groupRoutes(app, context);
  membershipRoutes(app, context);
  accountRoutes(app, context);
  ownDataRoutes(app, context);
  bulkRoutes(app, context);
  keyRoutes(app, context);
  workspaceRoutes(app, context);
  webhookRoutes(app, context);
  readyRoute(app, context);
  systemRoute(app, context);
  metricsRoute(app, context);
  auditRoutes(app, context);
  privacyRoutes(app, context);
}
