/**
 * Reads one simulated account in our way and in the library's, in one page, and measures both. The
 * benchmark runs it as a process and controls it by messages; see messages.ts.
 */
import { type LinkedPage, openLinkedPage } from './linked-page.ts';
import { collectGarbage, measureReading } from './measure-reading.ts';
import { memoryGrowth } from './memory-growth.ts';
import type { Reply, Request } from './messages.ts';
import { readOnce } from './read-once.ts';

let linked: LinkedPage | null = null;

function send(reply: Reply): void {
  process.send?.(reply);
}

function requireLinked(): LinkedPage {
  if (!linked) throw new Error('No page is open');
  return linked;
}

async function obey(request: Request): Promise<unknown> {
  switch (request.command) {
    case 'open':
      linked = await openLinkedPage({ ...request, onQr: (qr) => send({ type: 'qr', qr }) });
      return { versions: await linked.versions(), entries: await linked.entries() };
    case 'read':
      return measureReading(requireLinked(), request.way, request.subject);
    case 'grow':
      collectGarbage();
      return memoryGrowth(() => readOnce(requireLinked(), request.way, request.subject));
    case 'close':
      await linked?.close();
      linked = null;
      return null;
  }
}

process.on('message', (request: Request) => {
  obey(request).then(
    (value) => send({ type: 'done', value }),
    (error: unknown) => send({ type: 'failed', message: String(error) }),
  );
});
// The browser ends with this process, which holds its pipes.
process.on('disconnect', () => process.exit());
