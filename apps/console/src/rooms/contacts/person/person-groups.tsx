import type { Schema } from '@grabber/api-client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, dataOf } from '../../../api/client.ts';
import { KEYS } from '../../../api/keys.ts';
import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice, Pill } from '../../../ui/notice.tsx';
import { Loading } from '../../../ui/page.tsx';
import { Section } from './panel-parts.tsx';

type GroupsProps = {
  readonly session: string;
  readonly groups: readonly Schema<'GroupOfContact'>[];
};

const LINK = 'underline-offset-4 hover:text-accent-text hover:underline';

/** The groups that the person is in now. */
export function GroupsOf({ session, groups }: GroupsProps) {
  const { t } = useText();
  return (
    <Section title={t('contacts.groups_of', { count: groups.length })}>
      {groups.length === 0 && <p className="text-muted">{t('contacts.no_groups')}</p>}
      <ul className="max-h-72 divide-y divide-line overflow-y-auto">
        {groups.map((group) => (
          <li key={group.group_id} className="flex items-center justify-between gap-3 py-1.5">
            <Link
              to="/groups"
              search={{ account: session, group: group.group_id }}
              className={`truncate ${LINK}`}
            >
              <bdi>{group.group_name ?? t('contacts.unnamed_group')}</bdi>
            </Link>
            {group.role !== 'participant' && (
              <Pill tone="accent">{t(`contacts.role.${group.role}`)}</Pill>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const PAGE = 20;

/** The joins, departures and changed roles that grabs saw, the latest first. */
export function HistoryOf({
  session,
  contactId,
}: {
  readonly session: string;
  readonly contactId: string;
}) {
  const { t } = useText();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: KEYS.contacts('history', session, contactId),
      initialPageParam: null as string | null,
      queryFn: ({ pageParam }) => {
        const query = { limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) };
        const params = { path: { id: session, contactId }, query };
        const path = '/api/sessions/{id}/contacts/{contactId}/history' as const;
        return dataOf(api.GET(path, { params }));
      },
      getNextPageParam: ({ next_cursor }) => next_cursor,
    },
  );
  const events = data?.pages.flatMap(({ history }) => history) ?? [];
  return (
    <Section title={t('contacts.history')}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && events.length === 0 && <p className="text-muted">{t('contacts.no_history')}</p>}
      <ol className="flex flex-col gap-2">
        {events.map((event) => (
          <Event key={event.change_id} session={session} event={event} />
        ))}
      </ol>
      {hasNextPage && (
        <Button className="mt-2" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('action.load_more')}
        </Button>
      )}
    </Section>
  );
}

type MembershipChange = {
  readonly group_id: string;
  readonly change: 'joined' | 'left' | 'role_changed';
  readonly group_name: string | null;
  readonly role: 'participant' | 'admin' | 'superadmin';
  readonly seen_at: string;
  readonly happened_at: string | null;
};

type EventProps = { readonly session: string; readonly event: MembershipChange };

function Event({ session, event }: EventProps) {
  const { t, time } = useText();
  const { change, role, happened_at: happened, seen_at: seen } = event;
  return (
    <li>
      <span className="font-medium">
        {change === 'role_changed'
          ? t('contacts.change.role_changed', { role: t(`contacts.role.${role}`) })
          : t(`contacts.change.${change}`)}
      </span>{' '}
      <Link
        to="/groups"
        search={{ account: session, group: event.group_id, tab: 'history' }}
        className={LINK}
      >
        <bdi>{event.group_name ?? t('contacts.unnamed_group')}</bdi>
      </Link>
      <p className="text-sm text-muted">
        {happened === null ? t('contacts.seen_at', { time: time(seen) }) : time(happened)}
      </p>
    </li>
  );
}
