import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { FastifyReply } from 'fastify';
import type { Context } from '../../context.ts';
import { success, successWithMessage } from '../../mappers/envelope.ts';
import { languageOf } from '../../messages/language.ts';
import { doneMessage } from '../../messages/messages.ts';
import { cookieOf, requireOwnPage, sendCookie } from '../../plugins/console-cookie.ts';
import type { Attempt } from '../../plugins/count-attempts.ts';
import type { Failures } from '../../plugins/limit-rate.ts';
import type { Access, SettingKeys } from '../../use-cases/access/access.ts';
import {
  createSignInLink,
  describeCaller,
  signOut,
  signOutEverywhere,
} from '../../use-cases/console/console-sessions.ts';
import { signIn } from '../../use-cases/console/sign-in.ts';
import { addRoute } from '../add-route.ts';

type SigningIn = Pick<Failures, 'countSignIn'> & {
  readonly keys: SettingKeys;
  readonly attempt: Attempt;
};

export function consoleRoutes(
  app: HttpServer,
  context: Context,
  { keys, attempt, countSignIn }: SigningIn,
): void {
  addRoute(app, API_ROUTES.signIn, async (request, reply) => {
    // Another page must not sign its visitors in to an account of its own.
    requireOwnPage(request, context, false);
    const { ip: address, body } = request;
    const cookie = cookieOf(request);
    const admit = (access: Access) => {
      // For the limit, and for the audit.
      reply.request.access = access;
      return countSignIn(reply.request);
    };
    const { access, session, token } = await attempt(reply.request, (lookUps) =>
      signIn(context, body, { keys, address, lookUps, cookie, admit }),
    );
    const now = context.clock().getTime();
    const maxAgeSeconds = Math.ceil((session.expires_at.getTime() - now) / 1_000);
    sendCookie(reply, context, { token, maxAgeSeconds });
    reply.code(201);
    const message = doneMessage('signedIn', languageOf(request));
    return successWithMessage(message, await describeCaller(context, access, session));
  });

  addRoute(app, API_ROUTES.getConsoleSession, async ({ access, consoleSession }) =>
    success(await describeCaller(context, access, consoleSession)),
  );

  addRoute(app, API_ROUTES.signOut, async (request, reply) => {
    const signed_out = await signOut(context, request.consoleSession);
    forgetAll(reply, context);
    return successWithMessage(doneMessage('signedOut', languageOf(request)), { signed_out });
  });

  addRoute(app, API_ROUTES.signOutEverywhere, async (request, reply) => {
    const signed_out = await signOutEverywhere(context, request.access);
    forgetAll(reply, context);
    return successWithMessage(doneMessage('signedOut', languageOf(request)), { signed_out });
  });

  addRoute(app, API_ROUTES.createSignInLink, async (request, reply) => {
    const { publicUrl } = context;
    const address = publicUrl ?? `${request.protocol}://${request.host}`;
    const link = await createSignInLink(context, address);
    reply.code(201);
    return successWithMessage(doneMessage('signInLinkCreated', languageOf(request)), link);
  });
}

/**
 * Nothing of the address book stays in the browser. Over plain HTTP browsers pass over the second header. The page's
 * storage holds its language, colours and columns alone, which a person finds again with the next sign-in.
 */
function forgetAll(reply: FastifyReply, context: Context): void {
  sendCookie(reply, context, null);
  reply.header('clear-site-data', '"cache"');
}
