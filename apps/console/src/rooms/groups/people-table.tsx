import { useCallback } from 'react';
import { useText } from '../../text/use-text.ts';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { type VirtualColumn, VirtualTable } from '../../ui/table/virtual-table.tsx';
import { LidCell, NameCell, NumberCell, PEOPLE_GRID, type Person } from './person-cells.tsx';

/** A query of pages, as TanStack Query answers it. */
type Pages = {
  readonly data: object | undefined;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
};

type PeopleTableProps<Row> = {
  readonly account: string;
  readonly label: string;
  readonly pages: Pages;
  readonly rows: readonly Row[];
  /** After name, number and LID. */
  readonly columns: readonly VirtualColumn<Row>[];
  readonly none: string;
  readonly noneText: string;
};

/** People of a group, who are read page by page as the table is scrolled. */
export function PeopleTable<Row extends Person>(props: PeopleTableProps<Row>) {
  const { account, label, pages, rows, none, noneText } = props;
  const { t } = useText();
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = pages;
  const onEnd = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (rows.length === 0) {
    return (
      <EmptyState icon="groups" title={none}>
        {noneText}
      </EmptyState>
    );
  }
  const columns: readonly VirtualColumn<Row>[] = [
    {
      title: t('groups.column.name'),
      cell: (person) => <NameCell account={account} person={person} />,
    },
    { title: t('groups.column.number'), cell: (person) => <NumberCell person={person} /> },
    { title: t('groups.column.lid'), cell: ({ lid }) => <LidCell lid={lid} /> },
    ...props.columns,
  ];
  return (
    <VirtualTable
      label={label}
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
