import type { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../../api/api-failure.ts';
import { api, dataOf } from '../../api/client.ts';
import { fetchContacts } from './contact-source.ts';
import type { Listing } from './contacts-search.ts';
import { type Picked, pickedOf, type Selection } from './selection.ts';

export type BulkResult = { readonly done: number; readonly failed: number };
export type BulkProgress = (result: BulkResult) => void;

type Work = {
  readonly selection: Selection;
  readonly listing: Listing;
  readonly client: QueryClient;
  readonly signal: AbortSignal;
  readonly onProgress: BulkProgress;
};

/** Requests at a time: a browser with many others waiting would not answer the person. */
const AT_ONCE = 4;
const PAGE = 200;

/** The chosen rows, page by page. */
async function* pagesOf({ selection, listing, client, signal }: Work) {
  if (selection.kind === 'some') {
    yield [...selection.rows.values()];
    return;
  }
  let cursor: string | null = null;
  do {
    const page = await fetchContacts(client, listing, cursor, PAGE, signal);
    yield page.rows.map(pickedOf);
    cursor = page.next;
  } while (cursor !== null);
}

/** Does one thing to each chosen row. What is gone already counts as done. */
async function forEachRow(work: Work, one: (row: Picked) => Promise<unknown>): Promise<BulkResult> {
  const result = { done: 0, failed: 0 };
  const handle = async (row: Picked) => {
    try {
      await one(row);
      result.done += 1;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.code === 'CONTACT_NOT_FOUND') result.done += 1;
      else if (error.status === 401 || error.status === 403) throw error;
      else result.failed += 1;
    }
  };
  for await (const rows of pagesOf(work)) {
    const waiting = [...rows];
    const next = async () => {
      for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
        if (work.signal.aborted) return;
        await handle(row);
        work.onProgress({ ...result });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    if (work.signal.aborted) break;
  }
  return result;
}

/** All rows of one account: the API deletes them in one call, with those without WhatsApp. */
export function isWholeBook(selection: Selection, { session, filters }: Listing): boolean {
  return selection.kind === 'all' && session !== null && Object.keys(filters).length === 0;
}

/** Deletes the rows that are stored now: a later grab may store them again. */
export async function deleteRows(work: Work): Promise<BulkResult> {
  const { selection, listing } = work;
  if (listing.session !== null && isWholeBook(selection, listing)) {
    const params = { path: { id: listing.session } };
    const answer = await dataOf(api.DELETE('/api/sessions/{id}/contacts', { params }));
    return { done: answer.deleted_count, failed: 0 };
  }
  return forEachRow(work, async ({ places }) => {
    for (const { session, id } of places) {
      const path = { id: session, contactId: String(id) };
      await dataOf(api.DELETE('/api/sessions/{id}/contacts/{contactId}', { params: { path } }));
    }
  });
}

/** Erases people from every account of the workspace and excludes them from later grabs. */
export function excludePeople(work: Work): Promise<BulkResult> {
  return forEachRow(work, async ({ contactId, isPerson }) => {
    if (!isPerson) return;
    await dataOf(api.POST('/api/erasures', { body: { person: contactId, exclude: true } }));
  });
}

export type TagChange = { readonly add: readonly string[]; readonly remove: readonly string[] };
type SessionWork = Work & { readonly sessions: readonly string[] };

/** Adds and removes tags of the chosen rows, of all that match in few calls. */
export function changeTags(work: SessionWork, { add, remove }: TagChange): Promise<BulkResult> {
  const body = {
    ...(add.length > 0 && { add: [...add] }),
    ...(remove.length > 0 && { remove: [...remove] }),
  };
  if (work.selection.kind === 'all') return changeTagsOfAll(work, body);
  return forEachRow(work, async ({ places, contactId, onWhatsapp }) => {
    for (const { session } of places) {
      const query = { search: contactId, on_whatsapp: onWhatsapp };
      const params = { path: { id: session }, query };
      await dataOf(api.POST('/api/sessions/{id}/contacts/tags', { params, body }));
    }
  });
}

async function changeTagsOfAll(work: SessionWork, body: object): Promise<BulkResult> {
  const { listing, signal, onProgress } = work;
  const sessions = listing.session === null ? work.sessions : [listing.session];
  const query =
    listing.session === null
      ? { ...listing.filters, type: 'individual' as const }
      : listing.filters;
  const result = { done: 0, failed: 0 };
  for (const session of sessions) {
    for (let hasMore = true; hasMore && !signal.aborted; ) {
      const params = { path: { id: session }, query };
      const answer = await dataOf(
        api.POST('/api/sessions/{id}/contacts/tags', { params, body, signal }),
      );
      result.done += answer.changed_count;
      result.failed += answer.refused_count;
      onProgress({ ...result });
      hasMore = answer.has_more;
    }
  }
  return result;
}
