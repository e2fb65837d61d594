import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { type ListedGrab, newestFirst } from './grab-facts.ts';

const PAGE = 25;

const pageOf = (id: string, cursor?: string) =>
  dataOf(
    api.GET('/api/sessions/{id}/grabs', {
      params: { path: { id }, query: { limit: PAGE, ...(cursor && { cursor }) } },
    }),
  );

export type GrabHistory = {
  readonly grabs: readonly ListedGrab[];
  readonly error: unknown;
  readonly isPending: boolean;
  readonly retry: () => void;
  /** Null: there is no more to load. */
  readonly more: (() => void) | null;
  readonly isLoadingMore: boolean;
};

/** The grabs of one account, page by page. */
export function useGrabsOf(session: string | null): GrabHistory {
  const query = useInfiniteQuery({
    queryKey: [...KEYS.grabs(session ?? ''), 'pages'],
    enabled: session !== null,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => pageOf(session ?? '', pageParam),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  return {
    grabs: query.data?.pages.flatMap(({ grabs }) => grabs) ?? [],
    error: query.error,
    isPending: query.isPending,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    isLoadingMore: query.isFetchingNextPage,
  };
}

/** The newest grabs of several accounts together, newest first. */
export function useNewestGrabs(sessions: readonly string[]): GrabHistory {
  return useQueries({
    queries: sessions.map((id) => ({
      queryKey: [...KEYS.grabs(id), 'newest'],
      queryFn: () => pageOf(id),
    })),
    combine: (results) => ({
      grabs: newestFirst(results.flatMap(({ data }) => data?.grabs ?? [])),
      error: results.find(({ error }) => error)?.error ?? null,
      isPending: results.some(({ isPending }) => isPending),
      retry: () => {
        for (const { refetch } of results) void refetch();
      },
      more: null,
      isLoadingMore: false,
    }),
  });
}
