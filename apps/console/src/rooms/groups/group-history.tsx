import type { MembershipEvent } from '@grabber/contracts/api/membership';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { shortId } from '../../book/short-id.ts';
import { useText } from '../../text/use-text.ts';
import { EmptyState, ErrorNotice, Pill } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { type VirtualColumn, VirtualTable } from '../../ui/table/virtual-table.tsx';
import { historyQuery } from './group-queries.ts';
import { NameCell } from './person-cells.tsx';

type HistoryProps = { readonly account: string; readonly groupId: string };

const GRID =
  'grid-cols-1 md:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,1.2fr)_minmax(0,1.2fr)]';
const TONES = { joined: 'good', left: 'warn', role_changed: 'accent' } as const;

/** Who joined and left, and whose role changed, the latest first. */
export function GroupHistory({ account, groupId }: HistoryProps) {
  const { t } = useText();
  const history = useInfiniteQuery(historyQuery(account, groupId));
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = history;
  const onEnd = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const columns = useHistoryColumns(account);
  const rows = data?.pages.flatMap((page) => page.history) ?? [];
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (rows.length === 0) {
    return (
      <EmptyState icon="changes" title={t('groups.history.none')}>
        {t('groups.history.none.text')}
      </EmptyState>
    );
  }
  return (
    <VirtualTable
      label={t('groups.tab.history')}
      columns={columns}
      grid={GRID}
      rows={rows}
      keyOf={({ change_id }) => String(change_id)}
      hasMore={hasNextPage}
      isLoading={isFetching}
      onEnd={onEnd}
    />
  );
}

function useHistoryColumns(account: string): readonly VirtualColumn<MembershipEvent>[] {
  const { t, time } = useText();
  return [
    {
      title: t('groups.column.name'),
      cell: (event) => (
        <NameCell
          account={account}
          person={{ ...event, name: event.name ?? shortId(event.participant_id), ...NO_NUMBERS }}
        />
      ),
    },
    {
      title: t('groups.column.change'),
      className: 'flex flex-wrap items-center gap-2',
      cell: (event) => <WhatHappened event={event} />,
    },
    {
      title: t('groups.column.happened'),
      className: 'text-sm text-muted',
      cell: ({ happened_at }) =>
        happened_at === null ? t('groups.since.unknown') : time(happened_at),
    },
    {
      title: t('groups.column.seen'),
      className: 'text-sm text-muted',
      cell: ({ seen_at }) => (
        <>
          <span className="md:hidden">{t('groups.column.seen')} </span>
          {time(seen_at)}
        </>
      ),
    },
  ];
}

const NO_NUMBERS = { phone_number: null, masked_number: null, lid: null } as const;

function WhatHappened({ event }: { readonly event: MembershipEvent }) {
  const { t } = useText();
  const { change, role, old_role, reason } = event;
  return (
    <>
      <Pill tone={TONES[change]}>{t(`groups.change.${change}`)}</Pill>
      <span className="text-sm text-muted">
        {change === 'left' && reason !== null && t(`groups.reason.${reason}`)}
        {change === 'role_changed' &&
          t('groups.role.from_to', {
            from: t(`groups.role.${old_role ?? 'participant'}`),
            to: t(`groups.role.${role}`),
          })}
      </span>
    </>
  );
}
