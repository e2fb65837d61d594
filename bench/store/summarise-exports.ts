import type { Table } from '../benchmark.ts';
import { median } from '../median.ts';
import type { ExportFigures } from './measure-exports.ts';

const BYTES_PER_MB = 1_000_000;

/** The lower share of COPY's speed of CSV and NDJSON, and the highest growth of all formats. */
export function summariseExports(figures: ExportFigures): Record<string, number> {
  const shares = [share(figures, 'csv'), share(figures, 'ndjson')];
  const grown = Object.values(figures.formats).map(({ grownBytes }) => grownBytes / BYTES_PER_MB);
  return {
    export_vs_copy: round(Math.min(...shares), 2),
    export_rss_growth_mb: round(Math.max(...grown), 1),
  };
}

export function exportTable(figures: ExportFigures): Table {
  const { contacts, copy, formats } = figures;
  const row = (what: string, ms: number, rest: readonly string[]) => [
    ...[what, ms.toFixed(0), ((contacts / ms) * 1000).toFixed(0)],
    ...rest,
  ];
  const copied = (columns: 'csv' | 'ndjson') =>
    row(`COPY, columns of ${columns}`, median(copy[columns]), ['', '', '']);
  return {
    title: `Exporting ${contacts} contacts (medians)`,
    columns: ['what', 'ms', 'rows/s', 'of COPY', 'MB', 'memory growth, MB'],
    rows: [
      copied('csv'),
      copied('ndjson'),
      ...Object.entries(formats).map(([format, { timings, grownBytes }]) => {
        const isCompared = format === 'csv' || format === 'ndjson';
        return row(format, medianMs(figures, format), [
          isCompared ? share(figures, format).toFixed(2) : '',
          median(timings.map(({ bytes }) => bytes / BYTES_PER_MB)).toFixed(0),
          (grownBytes / BYTES_PER_MB).toFixed(0),
        ]);
      }),
    ],
  };
}

function share(figures: ExportFigures, format: 'csv' | 'ndjson'): number {
  return median(figures.copy[format]) / medianMs(figures, format);
}

function medianMs({ formats }: ExportFigures, format: string): number {
  return median(formats[format]?.timings.map(({ ms }) => ms) ?? []);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
