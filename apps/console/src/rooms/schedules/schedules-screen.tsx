import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSessions } from '../../api/sessions.ts';
import { MissingAccount, NoAccount, useIsMissing } from '../../book/account-chooser.tsx';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { useKeptFocus } from '../../ui/dialog/use-kept-focus.ts';
import { SelectField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { ScheduleCard } from './schedule-card.tsx';
import type { Schedule } from './schedule-draft.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { useSchedules } from './schedule-list.ts';

/** The grabs that begin by themselves, of one account or of all. */
export function SchedulesScreen() {
  const { t } = useText();
  const { may } = useMe();
  const { session } = useSearch({ from: '/schedules' });
  const accounts = useSessions();
  const [edited, setEdited] = useState<Schedule | 'new' | null>(null);
  const isMissing = useIsMissing(session);
  const ids = session ? [session] : accounts.sessions.map((one) => one.session_id);
  const { schedules, error, isPending, retry } = useSchedules(ids);
  const create = may('grab') && accounts.sessions.length > 0 && (
    <Button kind="main" onClick={() => setEdited('new')}>
      <Icon name="plus" />
      {t('schedules.create')}
    </Button>
  );
  const kept = useKeptFocus<HTMLUListElement>(schedules.map(({ schedule_id }) => schedule_id));
  const isLoading = accounts.isPending || (isPending && schedules.length === 0);
  return (
    <Page title={t('nav.schedules')} text={t('schedules.text')} actions={create}>
      {(accounts.sessions.length > 1 || isMissing) && <AccountFilter />}
      {isMissing && <MissingAccount />}
      {error && !isMissing && <ErrorNotice error={error} onRetry={retry} />}
      {isLoading && !error && <Loading />}
      {!isLoading && !error && accounts.sessions.length === 0 && <NoAccount />}
      {!isLoading &&
        !error &&
        accounts.sessions.length > 0 &&
        schedules.length === 0 &&
        !isMissing && (
          <EmptyState icon="schedules" title={t('schedules.none')}>
            {t('schedules.none_text')}
          </EmptyState>
        )}
      <ul
        {...kept}
        className="grid grid-cols-[repeat(auto-fill,minmax(min(24rem,100%),1fr))] gap-4"
      >
        {schedules.map((schedule) => (
          <li key={schedule.schedule_id} data-item={schedule.schedule_id}>
            <ScheduleCard
              schedule={schedule}
              name={accounts.nameOf(schedule.session_id)}
              onEdit={() => setEdited(schedule)}
            />
          </li>
        ))}
      </ul>
      {edited && (
        <ScheduleForm
          sessions={accounts.sessions}
          session={session}
          schedule={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Page>
  );
}

function AccountFilter() {
  const { t } = useText();
  const { session } = useSearch({ from: '/schedules' });
  const navigate = useNavigate({ from: '/schedules' });
  const { sessions } = useSessions();
  const accounts = sessions.map((one) => ({ value: one.session_id, label: one.session_name }));
  return (
    <SelectField
      label={t('grabs.account')}
      hideLabel
      className="max-w-xs"
      value={session ?? ''}
      choices={[{ value: '', label: t('grabs.every_account') }, ...accounts]}
      onChange={({ target }) =>
        void navigate({ search: target.value ? { session: target.value } : {} })
      }
    />
  );
}
