import type { ReadLine, TrailerLine } from '@grabber/contracts/engine/reading';
import { encodeLine } from '../src/reading/encode-lines.ts';
import { readLines } from '../src/reading/read-lines.ts';
import { openPageReader } from '../src/whatsapp/reader/page-reader.ts';
import type { LinkedPage } from './linked-page.ts';
import type { Subject, Way } from './messages.ts';

/** No group of the account needs a query, so these limits are never reached. */
const LIMITS = { concurrency: 3, timeoutMs: 10_000, budget: 500, timeMs: 60_000 };

/** Reads the contacts or the groups of the page. Returns how many there were. */
export async function readOnce(linked: LinkedPage, way: Way, subject: Subject): Promise<number> {
  if (way === 'library') return readByLibrary(linked, subject);
  const lines = await linesOf(linked, subject);
  return countOf(way === 'reader' ? await keepLines(lines) : await encodeLines(lines), subject);
}

async function readByLibrary({ client }: LinkedPage, subject: Subject): Promise<number> {
  const items = subject === 'contacts' ? await client.getContacts() : await client.getChats();
  return items.length;
}

async function linesOf({ page }: LinkedPage, subject: Subject): Promise<AsyncGenerator<ReadLine>> {
  const kind = subject === 'contacts' ? 'contacts' : 'groups';
  const reader = await openPageReader(page, {
    kind,
    queryGroups: false,
    knownGroups: { chatless: [], left: [] },
    withoutWhatsApp: false,
    lockedChats: false,
    limits: LIMITS,
    settleMs: 0,
  });
  const { signal } = new AbortController();
  return readLines(reader, { sessionId: 'bench', kind, signal });
}

/** Everything stays in memory, as with the library. */
async function keepLines(lines: AsyncIterable<ReadLine>): Promise<ReadLine | undefined> {
  return (await Array.fromAsync(lines)).at(-1);
}

/** Each line becomes the text of the answer and is dropped, as when a client takes it. */
async function encodeLines(lines: AsyncIterable<ReadLine>): Promise<ReadLine | undefined> {
  let last: ReadLine | undefined;
  for await (const line of lines) {
    for (const text of encodeLine(line)) if (!text.endsWith('\n')) throw new Error('A broken line');
    last = line;
  }
  return last;
}

function countOf(last: ReadLine | undefined, subject: Subject): number {
  const { complete, total_contacts, total_groups } = last as TrailerLine;
  if (!complete) throw new Error('The read was not complete');
  return subject === 'contacts' ? total_contacts : total_groups;
}
