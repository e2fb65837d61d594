import type { Page } from 'puppeteer';
import { type BenchTab, pause, probe, type TabMemory } from './bench-tab.ts';
import { longestTask } from './longest-task.ts';

/** A fling of a wheel or a touch pad: many small steps, one each frame, then a moment to look. */
const FLING = { steps: 24, pixels: 160, pauseMs: 250 } as const;
/** After so many flings forward the person goes some back. */
const FLINGS_FORWARD = 12;
const FLINGS_BACK = 4;
const DRAG = { steps: 60, stepMs: 25, turns: 6 } as const;
const SCROLL_BAR_INSET = 7;
const THUMB_INSET = 20;
const MEMORY_EVERY_MS = 5_000;

type Scrolled = {
  /** Milliseconds of the tasks longer than 50 ms. */
  readonly longTasks: readonly number[];
  /** Milliseconds of the processor that the longest task took. */
  readonly longestCpuMs: number;
  /** Pixels by which the box scrolled, in both directions. */
  readonly pixels: number;
};

export type Scrolling = {
  readonly wheel: Scrolled;
  readonly drag: Scrolled;
  readonly before: TabMemory;
  readonly after: TabMemory;
  /** The highest during the scrolling, garbage included. */
  readonly peak: Omit<TabMemory, 'heap'>;
};

/** `box`: the element that scrolls. */
export async function measureScrolling(
  tab: BenchTab,
  box: string,
  wheelMs: number,
): Promise<Scrolling> {
  const before = await tab.memory();
  const peak = { rss: before.rss, pss: before.pss };
  const sampling = setInterval(() => {
    void tab.processMemory().then(({ rss, pss }) => {
      peak.rss = Math.max(peak.rss, rss);
      peak.pss = Math.max(peak.pss, pss);
    });
  }, MEMORY_EVERY_MS);
  try {
    const wheel = await scrolled(tab, box, () => turnWheel(tab.page, box, wheelMs));
    const drag = await scrolled(tab, box, () => dragScrollBar(tab.page, box));
    return { wheel, drag, before, after: await tab.memory(), peak };
  } finally {
    clearInterval(sampling);
  }
}

async function scrolled(
  { page, system }: BenchTab,
  box: string,
  scroll: () => Promise<void>,
): Promise<Scrolled> {
  await probe(page, 'takeLongTasks');
  await probe(page, 'followScrolling', box);
  const longestCpuMs = await longestTask(system, scroll);
  return {
    longestCpuMs,
    pixels: await probe<number>(page, 'scrolledPixels'),
    longTasks: await probe<number[]>(page, 'takeLongTasks'),
  };
}

async function turnWheel(page: Page, box: string, ms: number): Promise<void> {
  const { x, y, width, height } = await placeOf(page, box);
  await page.mouse.move(x + width / 2, y + height / 2);
  const endAt = performance.now() + ms;
  for (let fling = 0; performance.now() < endAt; fling += 1) {
    const isForward = fling % (FLINGS_FORWARD + FLINGS_BACK) < FLINGS_FORWARD;
    for (let step = 0; step < FLING.steps; step += 1) {
      await page.mouse.wheel({ deltaY: isForward ? FLING.pixels : -FLING.pixels });
    }
    await pause(FLING.pauseMs);
  }
}

/** Takes the thumb of the bar and drags it down and up, further each time. */
async function dragScrollBar(page: Page, box: string): Promise<void> {
  await probe(page, 'toTop', box);
  await pause(500);
  const { x, y, width, height } = await placeOf(page, box);
  const right = x + width - SCROLL_BAR_INSET;
  const top = y + THUMB_INSET;
  await page.mouse.move(right, top);
  await page.mouse.down();
  for (let turn = 1; turn <= DRAG.turns; turn += 1) {
    const depth = ((height - 2 * THUMB_INSET) * turn) / DRAG.turns;
    for (let step = 1; step <= DRAG.steps; step += 1) {
      const share = 1 - Math.abs(1 - (2 * step) / DRAG.steps);
      await page.mouse.move(right, top + depth * share);
      await pause(DRAG.stepMs);
    }
  }
  await page.mouse.up();
}

async function placeOf(page: Page, box: string) {
  return probe<{ x: number; y: number; width: number; height: number }>(page, 'placeOf', box);
}
