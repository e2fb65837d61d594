import { globSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const PAGE_DIRECTORY = new URL('../page/', import.meta.url);
const MEDIA_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#cfd8dc"/><circle cx="48" cy="36" r="18" fill="#fff"/><path d="M12 96c0-26 72-26 72 0" fill="#fff"/></svg>`;

/** Serves the page's own files, and one drawing for every picture on WhatsApp's picture host. */
export function addPageFiles(server: FastifyInstance): void {
  const names = globSync('**/*.{js,html,css}', { cwd: fileURLToPath(PAGE_DIRECTORY) });
  const files = names.map((name) => ({
    // Windows joins folders with a backslash.
    name: name.replaceAll('\\', '/'),
    type: MEDIA_TYPES[extname(name)] ?? 'application/octet-stream',
    content: readFileSync(new URL(name, PAGE_DIRECTORY)),
  }));
  for (const { name, type, content } of files) {
    server.get(`/page/${name}`, async (_request, reply) => reply.type(type).send(content));
  }
  const index = readFileSync(new URL('index.html', PAGE_DIRECTORY));
  server.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(index));
  server.get('/favicon.ico', async (_request, reply) => reply.status(204).send());
  server.get('/v/*', async (_request, reply) => reply.type('image/svg+xml').send(PICTURE));
}
