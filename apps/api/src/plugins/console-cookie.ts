import { ServiceError } from '@grabber/service-kit/service-error';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';

const NAME = 'wcg_session';
/** Only a page of the same origin can send this header: a form cannot, and no other origin is allowed to. */
const OWN_HEADER = { name: 'x-requested-with', value: 'console' };
const OWN_SITES: readonly unknown[] = ['same-origin', 'none'];

type PublicUrl = Pick<Context, 'publicUrl'>;

/** The path of the API's root, with a slash at its end. */
export function basePath({ publicUrl }: PublicUrl): string {
  return publicUrl === null ? '/' : `${new URL(publicUrl).pathname.replace(/\/$/, '')}/`;
}

/** The cookie of the console, if the request has one. */
export function cookieOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === NAME && value) return value;
  }
  return undefined;
}

/** Gives the browser its cookie. Null takes it away. */
export function sendCookie(
  reply: FastifyReply,
  context: PublicUrl,
  cookie: { readonly token: string; readonly maxAgeSeconds: number } | null,
): void {
  const path = basePath(context).replace(/(?<=.)\/$/, '');
  const { token, maxAgeSeconds } = cookie ?? { token: '', maxAgeSeconds: 0 };
  const secure = isHttps(reply.request) ? '; Secure' : '';
  const attributes = `Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
  reply.header('set-cookie', `${NAME}=${token}; ${attributes}`);
}

/** A proxy in front may keep from us that the browser speaks HTTPS, but the browser says so, too. */
function isHttps({ protocol, headers }: FastifyRequest): boolean {
  return protocol === 'https' || headers.origin?.startsWith('https://') === true;
}

/**
 * A browser adds the cookie to whatever a page of the same host makes it send, also a page on another port. Throws
 * CROSS_ORIGIN for a request of a page that is not ours, and for one that `changes` something without the header.
 */
export function requireOwnPage(
  request: Pick<FastifyRequest, 'headers' | 'host'>,
  { publicUrl }: PublicUrl,
  changes: boolean,
): void {
  const { headers, host } = request;
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isOwn =
    site !== undefined
      ? OWN_SITES.includes(site)
      : origin === undefined ||
        URL.parse(origin)?.host === host ||
        (publicUrl !== null && URL.parse(publicUrl)?.origin === origin);
  if (isOwn && (!changes || headers[OWN_HEADER.name] === OWN_HEADER.value)) return;
  throw new ServiceError('CROSS_ORIGIN', 'The request does not come from the console.');
}
