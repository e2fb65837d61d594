import type { StoredParticipant } from '@grabber/contracts/api/group';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useText } from '../../text/use-text.ts';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import { membersQuery } from './group-queries.ts';
import { LidCell, NameCell, NumberCell, PEOPLE_GRID, RolePill } from './person-cells.tsx';

type MembersProps = { readonly account: string; readonly groupId: string };

/** Who is in the group now. */
export function GroupMembers({ account, groupId }: MembersProps) {
  const { t, day } = useText();
  const members = useInfiniteQuery(membersQuery(account, groupId));
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = members;
  const onEnd = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const columns: readonly VirtualColumn<StoredParticipant>[] = [
    {
      title: t('groups.column.name'),
      cell: (person) => <NameCell account={account} person={person} />,
    },
    { title: t('groups.column.number'), cell: (person) => <NumberCell person={person} /> },
    { title: t('groups.column.lid'), cell: ({ lid }) => <LidCell lid={lid} /> },
    { title: t('groups.column.role'), cell: ({ role }) => <RolePill role={role} /> },
    {
      title: t('groups.column.since'),
      className: 'text-sm text-muted',
      cell: ({ joined_at }) =>
        joined_at === null ? (
          <span className="max-md:hidden">{t('groups.since.unknown')}</span>
        ) : (
          <>
            <span className="md:hidden">{t('groups.column.since')} </span>
            {day(joined_at)}
          </>
        ),
    },
  ];
  const rows = data?.pages.flatMap(({ participants }) => participants) ?? [];
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (rows.length === 0) {
    return (
      <EmptyState icon="groups" title={t('groups.members.none')}>
        {t('groups.members.none.text')}
      </EmptyState>
    );
  }
  return (
    <VirtualTable
      label={t('groups.tab.members')}
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
