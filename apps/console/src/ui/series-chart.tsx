import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import type UPlot from 'uplot';
import { useText } from '../text/use-text.ts';

type ChartProps = {
  readonly title: string;
  /** Seconds since 1970, rising. */
  readonly times: readonly number[];
  /** Null: a gap. */
  readonly values: readonly (number | null)[];
  readonly show: (value: number) => string;
};

const HEIGHT_PX = 140;
/** Room for the values beside the axis. */
const AXIS_PX = 72;
const MS_PER_SECOND = 1_000;

/** One series over time. The text above it says what the line shows to who cannot see it. */
export function SeriesChart({ title, times, values, show }: ChartProps) {
  const { t, language } = useText();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot>(null);
  const texts = useRef({ show, language });
  texts.current = { show, language };
  const data = useRef<UPlot.AlignedData>([[], []]);
  data.current = [[...times], [...values]];
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let resize: ResizeObserver | undefined;
    let isGone = false;
    void loadUPlot().then((Chart) => {
      if (!Chart || isGone) return;
      const made = new Chart(optionsOf(element.clientWidth, texts), data.current, element);
      chart.current = made;
      resize = new ResizeObserver(() =>
        made.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
      );
      resize.observe(element);
    });
    return () => {
      isGone = true;
      resize?.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setData([[...times], [...values]]);
  }, [times, values]);
  const known = values.filter((value) => value !== null);
  const [last] = known.slice(-1);
  return (
    <figure className="min-w-0 rounded-2xl border border-line bg-surface p-4">
      <figcaption>
        <span className="font-medium">{title}</span>
        {last !== undefined && (
          <span className="block text-sm text-muted">
            {t('chart.summary', {
              now: show(last),
              least: show(Math.min(...known)),
              most: show(Math.max(...known)),
            })}
          </span>
        )}
      </figcaption>
      {/* Time runs from left to right in every language. */}
      <div ref={place} dir="ltr" aria-hidden="true" className="mt-2" />
    </figure>
  );
}

/** Null: it does not load. The text above the line says the same. */
function loadUPlot(): Promise<typeof UPlot | null> {
  return import('uplot').then(
    (module) => module.default,
    () => null,
  );
}

type Texts = {
  readonly current: { readonly show: ChartProps['show']; readonly language: string };
};

/** The colours are asked for at each drawing, so that they follow the theme. */
const colour = (name: string) => () =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function optionsOf(width: number, texts: Texts): UPlot.Options {
  const axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  const clock = (at: number) =>
    new Intl.DateTimeFormat(texts.current.language, { timeStyle: 'short' }).format(
      at * MS_PER_SECOND,
    );
  return {
    width,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, most) => [0, most > 0 ? most * 1.15 : 1] } },
    series: [
      {},
      { stroke: colour('--accent'), width: 2, points: { show: false }, spanGaps: false },
    ],
    axes: [
      { ...axis, space: 80, values: (_, splits) => splits.map(clock) },
      {
        ...axis,
        size: AXIS_PX,
        space: 40,
        values: (_, splits) => splits.map((value) => texts.current.show(value)),
      },
    ],
  };
}
