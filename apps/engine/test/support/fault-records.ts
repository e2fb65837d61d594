/** The measurements of one fault. */
export type FaultRecord = {
  readonly fault: string;
  /** How the interrupted read ended, if there was one. */
  readonly read?: 'complete' | 'incomplete' | 'failed';
  readonly shows: readonly string[];
  readonly code: string | null;
  /** From the fault to the first status that shows it; at a start, to the final status. */
  readonly shownMs: number | null;
  /** From the fault, or from its end where the test ends it, until the session is connected. */
  readonly recoveredMs: number;
  /** The session comes back only when a user starts it again; the time begins at that start. */
  readonly needsHelp: boolean;
};

const HEAD = [
  '| fault | a client sees | code | shows after | connected again after |',
  '| ----- | ------------- | ---- | ----------- | --------------------- |',
];

const READS = {
  complete: 'a complete read',
  incomplete: 'an incomplete read',
  failed: 'a failed read',
} as const;

/** The records as a Markdown table, in the order of their first ones; medians where there are several. */
export function showFaults(records: readonly FaultRecord[]): string {
  const faults = [...new Set(records.map(({ fault }) => fault))];
  const lines = faults.map((fault) => lineOf(records.filter((one) => one.fault === fault)));
  return `\n${[...HEAD, ...lines].join('\n')}\n`;
}

function lineOf(records: readonly FaultRecord[]): string {
  const [first] = records;
  if (!first) return '';
  const shown = records.flatMap(({ shownMs }) => shownMs ?? []);
  const recovered = seconds(records.map(({ recoveredMs }) => recoveredMs));
  const cells = [
    first.fault,
    whatShows(first),
    first.code ? `\`${first.code}\`` : '–',
    shown.length > 0 ? seconds(shown) : '–',
    first.needsHelp ? `${recovered}, started by its user` : recovered,
  ];
  return `| ${cells.join(' | ')} |`;
}

function whatShows({ read, shows }: FaultRecord): string {
  const statuses = shows.map((status) => `\`${status}\``).join(' → ');
  return [read && READS[read], statuses].filter(Boolean).join('; ') || 'nothing';
}

/** The median, and the longest where the shown values differ. */
function seconds(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const text = (ms: number | undefined) => ((ms ?? 0) / 1_000).toFixed(1);
  const median = text(sorted[Math.floor(sorted.length / 2)]);
  const longest = text(sorted.at(-1));
  return median === longest ? `${median} s` : `${median} s (at most ${longest})`;
}
