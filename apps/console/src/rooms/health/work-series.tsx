import type { Schema } from '@grabber/api-client';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { SeriesChart } from '../../ui/series-chart.tsx';
import { type Sample, withSample } from './samples.ts';
import { useWork } from './use-work.ts';

const FEWEST = 2;
type Name = 'connected' | 'running' | 'queued' | 'memory' | 'latency';

type SeriesProps = {
  /** The time of the last look at the service. 0: none yet. */
  readonly lookedAt: number;
  /** Null: the key may not see it. */
  readonly api: Schema<'SystemApi'> | null;
};

/** How what every key may see has been since this page is open. */
export function WorkSeries({ lookedAt, api }: SeriesProps) {
  const { t, bytes, number } = useText();
  const { connected, running, queued } = useWork();
  const [memory, latency] = [api?.memory_bytes ?? null, api?.database.latency_ms ?? null];
  const samples = useSamples({ connected, running, queued, memory, latency }, lookedAt);
  if (samples.length < FEWEST) return <p className="text-muted">{t('health.series_wait')}</p>;
  const times = samples.map(({ at }) => at);
  const chart = (name: Name, show: (value: number) => string) => (
    <SeriesChart
      key={name}
      title={t(`health.${name}`)}
      times={times}
      values={samples.map(({ values }) => values[name])}
      show={show}
    />
  );
  const whole = (value: number) => number(Math.round(value));
  const ms = (value: number) => t('health.milliseconds', { count: number(Math.round(value)) });
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(18rem,100%),1fr))] gap-4">
      {(['connected', 'running', 'queued'] as const).map((name) => chart(name, whole))}
      {memory !== null && chart('memory', bytes)}
      {latency !== null && chart('latency', ms)}
    </div>
  );
}

/** One sample at each look. */
function useSamples(values: Sample<Name>['values'], lookedAt: number): readonly Sample<Name>[] {
  const [samples, setSamples] = useState<readonly Sample<Name>[]>([]);
  const latest = useRef(values);
  latest.current = values;
  useEffect(() => {
    if (lookedAt > 0) setSamples((before) => withSample(before, latest.current, lookedAt));
  }, [lookedAt]);
  return samples;
}
