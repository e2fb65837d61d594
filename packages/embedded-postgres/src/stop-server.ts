import type { Cluster } from './cluster.ts';
import type { NativeBinaries } from './native-binaries.ts';
import { runProgram } from './run-program.ts';

const STOP_TIMEOUT_S = 60;
const KILL_DELAY_MS = 5_000;

/** Stops the running server and waits until it has: clients are cut off, what is committed is on disk. */
export async function stopServer(cluster: Cluster, binaries: NativeBinaries): Promise<void> {
  await runProgram(
    binaries.pgCtl,
    ['stop', '-D', cluster.pgdata, '-m', 'fast', '-w', '-t', String(STOP_TIMEOUT_S)],
    {
      runAs: cluster.runAs,
      cwd: cluster.home,
      timeoutMs: STOP_TIMEOUT_S * 1000 + KILL_DELAY_MS,
    },
  );
}
