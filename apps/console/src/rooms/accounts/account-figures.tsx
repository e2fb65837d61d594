import type { Schema } from '@grabber/api-client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { statusQuery } from '../../api/queries.ts';
import { useText } from '../../text/use-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { countsQuery, grabsQuery } from './account-queries.ts';
import type { Session } from './account-state.ts';
import { type Grab, lastEnded, lastStored } from './grab-state.ts';

const UNKNOWN = '–';

/** What is stored, and when it was last true. What is not known is a dash. */
export function AccountFigures({ session: { session_id: id } }: { readonly session: Session }) {
  const { t, number } = useText();
  const { data: counts } = useQuery(countsQuery(id));
  const { data: grabs } = useQuery(grabsQuery(id));
  const { data: status } = useQuery(statusQuery(id));
  const complete = status?.last_complete_grab;
  const stored = grabs && lastStored(grabs);
  const of = (value?: number) => (value === undefined || !stored ? UNKNOWN : number(value));
  const ended = grabs && lastEnded(grabs);
  return (
    <>
      <dl className="grid grid-cols-[1fr_1fr_auto] gap-3 rounded-xl bg-page p-3">
        <Figure title={t('accounts.people')}>{of(counts?.people)}</Figure>
        <Figure title={t('accounts.groups')}>{of(counts?.groups)}</Figure>
        <Figure title={t('accounts.hidden')}>{of(counts?.hidden)}</Figure>
      </dl>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        <Row title={t('accounts.last_complete')}>
          <Ago at={complete?.finished_at} />
          {ended && <Shortfall grab={ended} />}
        </Row>
        <Row title={t('accounts.news')}>{complete ? <News of={complete} /> : UNKNOWN}</Row>
        <Row title={t('accounts.next_run')}>
          <Ago at={status?.next_run_at} />
        </Row>
      </dl>
    </>
  );
}

function Ago({ at = null }: { readonly at?: string | null | undefined }) {
  const { ago, time } = useText();
  if (at === null) return UNKNOWN;
  return (
    <time dateTime={at} title={time(at)}>
      {ago(at)}
    </time>
  );
}

type Complete = NonNullable<Schema<'SessionStatus'>['last_complete_grab']>;

/** Partial grabs after it count, too: the words say from when on. */
function News({
  of: { saved_count: saved, removed_count: gone, finished_at },
}: {
  readonly of: Complete;
}) {
  const { t, time } = useText();
  return (
    <>
      {t('accounts.news_counts', { saved, gone })}{' '}
      <time dateTime={finished_at} title={time(finished_at)} className="text-muted">
        {t('accounts.news_since')}
      </time>
    </>
  );
}

/** The newest grab stored a part or nothing: why, is behind the link. */
function Shortfall({ grab: { session_id, state, finished_at } }: { readonly grab: Grab }) {
  const { t, ago } = useText();
  if (state !== 'partial' && state !== 'failed') return null;
  return (
    <Link
      to="/"
      search={(before) => ({ ...before, grab: session_id })}
      className={classNames('ms-2 underline', state === 'failed' ? 'text-bad' : 'text-warn')}
    >
      {t(`accounts.since_${state}`, { time: ago(finished_at) })}
    </Link>
  );
}

type FigureProps = { readonly title: string; readonly children: ReactNode };

function Figure({ title, children }: FigureProps) {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-sm text-muted">{title}</dt>
      <dd className="text-xl font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

function Row({ title, children }: FigureProps) {
  return (
    <>
      <dt className="text-muted">{title}</dt>
      <dd>{children}</dd>
    </>
  );
}
