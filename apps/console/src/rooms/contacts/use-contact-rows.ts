import { hashKey, keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { anchorsQuery, type ContactRow, countQuery, fetchContacts } from './contact-source.ts';
import type { Listing } from './contacts-search.ts';
import { PageChain } from './page-chain.ts';

export type ContactRows = {
  readonly chain: PageChain<ContactRow>;
  /** How many rows the table has room for: as many as match, as far as that is known. */
  readonly count: number;
  /** Null: not counted yet. */
  readonly total: number | null;
  /** The answer to the latest search has not come: the rows are those of the one before. */
  readonly isOld: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Says which rows are in view. */
  readonly want: (first: number, last: number) => void;
};

const FIRST_VIEW = 40;
/** To pass over fewer rows takes no longer than to ask for anchors. */
const ANCHORED_ROWS = 5_000;

/** The rows of a listing. The last one that was shown stays until the new one has rows. */
export function useContactRows(listing: Listing): ContactRows {
  const client = useQueryClient();
  const key = JSON.stringify(listing);
  const chain = useMemo(() => {
    const asked = JSON.parse(key) as Listing;
    return new PageChain<ContactRow>((cursor, limit, signal) =>
      fetchContacts(client, asked, cursor, limit, signal),
    );
  }, [client, key]);
  useEffect(() => {
    chain.want(0, FIRST_VIEW);
    return () => chain.pause();
  }, [chain]);
  useSyncExternalStore(chain.subscribe, chain.version);
  const [shown, setShown] = useState(chain);
  if (shown !== chain && chain.isPrimed) setShown(chain);
  const {
    data: total = null,
    dataUpdatedAt,
    isPlaceholderData,
  } = useQuery({
    ...countQuery(listing),
    // The rows come first.
    enabled: chain.isPrimed,
    placeholderData: keepPreviousData,
  });
  useRefresh(chain, listing, dataUpdatedAt);
  const counted = isPlaceholderData ? null : total;
  const { data: anchors, isLoading: expectsAnchors } = useQuery({
    ...anchorsQuery(listing),
    enabled: counted !== null && counted > ANCHORED_ROWS && chain.end === null,
  });
  useEffect(() => {
    if (anchors !== undefined) chain.anchor(anchors);
  }, [chain, anchors]);
  useEffect(() => chain.expectAnchors(expectsAnchors), [chain, expectsAnchors]);
  return {
    chain: shown,
    count: shown.end ?? Math.max(shown === chain ? (counted ?? 0) : 0, shown.known),
    total: chain.end ?? counted,
    isOld: shown !== chain,
    error: chain.error,
    retry: () => chain.retry(),
    want: (first, last) => {
      if (shown === chain) chain.want(first, last);
    },
  };
}

const isCount = (hash: string) => (query: { readonly queryHash: string }) =>
  query.queryHash === hash;

/**
 * What makes the cache count again, such as the end of a grab, makes the rows stale, too. So does a change while the first
 * count is still awaited.
 */
function useRefresh(chain: PageChain<ContactRow>, listing: Listing, countedAt: number): void {
  const client = useQueryClient();
  const last = useRef({ chain, countedAt, isChanged: false });
  const hash = hashKey(countQuery(listing).queryKey);
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        const isChange = event.type === 'updated' && event.action.type === 'invalidate';
        if (isChange && event.query.queryHash === hash) last.current.isChanged = true;
      }),
    [client, hash],
  );
  useEffect(() => {
    const before = last.current;
    last.current = { chain, countedAt, isChanged: false };
    if (before.chain !== chain || before.countedAt === countedAt) return;
    if (before.countedAt !== 0) chain.refresh();
    // The cache does not ask again for what it is still waiting for.
    else if (before.isChanged) void client.invalidateQueries({ predicate: isCount(hash) });
  }, [client, hash, chain, countedAt]);
}
