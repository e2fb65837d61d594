import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Account } from '../../book/account-chooser.tsx';
import { type DayRow, groupByDay, shownOf } from '../../book/changes/change-kinds.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { VirtualTable } from '../../ui/table/virtual-table.tsx';
import { changesQuery, type Start, type Whose } from './changes-query.ts';
import type { Since } from './changes-search.ts';
import { ChangesTools } from './changes-tools.tsx';
import { useChangeColumns } from './use-change-columns.tsx';
import { useChangesAddress } from './use-changes-address.ts';
import { ValuesHint } from './values-hint.tsx';

/** So many are loaded by themselves. */
const MOST_AT_ONCE = 10_000;
const GRID = 'grid-cols-1 md:grid-cols-[9rem_minmax(0,1.6fr)_minmax(0,3fr)_4.5rem]';
const GRID_WITH_ACCOUNT =
  'grid-cols-1 md:grid-cols-[9rem_minmax(0,1.6fr)_minmax(0,3fr)_minmax(0,1fr)_4.5rem]';

type ListProps = {
  readonly accounts: readonly Account[];
  readonly account: string | null;
  readonly start: Start;
  readonly since: Since;
};

/** The changes by day, the latest first, with their filters and their file. */
export function ChangesList({ accounts, account, start, since }: ListProps) {
  const { t } = useText();
  const { search } = useChangesAddress();
  const whose = { account, row: account === null ? undefined : search.person };
  const { changes, cursor, canLoad, isLoading, error, load, retry } = useChanges(whose, start);
  const shown = useMemo(() => shownOf(changes, search.show), [changes, search.show]);
  const rows = useMemo(() => groupByDay(shown), [shown]);
  const columns = useChangeColumns(accounts, changes, account === null);
  const titleOf = useDayTitle();
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (cursor === null) return <Loading />;
  return (
    <>
      <ChangesTools
        changes={changes}
        shown={shown}
        cursor={cursor}
        hasMore={canLoad}
        whose={whose}
      />
      {canLoad && !isLoading && (
        <Notice tone="warn" action={<Button onClick={load}>{t('action.load_more')}</Button>}>
          {t('changes.too_many', { count: changes.length })}
        </Notice>
      )}
      <ValuesHint changes={shown} />
      {rows.length === 0 && !isLoading && (
        <NoChanges since={since} isEmpty={changes.length === 0} />
      )}
      {(rows.length > 0 || isLoading) && (
        <VirtualTable<DayRow>
          label={t('nav.changes')}
          columns={columns}
          grid={account === null ? GRID_WITH_ACCOUNT : GRID}
          rows={rows}
          keyOf={(row) => ('change' in row ? row.key : `day ${row.day}`)}
          headingOf={titleOf}
          isLoading={isLoading}
        />
      )}
    </>
  );
}

/** All changes up to a bound, because the API answers the oldest first. */
function useChanges(whose: Whose, start: Start) {
  const query = useInfiniteQuery(changesQuery(whose, start));
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = query;
  const changes = useMemo(() => data?.pages.flatMap((page) => page.changes) ?? [], [data]);
  const loadsAlone = hasNextPage && changes.length < MOST_AT_ONCE;
  useEffect(() => {
    if (loadsAlone && !isFetching) void fetchNextPage();
  }, [loadsAlone, isFetching, fetchNextPage]);
  return {
    changes,
    cursor: data?.pages.at(-1)?.next_cursor ?? null,
    canLoad: hasNextPage,
    isLoading: isFetching || loadsAlone,
    error,
    load: () => void fetchNextPage(),
    retry: () => void refetch(),
  };
}

function useDayTitle() {
  const { t, language } = useText();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
    return (row: DayRow) => {
      if ('change' in row) return null;
      const day = row.day === null ? t('changes.long_ago') : format.format(new Date(row.day));
      return (
        <>
          {day}{' '}
          <span className="font-normal text-muted">
            · {t('changes.count', { count: row.count })}
          </span>
        </>
      );
    };
  }, [t, language]);
}

function NoChanges({ since, isEmpty }: { readonly since: Since; readonly isEmpty: boolean }) {
  const { t } = useText();
  const { search, change } = useChangesAddress();
  if (!isEmpty) {
    return (
      <EmptyState
        icon="filter"
        title={t('changes.filtered')}
        action={
          <Button onClick={() => change({ show: undefined })}>{t('changes.show_all')}</Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon="changes"
      title={t('changes.none')}
      action={
        (since !== 'month' || search.date !== undefined || search.cursor !== undefined) && (
          <Button onClick={() => change({ since: 'month', date: undefined, cursor: undefined })}>
            {t('changes.longer')}
          </Button>
        )
      }
    >
      {t('changes.none.text')}
    </EmptyState>
  );
}
