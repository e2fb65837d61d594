import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Account } from '../../book/account-chooser.tsx';
import { csvText } from '../../files/csv.ts';
import { fileName, saveFile } from '../../files/save-file.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { VirtualTable } from '../../ui/table/virtual-table.tsx';
import { useSay } from '../../ui/toast.tsx';
import { allPeople, type PeopleFilter, peopleQuery } from './group-queries.ts';
import { PeopleFilters } from './people-filters.tsx';
import { peopleTable } from './people-table.ts';
import { useGroupsAddress } from './use-groups-address.ts';
import { usePeopleColumns } from './use-people-columns.tsx';

const GRID =
  'grid-cols-1 md:grid-cols-[minmax(0,2fr)_minmax(0,1.2fr)_minmax(0,1.3fr)_8rem_minmax(0,2.5fr)]';

/** Who is in several of the chosen groups, or in any group without being a contact. */
export function PeopleOfGroups({ account: shown }: { readonly account: Account }) {
  const account = shown.session_id;
  const { t } = useText();
  const { search } = useGroupsAddress();
  const { groups = [], min = 1, contact } = search;
  const filter: PeopleFilter = { groups, min, ...(contact !== undefined && { contact }) };
  const people = useInfiniteQuery(peopleQuery(account, filter));
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = people;
  const onEnd = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const columns = usePeopleColumns(shown);
  const rows = data?.pages.flatMap(({ members }) => members) ?? [];
  return (
    <>
      <PeopleFilters account={account} />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p role="status" className="text-sm text-muted">
            {hasNextPage
              ? t('groups.people.loaded', { count: rows.length })
              : t('unit.people', { count: rows.length })}
          </p>
          {rows.length > 0 && <SavePeople account={account} filter={filter} />}
        </div>
      )}
      {data && rows.length === 0 && (
        <EmptyState icon="groups" title={t('groups.people.none')}>
          {t('groups.people.none.text')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <VirtualTable
          label={t('groups.view.people')}
          columns={columns}
          grid={GRID}
          rows={rows}
          keyOf={({ participant_id }) => participant_id}
          hasMore={hasNextPage}
          isLoading={isFetching}
          onEnd={onEnd}
        />
      )}
    </>
  );
}

type SaveProps = { readonly account: string; readonly filter: PeopleFilter };

/** A CSV file of all people that match, with the pages that are not shown yet. */
function SavePeople({ account, filter }: SaveProps) {
  const { t } = useText();
  const say = useSay();
  const [count, setCount] = useState(0);
  const save = useMutation({
    mutationFn: () => allPeople(account, filter, setCount),
    onSuccess: (people) => {
      const { titles, rows } = peopleTable(people);
      saveFile(fileName(t('groups.people.file'), 'csv'), 'text/csv', csvText(titles, rows));
      say.done(t('groups.people.saved', { count: people.length }));
    },
    onError: say.failed,
  });
  return (
    <Button isBusy={save.isPending} onClick={() => save.mutate()}>
      {!save.isPending && <Icon name="download" />}
      {save.isPending ? t('groups.people.loaded', { count }) : t('groups.people.export')}
    </Button>
  );
}
