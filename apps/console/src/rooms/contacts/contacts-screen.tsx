import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { sessionsQuery } from '../../api/queries.ts';
import { MissingAccount, useIsMissing } from '../../book/account-chooser.tsx';
import { useText } from '../../text/use-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import {
  keptSelection,
  NO_SELECTION,
  type Selection,
  toggled,
  withRows,
} from './bulk/selection.ts';
import { SelectionBar } from './bulk/selection-bar.tsx';
import { ContactToolbar } from './contact-toolbar.tsx';
import {
  type ContactsSearch,
  type Listing,
  listingOf,
  storedSort,
  storeSort,
} from './contacts-search.ts';
import type { ChangeSearch } from './filter/filter-chips.tsx';
import { NoContacts } from './no-contacts.tsx';
import { PersonPanel } from './person/person-panel.tsx';
import type { ContactRow } from './rows/contact-source.ts';
import { useContactRows } from './rows/use-contact-rows.ts';
import type { NameOf } from './table/contact-cell.tsx';
import { ContactTable } from './table/contact-table.tsx';
import { useColumns } from './table/use-columns.ts';

const route = getRouteApi('/contacts');

/** The people and groups of one account, or the people of all. */
export function ContactsScreen() {
  const { t, language } = useText();
  const search = route.useSearch();
  const change = useChangeSearch();
  const { sessions, nameOf } = useAccounts();
  const listing = useMemo(() => listingOf(search, storedSort()), [search]);
  const rows = useContactRows(listing);
  const columns = useColumns(listing.session === null, language === 'ar');
  const [selection, setSelection] = useSelection(listing);
  const isMissing = useIsMissing(search.account);
  const onSort = (sort: Listing['sort']) => {
    storeSort(sort);
    change({ sort });
  };
  return (
    <Page title={t('nav.contacts')} isFull>
      <ContactToolbar
        search={search}
        sort={listing.sort}
        onChange={change}
        onSort={onSort}
        sessions={sessions}
        columns={columns}
        rows={rows}
      />
      <SelectionBar
        // What is open in it is about the rows of this account.
        key={listing.session}
        selection={selection}
        listing={listing}
        total={rows.total}
        shown={columns.shown.map(({ id }) => id)}
        sessions={sessions.map(({ session_id }) => session_id)}
        onSelect={setSelection}
      />
      {isMissing && <MissingAccount />}
      {rows.error !== null && !isMissing && <ErrorNotice error={rows.error} onRetry={rows.retry} />}
      <Rows
        {...{ search, rows, columns, selection, nameOf }}
        listing={listing}
        onSort={onSort}
        hasAccounts={sessions.length > 0}
        onChange={change}
        onSelect={setSelection}
      />
      <Person search={search} onChange={change} nameOf={nameOf} />
    </Page>
  );
}

type RowsProps = Omit<Parameters<typeof ContactTable>[0], `on${string}`> & {
  readonly search: ContactsSearch;
  readonly hasAccounts: boolean;
  readonly onChange: ReturnType<typeof useChangeSearch>;
  readonly onSelect: (selection: Selection) => void;
  readonly onSort: (sort: Listing['sort']) => void;
};

function Rows({ search, hasAccounts, onChange, onSelect, ...table }: RowsProps) {
  const { rows, selection } = table;
  if (!rows.chain.isPrimed) return rows.error === null && <Loading />;
  if (rows.chain.end === 0 && !rows.isOld) {
    return <NoContacts search={search} onChange={onChange} hasAccounts={hasAccounts} />;
  }
  const open = ({ id: person, session_id }: ContactRow) =>
    onChange({ person, of: search.account ? undefined : session_id }, true);
  return (
    <ContactTable
      {...table}
      onOpen={open}
      onToggle={(row) => onSelect(toggled(selection, row))}
      onExtend={(added) => onSelect(withRows(selection, added))}
      onToggleAll={() => onSelect(selection.kind === 'all' ? NO_SELECTION : { kind: 'all' })}
    />
  );
}

type PersonProps = {
  readonly search: ContactsSearch;
  readonly onChange: ChangeSearch;
  readonly nameOf: NameOf;
};

function Person({ search, onChange, nameOf }: PersonProps) {
  const session = search.account ?? search.of;
  if (search.person === undefined || session === undefined) return null;
  return (
    <PersonPanel
      key={`${session} ${search.person}`}
      session={session}
      named={search.person}
      nameOf={nameOf}
      onFound={(person) => onChange({ person })}
      onClose={() => onChange({ person: undefined, of: undefined })}
    />
  );
}

function useAccounts() {
  const { data } = useQuery(sessionsQuery);
  const sessions = useMemo(() => data?.sessions ?? [], [data]);
  const nameOf = useCallback(
    (id: string) => sessions.find(({ session_id }) => session_id === id)?.session_name ?? '…',
    [sessions],
  );
  return { sessions, nameOf };
}

/** Changes the address. What only narrows the list leaves no step for the button "back". */
function useChangeSearch(): (changes: Parameters<ChangeSearch>[0], isStep?: boolean) => void {
  const navigate = route.useNavigate();
  return useCallback(
    (changes, isStep = false) => {
      const search = (before: ContactsSearch) => withoutAbsent({ ...before, ...changes });
      void navigate({ search, replace: !isStep, resetScroll: false });
    },
    [navigate],
  );
}

function withoutAbsent(search: object): ContactsSearch {
  const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(set);
}

/** The selection goes before anything is shown of another list that it does not hold for. */
function useSelection(listing: Listing) {
  const [chosen, setChosen] = useState({ selection: NO_SELECTION, listing });
  const selection = keptSelection(chosen.selection, chosen.listing, listing);
  if (chosen.listing !== listing) setChosen({ selection, listing });
  const select = (selected: Selection) => setChosen({ selection: selected, listing });
  return [selection, select] as const;
}
