import { useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { present } from '../../api/search-values.ts';
import type { GrabsSearch } from './grabs-search.ts';

const PAGE = 25;

type Filters = Pick<GrabsSearch, 'session' | 'state' | 'kind'>;

/** The grabs of the accounts that the key may see, page by page. */
export function useGrabs({ session, state, kind }: Filters) {
  const filters = present({ session, state, kind });
  return useInfiniteQuery({
    queryKey: KEYS.allGrabs(filters),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) => {
      const query = { limit: PAGE, ...filters, ...(cursor && { cursor }) };
      return dataOf(api.GET('/api/grabs', { params: { query } }));
    },
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}
