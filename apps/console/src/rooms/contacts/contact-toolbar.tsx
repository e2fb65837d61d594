import type { Schema } from '@grabber/api-client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type ContactsSearch, type Sort, sortsOffered } from './contacts-search.ts';
import { type ChangeSearch, FilterChips, filtersSet } from './filter/filter-chips.tsx';
import { FilterDialog } from './filter/filter-dialog.tsx';
import { useNames } from './filter/filter-names.ts';
import { SearchBox } from './filter/search-box.tsx';
import type { ContactRows } from './rows/use-contact-rows.ts';
import { ColumnDialog } from './table/column-dialog.tsx';
import type { useColumns } from './table/use-columns.ts';

type ToolbarProps = {
  readonly search: ContactsSearch;
  readonly sort: Sort;
  readonly onChange: ChangeSearch;
  readonly onSort: (sort: Sort) => void;
  readonly sessions: readonly Schema<'Session'>[];
  readonly columns: ReturnType<typeof useColumns>;
  readonly rows: ContactRows;
};

/** Whose contacts, which of them, in what order, and how many these are. */
export function ContactToolbar(props: ToolbarProps) {
  const { search, onChange, sessions, columns, rows } = props;
  const { t } = useText();
  const [open, setOpen] = useState<'filters' | 'columns' | null>(null);
  const filters = filtersSet(search).length;
  const groupName = useGroupName(search);
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <SelectField
          label={t('contacts.account')}
          hideLabel
          className="w-full sm:w-56"
          value={search.account ?? ''}
          choices={[
            { value: '', label: t('contacts.all_accounts') },
            ...sessions.map(({ session_id: value, session_name: label }) => ({ value, label })),
          ]}
          onChange={({ target }) =>
            onChange({ account: target.value || undefined, group: undefined, type: undefined })
          }
        />
        <SearchBox value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
        <Button onClick={() => setOpen('filters')}>
          <Icon name="filter" className="size-4.5" />
          {filters > 0 ? t('contacts.filters_count', { count: filters }) : t('contacts.filters')}
        </Button>
        <SortField isOfAll={search.account === undefined} sort={props.sort} onSort={props.onSort} />
        <IconButton label={t('contacts.columns')} onClick={() => setOpen('columns')}>
          <Icon name="columns" />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Counted rows={rows} />
        <FilterChips search={search} onChange={onChange} groupName={groupName} />
      </div>
      <FilterDialog
        isOpen={open === 'filters'}
        onClose={() => setOpen(null)}
        search={search}
        onChange={onChange}
        total={rows.total}
      />
      <ColumnDialog
        isOpen={open === 'columns'}
        onClose={() => setOpen(null)}
        layout={columns.layout}
        offered={columns.offered}
        onChange={columns.change}
      />
    </div>
  );
}

type SortProps = Pick<ToolbarProps, 'sort' | 'onSort'> & { readonly isOfAll: boolean };

function SortField({ isOfAll, sort, onSort }: SortProps) {
  const { t } = useText();
  const titleOf = (one: Sort) => {
    const by = one.replace('-', '') as 'name' | 'stored' | 'changed';
    const name = isOfAll && by === 'stored' ? 'address' : by;
    return t(`contacts.sort.${name}${one.startsWith('-') ? '_reversed' : ''}`);
  };
  return (
    <SelectField
      label={t('contacts.sort')}
      hideLabel
      className="w-52 max-sm:min-w-0 max-sm:flex-1"
      value={sort}
      choices={sortsOffered(isOfAll).map((value) => ({ value, label: titleOf(value) }))}
      onChange={({ target }) => {
        const chosen = sortsOffered(isOfAll).find((one) => one === target.value);
        if (chosen) onSort(chosen);
      }}
    />
  );
}

/** How many match, and how far reading has come when a distant row is awaited. */
function Counted({ rows }: { readonly rows: ContactRows }) {
  const { t } = useText();
  const { total, chain, isOld } = rows;
  if (total === null || isOld) return <p role="status">{t('state.loading')}</p>;
  return (
    <p role="status" className="text-muted">
      <strong className="font-semibold text-text">{t('contacts.count', { count: total })}</strong>
      {chain.isPassing && ` · ${t('contacts.reading', { count: chain.known })}`}
    </p>
  );
}

function useGroupName({ account: session, group }: ContactsSearch): string | null {
  const isOfAll = session === undefined && group !== undefined;
  const { choices } = useNames(isOfAll ? 'group' : null, session);
  const { data } = useQuery({
    queryKey: KEYS.contacts('one', session, group),
    enabled: session !== undefined && group !== undefined,
    queryFn: () => {
      const path = { id: session ?? '', contactId: group ?? '' };
      return dataOf(api.GET('/api/sessions/{id}/contacts/{contactId}', { params: { path } }));
    },
  });
  const ofAll = choices.find(({ value }) => value === group)?.label;
  return data?.contact.name ?? ofAll ?? null;
}
