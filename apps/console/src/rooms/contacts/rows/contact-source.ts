import type { Schema } from '@grabber/api-client';
import type { QueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { KEYS } from '../../../api/keys.ts';
import type { Filters, Listing, Sort } from '../contacts-search.ts';
import type { Anchor, Page } from './page-places.ts';

// Without what is null in all of them.
export type Individual = Omit<Schema<'Individual'>, 'group_id'>;
export type Group = Omit<Schema<'Group'>, 'group_id' | 'phone_number'>;
/** A person or group of one account, or a person with what each account says. */
export type ContactRow = (Individual | Group) & {
  readonly accounts?: readonly Schema<'PersonAccount'>[];
};

type Asked = {
  readonly limit: number;
  readonly cursor?: string;
  readonly total?: true;
  readonly signal?: AbortSignal;
};

/** The filters that the API has over all accounts. */
export function ofAllAccounts({ type: _, ...filters }: Filters) {
  return filters;
}

/** The same order as the API calls it over all accounts. */
export function sortOfAll(sort: Sort): 'name' | '-name' | 'address' | '-address' {
  if (sort === 'name' || sort === '-name') return sort;
  return sort.startsWith('-') ? '-address' : 'address';
}

async function ask(listing: Listing, { signal, ...page }: Asked) {
  const init = signal ? { signal } : {};
  if (listing.session === null) {
    const sort = sortOfAll(listing.sort);
    const query = { ...ofAllAccounts(listing.filters), ...page, sort };
    return dataOf(api.GET('/api/contacts', { params: { query }, ...init }));
  }
  const query = { ...listing.filters, ...page, sort: listing.sort };
  const params = { path: { id: listing.session }, query };
  return dataOf(api.GET('/api/sessions/{id}/contacts', { params, ...init }));
}

let pagesAsked = 0;

/**
 * A page, through the query cache, so that an end of the session is noticed; the cache does not keep it.
 * Rejects with ApiFailure.
 */
export async function fetchContacts(
  client: QueryClient,
  listing: Listing,
  cursor: string | null,
  limit: number,
  signal?: AbortSignal,
): Promise<Page<ContactRow>> {
  pagesAsked += 1;
  const asked = { limit, ...(cursor !== null && { cursor }), ...(signal && { signal }) };
  const { contacts, next_cursor: next = null } = await client.fetchQuery({
    // Each request is its own: one that was aborted must not answer the next one.
    queryKey: ['contact-page', pagesAsked],
    queryFn: () => ask(listing, asked),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    structuralSharing: false,
  });
  return { rows: contacts, next };
}

/** Longer than the pause between two letters. */
const COUNT_REST_MS = 250;
/** Who has looked at what was found for so long may want to jump. */
const ANCHOR_REST_MS = 750;

/** Rejects with the signal's reason when it aborts. */
function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** How many match. It is asked apart from the rows, which must not wait for it. */
export function countQuery(listing: Listing) {
  const { session, filters } = listing;
  return {
    queryKey: KEYS.contacts('count', session, filters),
    // It ends with its listing: while one types, the counts of earlier letters would pile up.
    queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
      // To count takes longer than to search: the next letter must not wait behind it.
      if (filters.search !== undefined) await rest(COUNT_REST_MS, signal);
      return countContacts(listing, signal);
    },
  };
}

/** Rejects with ApiFailure. */
export async function countContacts(listing: Listing, signal: AbortSignal): Promise<number> {
  return (await ask(listing, { limit: 1, total: true, signal })).total ?? 0;
}

/** Where the pages of a long list can begin. */
export function anchorsQuery(listing: Listing) {
  const { session, filters, sort } = listing;
  return {
    queryKey: KEYS.contacts('anchors', session, filters, sort),
    queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
      // They take longest, and the next letter ends them.
      if (filters.search !== undefined) await rest(ANCHOR_REST_MS, signal);
      return askAnchors(listing, signal);
    },
    structuralSharing: false,
    retry: false,
  };
}

async function askAnchors(
  { session, filters, sort }: Listing,
  signal: AbortSignal,
): Promise<readonly Anchor[]> {
  if (session === null) {
    const query = { ...ofAllAccounts(filters), sort: sortOfAll(sort) };
    const asked = api.GET('/api/contacts/anchors', { params: { query }, signal });
    return (await dataOf(asked)).anchors;
  }
  const params = { path: { id: session }, query: { ...filters, sort } };
  const asked = api.GET('/api/sessions/{id}/contacts/anchors', { params, signal });
  return (await dataOf(asked)).anchors;
}
