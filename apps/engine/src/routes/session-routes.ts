import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';
import { unavailable } from '../bundles/bundle-store.ts';
import type { Context } from '../context.ts';
import type { Session } from '../sessions/session.ts';
import { viewOf } from '../sessions/session-state.ts';
import { wantedLease } from '../use-cases/wanted-lease.ts';

/** Lifecycle: list, start, get, stop, log out, sleep; and the stored copy. */
export function sessionRoutes(
  scope: HttpServer,
  {
    sessions,
    proxies,
    engine,
    bundles,
  }: Pick<Context, 'sessions' | 'proxies' | 'engine' | 'bundles'>,
): void {
  registerRoute(scope, ENGINE_ROUTES.listSessions, async () => ({
    sessions: sessions.list().map(view),
  }));

  registerRoute(scope, ENGINE_ROUTES.startSession, async ({ params, body }) => {
    // Without a body it is undefined, though the schema has checked null.
    const { proxy: given, restore: bundle, lease: givenLease } = body ?? {};
    const lease = givenLease && wantedLease(givenLease, engine.bootId);
    const proxy = given === undefined ? undefined : proxies.seal(params.id, given);
    return view(await sessions.start(params.id, { proxy, bundle, lease }));
  });

  registerRoute(scope, ENGINE_ROUTES.getSession, async ({ params }) =>
    view(sessions.get(params.id)),
  );

  registerRoute(scope, ENGINE_ROUTES.stopSession, async ({ params, query }) => {
    if (query.logout !== 'true') {
      return { ...view(await sessions.stop(params.id)), device_unlinked: false };
    }
    const force = query.force === 'true';
    const { session, isUnlinked } = await sessions.logOut(params.id, { force });
    return { ...view(session), device_unlinked: isUnlinked };
  });

  registerRoute(scope, ENGINE_ROUTES.sleepSession, async ({ params }) =>
    view(await sessions.sleep(params.id)),
  );

  registerRoute(scope, ENGINE_ROUTES.getBundle, async ({ params }) => {
    if (bundles === null) throw unavailable('PROFILE_STORE is not set');
    return bundles.newest(params.id);
  });
}

function view(session: Session) {
  return viewOf(session.id, session.state);
}
