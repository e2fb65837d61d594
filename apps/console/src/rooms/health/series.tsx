import { durationText } from '../../text/duration.ts';
import { useText } from '../../text/use-text.ts';
import { SeriesChart } from '../../ui/series-chart.tsx';
import type { Reading } from './samples.ts';

const FEWEST = 2;

/** The last hour at most, as far as this page has been open. */
export function SeriesOfReadings({ readings }: { readonly readings: readonly Reading[] }) {
  const { t, bytes, language, number } = useText();
  if (readings.length < FEWEST) return <p className="text-muted">{t('health.series_wait')}</p>;
  const times = readings.map(({ at }) => at);
  const perSecond = (value: number) => t('health.per_second', { count: number(value) });
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(18rem,100%),1fr))] gap-4">
      <SeriesChart
        title={t('health.memory')}
        times={times}
        values={readings.map(({ memory }) => memory)}
        show={bytes}
      />
      <SeriesChart
        title={t('health.lag')}
        times={times}
        values={readings.map(({ lag }) => lag)}
        show={(value) => durationText(language, value)}
      />
      <SeriesChart
        title={t('health.requests')}
        times={times}
        values={readings.map(({ requests }) => requests)}
        show={(value) => perSecond(Math.round(value * 10) / 10)}
      />
    </div>
  );
}
