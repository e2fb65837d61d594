import { durationText } from '../../text/duration.ts';
import { useText } from '../../text/use-text.ts';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { OutOf } from '../../ui/out-of.tsx';
import { endedGrabs, type Metrics, sumOf, sumsBy } from './prometheus.ts';
import { useWork } from './use-work.ts';

/** What runs and what waits: known to every key. */
export function WorkNow() {
  const { t, number } = useText();
  const { accounts, connected, stopped, running, queued } = useWork();
  const facts = [
    {
      name: t('health.connected'),
      value: <OutOf now={number(connected)} of={number(accounts)} />,
    },
    { name: t('health.need_person'), value: number(stopped) },
    { name: t('health.running'), value: number(running) },
    { name: t('health.queued'), value: number(queued) },
  ];
  return <Facts isGrid facts={facts} />;
}

/** The numbers of the API's process that its metrics alone have. Its counters begin with it, not with this page. */
export function ProcessNumbers({ metrics }: { readonly metrics: Metrics }) {
  const { t, language, number } = useText();
  const count = (name: string, of: string, labels = {}): Fact[] => {
    const value = sumOf(metrics, of, labels);
    return value === null ? [] : [{ name, value: number(value) }];
  };
  const lag = sumOf(metrics, 'nodejs_eventloop_lag_p99_seconds');
  const facts: Fact[] = [
    ...(lag === null
      ? []
      : [{ name: t('health.lag'), value: durationText(language, lag * 1_000) }]),
    ...count(t('health.files'), 'process_open_fds'),
    ...count(t('health.delivered'), 'grabber_api_webhook_deliveries_total', {
      outcome: 'delivered',
    }),
    ...count(t('health.undelivered'), 'grabber_api_webhook_deliveries_total', {
      outcome: 'failed',
    }),
  ];
  return (
    <>
      <Facts isGrid facts={facts} />
      <Counted
        title={t('health.grabs_ended')}
        counts={endedGrabs(metrics).map(([state, count]) => [t(`grabs.state.${state}`), count])}
      />
      <Counted
        title={t('health.errors')}
        counts={sumsBy(metrics, 'grabber_api_errors_total', 'code')}
        areCodes
      />
    </>
  );
}

type CountedProps = {
  readonly title: string;
  readonly counts: readonly (readonly [string, number])[];
  /** Their names are the same in every language. */
  readonly areCodes?: boolean;
};

const MOST_LISTED = 8;

function Counted({ title, counts, areCodes = false }: CountedProps) {
  const { number } = useText();
  if (counts.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 font-medium">{title}</h3>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {counts.slice(0, MOST_LISTED).map(([name, count]) => (
          <li key={name}>
            {areCodes ? <code dir="ltr">{name}</code> : name}{' '}
            <span className="font-medium">{number(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
