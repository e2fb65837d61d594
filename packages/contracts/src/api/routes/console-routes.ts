import { defineRoute } from '../../route.ts';
import { ConsoleSession, SignedOut, SignInBody, SignInLink } from '../console.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';

/** Signing in to the console: a cookie stands for a key, and for no more than the key allows. */
export const API_CONSOLE_ROUTES = {
  signIn: defineRoute({
    id: 'signIn',
    method: 'POST',
    path: '/api/console/session',
    access: 'open',
    summary:
      'Signs in to the console with a key, or with the token of a sign-in link. The answer sets a cookie.',
    body: SignInBody,
    responses: { 201: SuccessWithMessage(ConsoleSession) },
  }),
  getConsoleSession: defineRoute({
    id: 'getConsoleSession',
    method: 'GET',
    path: '/api/console/session',
    access: 'any',
    ownSessions: true,
    summary: 'Answers who the caller is and what it may do.',
    responses: { 200: Success(ConsoleSession) },
  }),
  signOut: defineRoute({
    id: 'signOut',
    method: 'DELETE',
    path: '/api/console/session',
    access: 'any',
    ownSessions: true,
    summary: 'Signs out of the console in this browser.',
    responses: { 200: SuccessWithMessage(SignedOut) },
  }),
  signOutEverywhere: defineRoute({
    id: 'signOutEverywhere',
    method: 'DELETE',
    path: '/api/console/sessions',
    access: 'any',
    ownSessions: true,
    summary:
      'Signs out of the console in all browsers that signed in with the same key, or with links.',
    responses: { 200: SuccessWithMessage(SignedOut) },
  }),
  createSignInLink: defineRoute({
    id: 'createSignInLink',
    method: 'POST',
    path: '/api/console/links',
    access: 'global',
    summary:
      'Makes a link that signs one browser in to the console of the workspace default. It works once, for ten minutes.',
    responses: { 201: SuccessWithMessage(SignInLink) },
  }),
} as const;
