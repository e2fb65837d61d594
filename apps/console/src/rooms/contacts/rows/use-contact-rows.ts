import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Listing } from '../contacts-search.ts';
import { anchorsQuery, type ContactRow, countQuery, fetchContacts } from './contact-source.ts';
import { CountWatch, onInvalidated } from './count-watch.ts';
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

function useRefresh(chain: PageChain<ContactRow>, listing: Listing, countedAt: number): void {
  const client = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each chain begins with the count that there is
  const watch = useMemo(() => new CountWatch(countedAt), [chain]);
  const { queryKey } = countQuery(listing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a chain has one listing
  useEffect(() => onInvalidated(client, queryKey, watch.invalidate), [client, watch]);
  useEffect(() => {
    if (watch.counted(countedAt)) chain.refresh();
  }, [chain, watch, countedAt]);
}
