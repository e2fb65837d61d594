import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSessions } from '../../api/sessions.ts';
import { MissingAccount, useIsMissing } from '../../book/account-chooser.tsx';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { LoadMore } from '../../ui/table/load-more.tsx';
import { GrabDetails } from './grab-details.tsx';
import { useGrabs } from './grab-list.ts';
import { GrabTable } from './grab-table.tsx';
import { GRAB_KINDS, GRAB_STATES, type GrabsSearch, readGrabsSearch } from './grabs-search.ts';
import { RunningGrabs } from './running-grabs.tsx';
import { StartGrabDialog } from './start-grab-dialog.tsx';

/** The grabs of one account or of all: what runs, and what each one brought. */
export function GrabsScreen() {
  const { t } = useText();
  const { may } = useMe();
  const { grab, of, ...filters } = useSearch({ from: '/grabs' });
  const navigate = useNavigate({ from: '/grabs' });
  const accounts = useSessions();
  const [isStarting, setIsStarting] = useState(false);
  const isMissing = useIsMissing(filters.session);
  const canStart = may('grab') && accounts.sessions.length > 0;
  const start = canStart && (
    <Button kind="main" onClick={() => setIsStarting(true)}>
      <Icon name="grabs" />
      {t('grabs.start')}
    </Button>
  );
  return (
    <Page title={t('nav.grabs')} text={t('grabs.text')} actions={start}>
      <Filters />
      {accounts.error && (
        <ErrorNotice error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {isMissing ? (
        <MissingAccount />
      ) : (
        <>
          <Running filters={filters} nameOf={accounts.nameOf} />
          <History
            filters={filters}
            nameOf={accounts.nameOf}
            hasAccounts={!filters.session && accounts.sessions.length > 1}
          />
        </>
      )}
      {grab && of && (
        <GrabDetails
          session={of}
          grab={grab}
          name={accounts.nameOf(of)}
          onClose={() => void navigate({ search: filters })}
        />
      )}
      {isStarting && (
        <StartGrabDialog
          sessions={accounts.sessions}
          session={filters.session}
          onClose={() => setIsStarting(false)}
        />
      )}
    </Page>
  );
}

type ListProps = {
  readonly filters: Omit<GrabsSearch, 'grab' | 'of'>;
  readonly nameOf: (session: string) => string;
};

/** What runs is shown whatever the filters say of what has ended. */
function Running({ filters: { session }, nameOf }: ListProps) {
  const { data } = useGrabs(session === undefined ? {} : { session });
  return <RunningGrabs grabs={data?.pages[0]?.grabs ?? []} nameOf={nameOf} />;
}

function History({ filters, nameOf, hasAccounts }: ListProps & { readonly hasAccounts: boolean }) {
  const query = useGrabs(filters);
  const { data, error, isPending, refetch } = query;
  const grabs = data?.pages.flatMap((page) => page.grabs) ?? [];
  const isFiltered = filters.state !== undefined || filters.kind !== undefined;
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Loading />}
      {grabs.length > 0 && <GrabTable grabs={grabs} nameOf={nameOf} hasAccounts={hasAccounts} />}
      {data && grabs.length === 0 && <NoGrabs isFiltered={isFiltered} />}
      <LoadMore pages={query} />
    </>
  );
}

/** Why the list is empty, and what fills it. */
function NoGrabs({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useText();
  const { may } = useMe();
  const { sessions, isPending } = useSessions();
  if (isFiltered) {
    return (
      <EmptyState icon="grabs" title={t('grabs.none_match')}>
        {t('grabs.none_match_text')}
      </EmptyState>
    );
  }
  if (isPending) return <Loading />;
  const toAccounts = (
    <Link to="/" className={buttonLook('main')}>
      {t('grabs.to_accounts')}
    </Link>
  );
  const isLinked = sessions.length > 0;
  return (
    <EmptyState icon="grabs" title={t('grabs.none')} action={!isLinked && toAccounts}>
      {t(!isLinked ? 'grabs.none_linked' : may('grab') ? 'grabs.none_text' : 'grabs.none_read')}
    </EmptyState>
  );
}

function Filters() {
  const { t } = useText();
  const { session, state, kind } = useSearch({ from: '/grabs' });
  const navigate = useNavigate({ from: '/grabs' });
  const { sessions } = useSessions();
  const choose = (change: { session?: string; state?: string; kind?: string }) =>
    void navigate({
      search: ({ grab: _, of: __, ...before }: GrabsSearch) =>
        readGrabsSearch({ ...before, ...change }),
    });
  return (
    <div className="flex flex-wrap gap-3">
      <FilterSelect
        label={t('grabs.account')}
        className="w-full sm:w-56"
        all={t('grabs.every_account')}
        value={session}
        choices={sessions.map((one) => ({ value: one.session_id, label: one.session_name }))}
        onChoose={(value) => choose({ session: value })}
      />
      <FilterSelect
        label={t('grabs.column.state')}
        className="min-w-44 max-sm:w-full"
        all={t('grabs.every_state')}
        value={state}
        choices={GRAB_STATES.map((value) => ({ value, label: t(`grabs.state.${value}`) }))}
        onChoose={(value) => choose({ state: value })}
      />
      <FilterSelect
        label={t('grabs.column.kind')}
        className="min-w-44 max-sm:w-full"
        all={t('grabs.every_kind')}
        value={kind}
        choices={GRAB_KINDS.map((value) => ({ value, label: t(`grabs.kind.${value}`) }))}
        onChoose={(value) => choose({ kind: value })}
      />
    </div>
  );
}

type FilterSelectProps = {
  readonly label: string;
  readonly className: string;
  /** What the choice says that shows all. */
  readonly all: string;
  readonly value: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Empty: all. */
  readonly onChoose: (value: string) => void;
};

function FilterSelect({ all, value, choices, onChoose, ...rest }: FilterSelectProps) {
  return (
    <SelectField
      {...rest}
      hideLabel
      value={value ?? ''}
      choices={[{ value: '', label: all }, ...choices]}
      onChange={({ target }) => onChoose(target.value)}
    />
  );
}
