import type { ApiQr } from '@grabber/contracts/api/pairing/qr';
import { queryOptions } from '@tanstack/react-query';
import { ApiFailure, type ErrorBody } from '../../api/api-failure.ts';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { sessionsQuery } from '../../api/queries.ts';

const COUNTS_FRESH_MS = 60_000;
/** Enough to find the last complete one behind failed ones. */
const GRABS_SHOWN = 20;
const QR_AGAIN_MS = 10_000;

export const accountsQuery = queryOptions({
  ...sessionsQuery,
  select: ({ sessions }) => sessions,
});

export const grabsQuery = (id: string) =>
  queryOptions({
    queryKey: KEYS.grabs(id),
    queryFn: () =>
      dataOf(
        api.GET('/api/sessions/{id}/grabs', {
          params: { path: { id }, query: { limit: GRABS_SHOWN } },
        }),
      ).then(({ grabs }) => grabs),
  });

export type BookCounts = {
  readonly people: number;
  readonly groups: number;
  /** People without a number. */
  readonly hidden: number;
};

/** The sizes of the stored address book: three counts, and no rows that anyone looks at. */
export const countsQuery = (id: string) =>
  queryOptions({
    queryKey: KEYS.contacts('counts', id),
    staleTime: COUNTS_FRESH_MS,
    queryFn: async (): Promise<BookCounts> => {
      const [people, groups, hidden] = await Promise.all([
        count(id, { type: 'individual' }),
        count(id, { type: 'group' }),
        count(id, { type: 'individual', has_phone: false }),
      ]);
      return { people, groups, hidden };
    },
  });

type CountFilter = { readonly type: 'individual' | 'group'; readonly has_phone?: boolean };

async function count(id: string, filter: CountFilter): Promise<number> {
  const query = { ...filter, status: 'active', limit: 1, total: true } as const;
  const path = { id };
  const { total } = await dataOf(
    api.GET('/api/sessions/{id}/contacts', { params: { path, query } }),
  );
  return total ?? 0;
}

export type ShownQr = { readonly image: string; readonly expiresAt: string };

/** The QR as the address of a picture. A secret: it leaves the cache with the screen. */
export const qrQuery = (id: string) =>
  queryOptions({
    queryKey: KEYS.qr(id),
    staleTime: 0,
    gcTime: 0,
    // Events announce each new QR: this is for a browser whose connection to them is lost.
    refetchInterval: QR_AGAIN_MS,
    queryFn: async (): Promise<ShownQr> => {
      const [answer, picture] = await Promise.all([qrAs('json', id), qrAs('svg', id)]);
      const { data } = JSON.parse(answer) as { data: ApiQr };
      return {
        image: `data:image/svg+xml,${encodeURIComponent(picture)}`,
        expiresAt: data.expires_at,
      };
    },
  });

/** Rejects with ApiFailure. */
async function qrAs(format: 'json' | 'svg', id: string): Promise<string> {
  const call = api.GET('/api/sessions/{id}/qr', {
    params: { path: { id }, query: { format } },
    parseAs: 'text',
  });
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw ApiFailure.offline(cause);
  });
  if (data === undefined) throw ApiFailure.of(response, (error ?? {}) as ErrorBody);
  return data;
}
