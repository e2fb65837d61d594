import type { Schema } from '@grabber/api-client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useSessions } from '../../api/sessions.ts';
import { durationText } from '../../text/duration.ts';
import { useText } from '../../text/use-text.ts';
import { EmptyState, ErrorNotice, Pill, type Tone } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { LoadMore } from '../../ui/table/load-more.tsx';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { type AccessSearch, type Outcome, startOfDay } from './access-search.ts';
import { AuditFilters } from './audit-filters.tsx';
import { useKeyNames } from './use-key-names.ts';

type Entry = Schema<'AuditEntry'>;

const PAGE = 50;
const TONES: Readonly<Record<Outcome, Tone>> = {
  done: 'good',
  refused: 'warn',
  failed: 'bad',
  aborted: 'plain',
};

/** What was done with the keys, newest first. */
export function AuditTab() {
  const { t } = useText();
  const search = useSearch({ from: '/access' });
  const query = useAudit(search);
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <AuditFilters />
      {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data && entries.length === 0 && (
        <EmptyState icon="search" title={t('access.audit.none')}>
          {t('access.audit.none_text')}
        </EmptyState>
      )}
      {entries.length > 0 && <AuditTable entries={entries} />}
      <LoadMore pages={query} />
    </>
  );
}

function useAudit({ key, session, route, outcome, since, until }: AccessSearch) {
  const filters = {
    ...(key && { key_id: key }),
    ...(session && { session_id: session }),
    ...(route && { route }),
    ...(outcome && { outcome }),
    ...(since && { since: startOfDay(since) }),
    // The day itself is included.
    ...(until && { until: startOfDay(until, 1) }),
  };
  return useInfiniteQuery({
    queryKey: [...KEYS.audit, filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor }) =>
      dataOf(
        api.GET('/api/audit', {
          params: { query: { ...filters, limit: PAGE, ...(cursor && { cursor }) } },
        }),
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

function AuditTable({ entries }: { readonly entries: readonly Entry[] }) {
  const { t, bytes, language, number, time } = useText();
  const { nameOf } = useSessions();
  const keyName = useKeyNames();
  const columns: Column<Entry>[] = [
    {
      title: t('access.audit.when'),
      cell: ({ at }) => <span className="block min-w-28">{time(at)}</span>,
    },
    {
      title: t('access.audit.key'),
      cell: ({ key_id, address }) => (
        <>
          <bdi>{keyName(key_id)}</bdi>
          <span className="block font-mono text-xs text-muted wrap-anywhere">
            <bdi>{address}</bdi>
          </span>
        </>
      ),
    },
    {
      title: t('access.audit.what'),
      cell: ({ method, route, session_id }) => (
        <>
          <code dir="ltr" className="block min-w-44 text-sm wrap-anywhere">
            {method} {route}
          </code>
          {session_id && (
            <span className="block text-sm text-muted wrap-anywhere">
              <bdi>{nameOf(session_id)}</bdi>
            </span>
          )}
        </>
      ),
    },
    {
      title: t('access.audit.outcome'),
      cell: ({ outcome, status, code }) => (
        <span className="flex flex-col items-start gap-1">
          <Pill tone={TONES[outcome]}>
            {t(`access.outcome.${outcome}`)} <bdi>{status}</bdi>
          </Pill>
          {code && <code className="text-xs text-muted wrap-anywhere">{code}</code>}
        </span>
      ),
    },
    {
      title: t('access.audit.rows'),
      cell: ({ row_count }) => (row_count === null ? '–' : number(row_count)),
      isNumber: true,
    },
    {
      title: t('access.audit.size'),
      cell: (entry) => (
        <span className="whitespace-nowrap">
          {bytes(entry.bytes)}
          <span className="block text-sm text-muted">
            {durationText(language, entry.duration_ms)}
          </span>
        </span>
      ),
      isNumber: true,
    },
  ];
  return (
    <SimpleTable
      label={t('access.tab.audit')}
      columns={columns}
      rows={entries}
      keyOf={({ audit_id }) => String(audit_id)}
    />
  );
}
