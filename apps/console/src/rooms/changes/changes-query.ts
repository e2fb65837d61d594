import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import type { Change } from '../../book/changes/change-kinds.ts';
import { rowHistory } from '../../book/changes/row-history.ts';
import type { ChangesPage as Page } from './changes-after.ts';

const PAGE = 1_000;
const GRABS = 20;

/** Where the list begins. Both null: with all stored rows. */
export type Start = { readonly time: string | null; readonly cursor: string | null };

/** Whose changes: of one account, or of all (null); of one row of the account. */
export type Whose = { readonly account: string | null; readonly row?: number | undefined };

/** The changes, the oldest first. */
export function changesQuery(whose: Whose, start: Start) {
  return infiniteQueryOptions({
    queryKey: KEYS.changes(whose.account, start, whose.row),
    initialPageParam: start.cursor,
    getNextPageParam: ({ next_cursor, has_more }: Page) => (has_more ? next_cursor : undefined),
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      changesPage(whose, { time: start.time, cursor: pageParam ?? null }, signal),
  });
}

function changesPage(
  { account, row }: Whose,
  { time, cursor }: Start,
  signal: AbortSignal,
): Promise<Page> {
  const query = {
    ...{ limit: PAGE, memberships: true },
    ...(cursor !== null && { since: cursor }),
    ...(cursor === null && time !== null && { since_time: time }),
  };
  if (account === null) return ofAll(query, signal);
  return ofAccount(account, { ...query, ...(row !== undefined && { row_id: row }) }, signal);
}

/** Reads pages of changes until the signal aborts. */
export function pagesOf(whose: Whose, signal: AbortSignal) {
  return (cursor: string) => changesPage(whose, { time: null, cursor }, signal);
}

type Query = { limit: number; memberships: boolean; since?: string; since_time?: string };

async function ofAccount(
  id: string,
  query: Query & { row_id?: number },
  signal: AbortSignal,
): Promise<Page> {
  const { session_id, changes, ...page } = await dataOf(
    api.GET('/api/sessions/{id}/contacts/changes', { params: { path: { id }, query }, signal }),
  );
  const all = changes.map((change): Change => ({ session_id, ...change }));
  return { ...page, changes: query.row_id === undefined ? all : rowHistory(all) };
}

function ofAll(query: Query, signal: AbortSignal): Promise<Page> {
  return dataOf(api.GET('/api/changes', { params: { query }, signal }));
}

/** When the last grab that stored something began. Null: there was none. */
export function lastGrabQuery(account: string) {
  return queryOptions({
    queryKey: [...KEYS.grabs(account), 'last-stored'],
    queryFn: async ({ signal }) => {
      const params = { path: { id: account }, query: { limit: GRABS } };
      const { grabs } = await dataOf(api.GET('/api/sessions/{id}/grabs', { params, signal }));
      const stored = grabs.find(({ state }) => state === 'complete' || state === 'partial');
      return stored?.started_at ?? stored?.created_at ?? null;
    },
  });
}
