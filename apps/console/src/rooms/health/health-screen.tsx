import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { useHealth, useMetrics } from './health-data.ts';
import { ProcessNumbers, WorkNow } from './numbers.tsx';
import { Parts } from './parts-card.tsx';
import { SafetyTable } from './safety-table.tsx';
import { SeriesOfReadings } from './series.tsx';

/** Whether the service works now, and how careful each account must be. */
export function HealthScreen() {
  const { t } = useText();
  const { may } = useMe();
  const { data, error, refetch } = useHealth();
  return (
    <Page title={t('nav.health')} text={t('health.text')}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Parts health={data} />}
      <WorkNow />
      <section className="flex flex-col gap-3">
        <h2 className="text-lg font-semibold">{t('health.safety')}</h2>
        <p className="max-w-prose text-muted">{t('health.safety_text')}</p>
        <SafetyTable />
      </section>
      {may('global') && <ProcessSection />}
    </Page>
  );
}

function ProcessSection() {
  const { t } = useText();
  const { metrics, readings, error } = useMetrics(true);
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-lg font-semibold">{t('health.process')}</h2>
      {error && <ErrorNotice error={error} />}
      {metrics && <ProcessNumbers metrics={metrics} />}
      <SeriesOfReadings readings={readings} />
      {metrics && !metrics.has('grabber_engine_sessions') && (
        <p className="max-w-prose text-sm text-muted">{t('health.engine_elsewhere')}</p>
      )}
    </section>
  );
}
