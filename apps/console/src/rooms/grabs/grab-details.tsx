import type { Schema } from '@grabber/api-client';
import { useQuery } from '@tanstack/react-query';
import { grabQuery } from '../../api/queries.ts';
import { useText } from '../../text/use-text.ts';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ErrorNotice, Notice, StepOf } from '../../ui/notice.tsx';
import { Loading } from '../../ui/page.tsx';
import { CancelGrab } from './cancel-grab.tsx';
import { isActive } from './grab-facts.ts';
import { FailedItems, GapReasons } from './grab-reasons.tsx';
import { GrabTimings } from './grab-timings.tsx';
import { GrabStatePill } from './grab-words.tsx';
import { GrabProgress } from './running-grabs.tsx';

type Grab = Schema<'Grab'>;

type DetailsProps = {
  readonly session: string;
  readonly grab: string;
  readonly name: string;
  readonly onClose: () => void;
};

/** All that is known of one grab, in a panel beside the history. */
export function GrabDetails({ session, grab, name, onClose }: DetailsProps) {
  const { t } = useText();
  const { data, error, refetch } = useQuery(grabQuery(session, grab));
  return (
    <Dialog isOpen onClose={onClose} place="side" title={t('grabs.one')} text={<bdi>{name}</bdi>}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Details grab={data} />}
    </Dialog>
  );
}

function Details({ grab }: { readonly grab: Grab }) {
  const { t, time } = useText();
  const asked = [
    grab.refresh && t('grabs.with_refresh'),
    grab.confirm_removals && t('grabs.with_removals'),
  ].filter((text) => text !== false);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <GrabStatePill state={grab.state} />
        <span>{[t(`grabs.kind.${grab.kind}`), ...asked].join(' · ')}</span>
        <span className="ms-auto">
          <CancelGrab grab={grab} />
        </span>
      </div>
      {isActive(grab) && <GrabProgress grab={grab} />}
      {grab.error && !isActive(grab) && (
        <Notice
          tone={grab.state === 'failed' ? 'bad' : 'plain'}
          title={t('grabs.error', { code: grab.error.code })}
        >
          <p dir="auto">{grab.error.message}</p>
          <StepOf code={grab.error.code} />
          {grab.state === 'failed' && <p className="mt-1">{t('grabs.nothing_stored')}</p>}
        </Notice>
      )}
      <GapReasons reasons={grab.incomplete_reasons} />
      <Counters grab={grab} />
      <GrabTimings timings={grab.timings} />
      <FailedItems items={grab.errors} total={grab.failed_count} />
      <Facts
        facts={[
          { name: t('grabs.created'), value: time(grab.created_at) },
          { name: t('grabs.started'), value: time(grab.started_at) },
          { name: t('grabs.finished'), value: time(grab.finished_at) },
          { name: t('grabs.attempts'), value: grab.attempts },
          { name: t('grabs.id'), value: <code className="text-sm break-all">{grab.grab_id}</code> },
        ]}
      />
    </div>
  );
}

function Counters({ grab }: { readonly grab: Grab }) {
  const { t, number } = useText();
  const always = [
    [t('grabs.count.contacts'), grab.total_contacts],
    [t('grabs.count.groups'), grab.total_groups],
    [t('grabs.count.members'), grab.total_participants],
    [t('grabs.count.new'), grab.saved_count],
    [t('grabs.count.changed'), grab.updated_count - grab.unchanged_count],
    [t('grabs.count.same'), grab.unchanged_count],
    [t('grabs.count.gone'), grab.removed_count],
    [t('grabs.queries'), grab.queries_sent],
  ] as const;
  const rare = [
    [t('grabs.count.failed'), grab.failed_count],
    [t('grabs.count.excluded'), grab.excluded_count],
    [t('grabs.count.without_whatsapp'), grab.total_without_whatsapp],
  ] as const;
  const facts = [...always, ...rare.filter(([, value]) => value > 0)].map(([name, value]) => ({
    name,
    value: number(value),
  }));
  return <Facts isGrid facts={facts} />;
}
