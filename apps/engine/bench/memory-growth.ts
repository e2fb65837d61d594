import { readFile, writeFile } from 'node:fs/promises';

const SAMPLE_INTERVAL_MS = 5;
const BYTES_PER_KIB = 1024;
/** Resets the kernel's record of the peak; see proc(5). */
const RESET_PEAK = '5';

/** The growth of this process's resident memory at its peak while `work` ran. */
export async function memoryGrowth(work: () => Promise<unknown>): Promise<number> {
  const hasKernelPeak = await writeFile('/proc/self/clear_refs', RESET_PEAK).then(
    () => true,
    () => false,
  );
  const before = process.memoryUsage.rss();
  let peak = before;
  const sample = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  // For systems without a resettable peak. A blocked process misses samples.
  const timer = setInterval(sample, SAMPLE_INTERVAL_MS);
  await work();
  clearInterval(timer);
  sample();
  return Math.max(peak, hasKernelPeak ? await kernelPeak() : 0) - before;
}

async function kernelPeak(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * BYTES_PER_KIB;
}
