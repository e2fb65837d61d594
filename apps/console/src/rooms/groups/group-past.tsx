import type { StoredPastParticipant } from '@grabber/contracts/api/group';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useText } from '../../text/use-text.ts';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import { pastMembersQuery } from './group-queries.ts';
import { LidCell, NameCell, NumberCell, PEOPLE_GRID } from './person-cells.tsx';

type PastProps = { readonly account: string; readonly groupId: string };

/** Who has left the group, as far as WhatsApp Web has said it or a grab has noticed. */
export function GroupPast({ account, groupId }: PastProps) {
  const { t, day } = useText();
  const past = useInfiniteQuery(pastMembersQuery(account, groupId));
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = past;
  const onEnd = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const columns: readonly VirtualColumn<StoredPastParticipant>[] = [
    {
      title: t('groups.column.name'),
      cell: (person) => <NameCell account={account} person={person} />,
    },
    { title: t('groups.column.number'), cell: (person) => <NumberCell person={person} /> },
    { title: t('groups.column.lid'), cell: ({ lid }) => <LidCell lid={lid} /> },
    {
      title: t('groups.column.how'),
      cell: ({ reason }) => t(`groups.reason.${reason ?? 'unknown'}`),
    },
    {
      title: t('groups.column.left_at'),
      className: 'text-sm text-muted',
      cell: ({ left_at }) => (left_at === null ? t('groups.since.unknown') : day(left_at)),
    },
  ];
  const rows = data?.pages.flatMap(({ past_participants }) => past_participants) ?? [];
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (rows.length === 0) {
    return (
      <EmptyState icon="groups" title={t('groups.past.none')}>
        {t('groups.past.none.text')}
      </EmptyState>
    );
  }
  return (
    <VirtualTable
      label={t('groups.tab.past')}
      columns={columns}
      grid={PEOPLE_GRID}
      rows={rows}
      keyOf={({ participant_id }) => participant_id}
      hasMore={hasNextPage}
      isLoading={isFetching}
      onEnd={onEnd}
    />
  );
}
