import { encodeLines } from '../src/reading/encode-lines.ts';
import { readLines } from '../src/reading/read-lines.ts';
import { openPageReader } from '../src/whatsapp/page-reader.ts';
import type { LinkedPage } from './linked-page.ts';
import type { Subject, Way } from './messages.ts';

/** No group of the account needs a query, so these are never reached. */
const LIMITS = { concurrency: 3, timeoutMs: 10_000, budget: 500, timeMs: 60_000 };

/** Reads the contacts or the groups of the page and answers how many there were. */
export async function readOnce(linked: LinkedPage, way: Way, subject: Subject): Promise<number> {
  if (way === 'ours') return readOurs(linked, subject);
  const items =
    subject === 'contacts' ? await linked.client.getContacts() : await linked.client.getChats();
  return items.length;
}

/** All that the engine does for a read, up to the text of its answer; only the socket is missing. */
async function readOurs({ page }: LinkedPage, kind: Subject): Promise<number> {
  const reader = await openPageReader(page, { kind, limits: LIMITS });
  const { signal } = new AbortController();
  let last = '';
  for await (const text of encodeLines(readLines(reader, { sessionId: 'bench', kind, signal }))) {
    last = text;
  }
  const trailer = JSON.parse(last) as {
    complete: boolean;
    total_contacts: number;
    total_groups: number;
  };
  if (!trailer.complete) throw new Error('The read was not complete');
  return kind === 'contacts' ? trailer.total_contacts : trailer.total_groups;
}
