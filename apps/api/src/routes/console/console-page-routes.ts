import fastifyStatic from '@fastify/static';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { FastifyRequest } from 'fastify';
import type { ConsoleFiles } from '../../console-files.ts';
import { compressAnswers } from '../../plugins/compress-answers.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
/** Scripts and styles are files of our own: a text that got into the page runs nothing. */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');
/** What is below these is never a page of the console. */
const OTHERS = /^\/(?:api|docs|openapi\.json|health|metrics|assets)(?:\/|$)/;

/**
 * Serves the console, without a key: it holds no data. Each address that a browser opens gets its page, which then shows
 * what the address names.
 */
export function consolePageRoutes(app: HttpServer, { dir, page }: ConsoleFiles): void {
  app.register(fastifyStatic, {
    root: dir,
    serve: false,
    dotfiles: 'ignore',
    // Where the build has compressed a file, that is sent.
    preCompressed: true,
    // A part of a compressed file would be of no use.
    acceptRanges: false,
    cacheControl: false,
  });
  compressAnswers(app);
  app.route({
    method: ['GET', 'HEAD'],
    url: '/assets/*',
    handler: (request, reply) =>
      // Their names change with what is in them.
      reply.header('content-security-policy', POLICY).sendFile(`assets/${restOf(request)}`, dir, {
        cacheControl: true,
        maxAge: YEAR_MS,
        immutable: true,
      }),
  });
  app.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: (request, reply) => {
      const path = `/${restOf(request)}`;
      if (OTHERS.test(path)) return reply.callNotFound();
      // An update shows with the next load.
      reply.headers({ 'content-security-policy': POLICY, 'cache-control': 'no-cache' });
      if (path === '/' || path === '/index.html' || isNavigation(request)) {
        return reply.type('text/html; charset=utf-8').send(page);
      }
      return reply.sendFile(path.slice(1));
    },
  });
}

/** Decoded, and without the query. */
function restOf({ params }: FastifyRequest): string {
  return (params as { '*': string })['*'];
}

function isNavigation({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') === true;
}
