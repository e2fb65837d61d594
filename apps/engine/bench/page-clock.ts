import type { LinkedPage } from './linked-page.ts';

/** The shortest interval that a browser keeps. */
const TICK_MS = 4;

const START = `(() => {
  const clock = { longest: 0, last: performance.now() };
  clock.tick = () => {
    const now = performance.now();
    clock.longest = Math.max(clock.longest, now - clock.last - ${TICK_MS});
    clock.last = now;
  };
  clock.timer = setInterval(clock.tick, ${TICK_MS});
  window.benchClock = clock;
})()`;

const STOP = `(() => {
  const clock = window.benchClock;
  clearInterval(clock.timer);
  clock.tick();
  delete window.benchClock;
  return clock.longest;
})()`;

/**
 * Watches the page's main thread with a timer in the page: its longest delay bounds the longest task.
 * (The browser's own "longtask" entries begin at 50 ms.)
 */
export async function startPageClock(page: LinkedPage['page']): Promise<{
  /** The longest wait in ms. */
  stop(): Promise<number>;
}> {
  await page.evaluate(START);
  return { stop: async () => (await page.evaluate(STOP)) as number };
}
