import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { ApiSection } from './api-section.tsx';
import { EngineCards } from './engine-cards.tsx';
import { EngineTable } from './engine-table.tsx';
import { useHealth, useMetrics, useSystem } from './health-data.ts';
import { ProcessNumbers, WorkNow } from './numbers.tsx';
import { Parts } from './parts-card.tsx';
import { SafetyTable } from './safety-table.tsx';
import { SeriesOfReadings } from './series.tsx';
import { WorkSeries } from './work-series.tsx';

/** Whether the service works now, how full it is, and how careful each account must be. */
export function HealthScreen() {
  const { t } = useText();
  const { may } = useMe();
  const { data, error, dataUpdatedAt, refetch } = useHealth();
  const system = useSystem();
  const { engines = null, api = null, sessions } = system.data ?? {};
  return (
    <Page title={t('nav.health')} text={t('health.text')}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Parts health={data} />}
      <WorkNow />
      {system.error && <ErrorNotice error={system.error} onRetry={() => void system.refetch()} />}
      {engines && (
        <section className="flex flex-col gap-3">
          <h2 className="text-lg font-semibold">{t('health.engines')}</h2>
          {engines.length > 1 && <EngineTable engines={engines} />}
          <EngineCards engines={engines} />
        </section>
      )}
      <section className="flex flex-col gap-3">
        <h2 className="text-lg font-semibold">{t('health.safety')}</h2>
        <p className="max-w-prose text-muted">{t('health.safety_text')}</p>
        {sessions && <SafetyTable rows={sessions} />}
      </section>
      {api && (
        <section className="flex flex-col gap-4">
          <h2 className="text-lg font-semibold">{t('health.process')}</h2>
          <ApiSection api={api} />
        </section>
      )}
      {may('global') ? (
        <MetricsSection />
      ) : (
        <section className="flex flex-col gap-4">
          <h2 className="text-lg font-semibold">{t('health.lately')}</h2>
          <WorkSeries lookedAt={dataUpdatedAt} api={api} />
        </section>
      )}
    </Page>
  );
}

/** What the process has done since it began, and how it has been since this page is open. Its metrics need the key of the installation. */
function MetricsSection() {
  const { t } = useText();
  const { metrics, readings, error } = useMetrics(true);
  return (
    <>
      <section className="flex flex-col gap-4">
        <h2 className="text-lg font-semibold">{t('health.since_start')}</h2>
        {error && <ErrorNotice error={error} />}
        {metrics && <ProcessNumbers metrics={metrics} />}
      </section>
      <section className="flex flex-col gap-4">
        <h2 className="text-lg font-semibold">{t('health.lately')}</h2>
        <SeriesOfReadings readings={readings} />
      </section>
    </>
  );
}
