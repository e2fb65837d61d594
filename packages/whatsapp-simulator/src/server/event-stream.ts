import type { FastifyReply } from 'fastify';
import type { Page, PageRegistry } from '../core/page-registry.ts';

/** Streams commands to a page as server-sent events. The page is gone when the stream closes. */
export function openEventStream(pages: PageRegistry, page: Page, reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.raw.write(': open\n\n');
  reply.raw.on('close', () => pages.remove(page));
  pages.openStream(page, (event) => reply.raw.write(`data: ${event}\n\n`));
}
