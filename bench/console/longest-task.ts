import type { CDPSession, Protocol } from 'puppeteer';

const TASK = 'ThreadControllerImpl::RunTask';
const MAIN_THREAD = 'CrRendererMain';
const CATEGORIES = ['toplevel', '__metadata'];
const US_PER_MS = 1_000;

/** An event of the browser's trace. `tdur`: microseconds of the processor. */
type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/**
 * Milliseconds of the processor that the longest task of a page took during `work`. The page itself sees how long a
 * task lasted, also while another program had the processor.
 */
export async function longestTask(system: CDPSession, work: () => Promise<void>): Promise<number> {
  const events: TraceEvent[] = [];
  const note = ({ value }: Protocol.Tracing.DataCollectedEvent) => {
    for (const event of value) events.push(event as unknown as TraceEvent);
  };
  system.on('Tracing.dataCollected', note);
  await system.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  });
  try {
    await work();
  } finally {
    const complete = new Promise((resolve) => system.once('Tracing.tracingComplete', resolve));
    await system.send('Tracing.end');
    await complete;
    system.off('Tracing.dataCollected', note);
  }
  return longestOf(events);
}

export function longestOf(events: readonly TraceEvent[]): number {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}.${tid}`;
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === MAIN_THREAD)
      .map(threadOf),
  );
  return events
    .filter((event) => event.name === TASK && main.has(threadOf(event)))
    .reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / US_PER_MS), 0);
}
