type Sample = {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

/** The samples of each metric by its name. */
export type Metrics = ReadonlyMap<string, readonly Sample[]>;

const LINE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/;
const LABEL = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus text. What it cannot read is left out. */
export function parseMetrics(text: string): Metrics {
  const metrics = new Map<string, Sample[]>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', number = ''] = line.startsWith('#') ? [] : (line.match(LINE) ?? []);
    const value = Number(number);
    if (name === undefined || Number.isNaN(value)) continue;
    const samples = metrics.get(name) ?? [];
    metrics.set(name, samples);
    samples.push({ labels: labelsOf(labels), value });
  }
  return metrics;
}

function labelsOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(LABEL)].map(([, name = '', value = '']) => [name, plain(value)]);
  return Object.fromEntries(pairs);
}

const plain = (value: string) =>
  value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));

/** The sum of a metric's samples, of those that have all these labels. Null: no sample. */
export function sumOf(
  metrics: Metrics,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | null {
  const samples = (metrics.get(name) ?? []).filter((sample) =>
    Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  if (samples.length === 0) return null;
  return samples.reduce((sum, { value }) => sum + value, 0);
}

/** The sums of a metric by one of its labels, largest first. */
export function sumsBy(metrics: Metrics, name: string, label: string): [string, number][] {
  const sums = new Map<string, number>();
  for (const { labels, value } of metrics.get(name) ?? []) {
    const key = labels[label] ?? '';
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
  return [...sums].toSorted(([, a], [, b]) => b - a);
}

const ENDED = ['complete', 'partial', 'failed', 'cancelled'] as const;

/** How the grabs of the process have ended. The counter also has the states before, which most of them have left. */
export function endedGrabs(metrics: Metrics): (readonly [(typeof ENDED)[number], number])[] {
  return ENDED.flatMap((state) => {
    const count = sumOf(metrics, 'grabber_api_grabs_total', { state });
    return count === null ? [] : [[state, count] as const];
  });
}
