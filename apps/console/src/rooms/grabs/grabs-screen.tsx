import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSessions } from '../../api/sessions.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { GrabDetails } from './grab-details.tsx';
import { type GrabHistory, useGrabsOf, useNewestGrabs } from './grab-list.ts';
import { GrabTable } from './grab-table.tsx';
import { GRAB_STATES, type GrabState } from './grabs-search.ts';
import { RunningGrabs } from './running-grabs.tsx';
import { StartGrabDialog } from './start-grab-dialog.tsx';

/** The grabs of one account or of all: what runs, and what each one brought. */
export function GrabsScreen() {
  const { t } = useText();
  const { may } = useMe();
  const { session, state, grab, of } = useSearch({ from: '/grabs' });
  const navigate = useNavigate({ from: '/grabs' });
  const accounts = useSessions();
  const [isStarting, setIsStarting] = useState(false);
  const ofOne = useGrabsOf(session ?? null);
  const ofAll = useNewestGrabs(session ? [] : accounts.sessions.map((one) => one.session_id));
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
      {accounts.isPending ? (
        <Loading />
      ) : (
        <History
          history={session ? ofOne : ofAll}
          state={state}
          nameOf={accounts.nameOf}
          hasAccounts={!session && accounts.sessions.length > 1}
        />
      )}
      {grab && of && (
        <GrabDetails
          session={of}
          grab={grab}
          name={accounts.nameOf(of)}
          onClose={() =>
            void navigate({ search: { ...(session && { session }), ...(state && { state }) } })
          }
        />
      )}
      {isStarting && (
        <StartGrabDialog
          sessions={accounts.sessions}
          session={session}
          onClose={() => setIsStarting(false)}
        />
      )}
    </Page>
  );
}

type HistoryProps = {
  readonly history: GrabHistory;
  readonly state: GrabState | undefined;
  readonly nameOf: (session: string) => string;
  readonly hasAccounts: boolean;
};

function History({ history, state, nameOf, hasAccounts }: HistoryProps) {
  const { t } = useText();
  const { grabs, error, isPending, retry, more, isLoadingMore } = history;
  const shown = state ? grabs.filter((grab) => grab.state === state) : grabs;
  return (
    <>
      {error != null && <ErrorNotice error={error} onRetry={retry} />}
      <RunningGrabs grabs={grabs} nameOf={nameOf} />
      {shown.length > 0 && <GrabTable grabs={shown} nameOf={nameOf} hasAccounts={hasAccounts} />}
      {isPending && shown.length === 0 && !error && <Loading />}
      {!isPending && shown.length === 0 && !error && (
        <EmptyState icon="grabs" title={t(state ? 'grabs.none_match' : 'grabs.none')}>
          {t(state ? 'grabs.none_match_text' : 'grabs.none_text')}
        </EmptyState>
      )}
      {hasAccounts && shown.length > 0 && (
        <p className="text-sm text-muted">{t('grabs.newest_only')}</p>
      )}
      {more && (
        <Button className="self-center" isBusy={isLoadingMore} onClick={more}>
          {t('action.load_more')}
        </Button>
      )}
    </>
  );
}

function Filters() {
  const { t } = useText();
  const { session, state } = useSearch({ from: '/grabs' });
  const navigate = useNavigate({ from: '/grabs' });
  const { sessions } = useSessions();
  const accounts = sessions.map((one) => ({ value: one.session_id, label: one.session_name }));
  const states = GRAB_STATES.map((value) => ({ value, label: t(`grabs.state.${value}`) }));
  const choose = (change: { session?: string; state?: string }) =>
    void navigate({
      search: (before) => {
        const { session: one, state: in_ } = { ...before, ...change };
        return { ...(one && { session: one }), ...(in_ && { state: in_ as GrabState }) };
      },
    });
  return (
    <div className="flex flex-wrap gap-3">
      <SelectField
        label={t('grabs.account')}
        hideLabel
        className="min-w-52 max-sm:w-full"
        value={session ?? ''}
        choices={[{ value: '', label: t('grabs.every_account') }, ...accounts]}
        onChange={(event) => choose({ session: event.target.value })}
      />
      <SelectField
        label={t('grabs.column.state')}
        hideLabel
        className="min-w-44 max-sm:w-full"
        value={state ?? ''}
        choices={[{ value: '', label: t('grabs.every_state') }, ...states]}
        onChange={(event) => choose({ state: event.target.value })}
      />
    </div>
  );
}
