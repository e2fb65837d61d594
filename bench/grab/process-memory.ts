import { readFile, writeFile } from 'node:fs/promises';

const BYTES_PER_KIB = 1024;
/** Resets the kernel's record of the peak; see proc(5). */
const RESET_PEAK = '5';

/** The resident memory of another process, in bytes. */
export function residentMemory(pid: number): Promise<number> {
  return fromStatus(pid, 'VmRSS');
}

/** The peak since `resetPeak`, in bytes. The kernel records it, so nothing is sampled. */
export function peakMemory(pid: number): Promise<number> {
  return fromStatus(pid, 'VmHWM');
}

/** Throws if the kernel has no resettable peak, that is on every system but Linux. */
export function resetPeak(pid: number): Promise<void> {
  return writeFile(`/proc/${pid}/clear_refs`, RESET_PEAK);
}

async function fromStatus(pid: number, field: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kib === undefined) throw new Error(`The kernel does not report ${field}`);
  return Number(kib) * BYTES_PER_KIB;
}
