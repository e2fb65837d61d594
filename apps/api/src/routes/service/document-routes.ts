import { createGunzip } from 'node:zlib';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { openApiDocument } from '@grabber/contracts/openapi/document';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { FastifyReply } from 'fastify';
import { ERROR_PHRASES } from '../../messages/error-phrases.ts';
import type { Language } from '../../messages/language.ts';
import { addRoute } from '../add-route.ts';
import { DOCS_PAGE_POLICY, DOCS_START_SCRIPT, docsPage, docsScript } from '../answers/docs-page.ts';

/** Until an update of the API may replace it. */
const CACHED = 'public, max-age=300';
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** Registered without a key: what these answer is the same for every caller. */
export function documentRoutes(app: HttpServer): void {
  const texts = new Map<Language, string>();
  addRoute(app, API_ROUTES.getOpenApi, async ({ query }, reply) => {
    const { lang = 'en' } = query;
    const text = texts.get(lang) ?? documentText(lang);
    texts.set(lang, text);
    return cached(reply).type('application/json; charset=utf-8').send(text);
  });

  addRoute(app, API_ROUTES.showDocs, async ({ query, url }, reply) => {
    const [path = ''] = url.split('?');
    const root = path.endsWith('/') ? '../' : './';
    reply.header('content-security-policy', DOCS_PAGE_POLICY);
    const page = docsPage({ root, lang: query.lang ?? 'en' });
    return cached(reply).type('text/html; charset=utf-8').send(page);
  });

  // The parts of that page.
  app.get('/docs/start.js', (_, reply) => cached(reply).type(SCRIPT_TYPE).send(DOCS_START_SCRIPT));
  app.get('/docs/scalar.js', async ({ headers }, reply) => {
    const script = await docsScript();
    cached(reply).type(SCRIPT_TYPE).header('vary', 'accept-encoding');
    if (/\bgzip\b/.test(headers['accept-encoding'] ?? '')) {
      return reply.header('content-encoding', 'gzip').send(script);
    }
    const unpacked = createGunzip();
    unpacked.end(script);
    return reply.send(unpacked);
  });
}

function documentText(language: Language): string {
  return JSON.stringify(openApiDocument({ language, errorTexts: ERROR_PHRASES }));
}

function cached(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', CACHED);
}
