import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useDownload } from '../../files/use-download.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ToggleChip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { VirtualTable } from '../../ui/table/virtual-table.tsx';
import { exportAddress } from './export-address.ts';
import { groupsQuery } from './group-queries.ts';
import { countGroups, type Group, groupTree, type TreeRow } from './group-tree.ts';
import { MOST_GROUPS } from './groups-search.ts';
import { useGroupColumns } from './use-group-columns.tsx';
import { useGroupsAddress } from './use-groups-address.ts';

const GRID =
  'grid-cols-[1.5rem_minmax(0,1fr)] md:grid-cols-[1.5rem_minmax(0,3fr)_7rem_minmax(0,2fr)_9rem]';
const idOf = ({ group }: TreeRow) => group.contact_id;

/** All groups as a tree of communities, with a box each to choose some for an overlap. */
export function GroupsList({ account }: { readonly account: string }) {
  const { t, language } = useText();
  const { search, change } = useGroupsAddress();
  const { search: text, status } = search;
  const filter = { ...(text && { search: text }), ...(status && { status }) };
  const { data, error, refetch } = useQuery({
    ...groupsQuery(account, filter),
    placeholderData: keepPreviousData,
  });
  const isFiltered = Object.keys(filter).length > 0;
  const { data: all = data } = useQuery({ ...groupsQuery(account, {}), enabled: isFiltered });
  const rows = useMemo(() => groupTree(data ?? [], language, all), [data, language, all]);
  const chosen = search.groups ?? [];
  const toggle = (id: string) => {
    const without = chosen.filter((one) => one !== id);
    const groups = without.length < chosen.length ? without : [...chosen, id].slice(0, MOST_GROUPS);
    change({ groups: groups.length > 0 ? groups : undefined }, true);
  };
  const columns = useGroupColumns(account, chosen, toggle);
  return (
    <>
      <Filters account={account} />
      {data && <Counts groups={data} />}
      {chosen.length > 0 && <Chosen count={chosen.length} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.length === 0 && <NoGroups isFiltered={isFiltered} />}
      {rows.length > 0 && (
        <VirtualTable
          label={t('nav.groups')}
          columns={columns}
          grid={GRID}
          rows={rows}
          keyOf={idOf}
        />
      )}
    </>
  );
}

function Filters({ account }: { readonly account: string }) {
  const { t } = useText();
  const { search, change } = useGroupsAddress();
  const save = useDownload();
  const onSearch = useCallback(
    (text: string) => change({ search: text === '' ? undefined : text }, true),
    [change],
  );
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox label={t('groups.search')} value={search.search ?? ''} onSearch={onSearch} />
      {(['active', 'inactive'] as const).map((status) => (
        <ToggleChip
          key={status}
          isOn={search.status === status}
          onToggle={(isOn) => change({ status: isOn ? status : undefined })}
        >
          {t(`groups.status.${status}`)}
        </ToggleChip>
      ))}
      <Button
        isBusy={save.isPending}
        onClick={() => save.mutate(exportAddress.memberships(account))}
      >
        {!save.isPending && <Icon name="download" />}
        {t('groups.export.memberships')}
      </Button>
      {save.error && (
        <div className="basis-full">
          <ErrorNotice error={save.error} />
        </div>
      )}
    </div>
  );
}

function Counts({ groups }: { readonly groups: readonly Group[] }) {
  const { t } = useText();
  const counts = countGroups(groups);
  return (
    <p role="status" className="text-sm text-muted">
      {[
        t('unit.groups', { count: counts.all }),
        counts.communities > 0 && t('groups.count.communities', { count: counts.communities }),
        counts.inactive > 0 && t('groups.count.inactive', { count: counts.inactive }),
        t('groups.count.memberships', { count: counts.memberships }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}

function Chosen({ count }: { readonly count: number }) {
  const { t } = useText();
  const { change } = useGroupsAddress();
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-xl bg-accent-soft p-2 ps-4">
      <p role="status" className="flex-1 basis-40 font-medium text-accent-text">
        {t('groups.chosen', { count })}
      </p>
      <Button onClick={() => change({ groups: undefined }, true)}>{t('groups.choose_none')}</Button>
      <Button
        kind="main"
        onClick={() =>
          change({ view: 'people', min: count > 1 ? 2 : undefined, contact: undefined })
        }
      >
        {t('groups.show_people', { count })}
      </Button>
    </div>
  );
}

function NoGroups({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useText();
  const { change } = useGroupsAddress();
  if (!isFiltered) {
    return (
      <EmptyState icon="groups" title={t('groups.none')}>
        {t('groups.none.text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="search"
      title={t('groups.not_found')}
      action={
        <Button onClick={() => change({ search: undefined, status: undefined })}>
          {t('groups.clear')}
        </Button>
      }
    >
      {t('groups.not_found.text')}
    </EmptyState>
  );
}
