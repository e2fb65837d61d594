import { availableParallelism, cpus, platform, totalmem } from 'node:os';

const BYTES_PER_GIB = 2 ** 30;

export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly platform: string;
  readonly [version: string]: string | number;
};

/** What the figures depend on. It holds nothing that identifies the machine. */
export function describeMachine(versions: Readonly<Record<string, string>>): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / BYTES_PER_GIB),
    platform: platform(),
    ...versions,
  };
}
