import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createSimulatorControl, type SimulatorControl } from './simulator-control.ts';

export type SimulatorOptions = {
  /** 0 or absent: a free port. */
  httpsPort?: number;
  controlPort?: number;
  /** Directory for accounts, their changes and linked devices. Absent: in memory. */
  stateDir?: string;
};

export type Simulator = {
  httpsPort: number;
  controlPort: number;
  /** Chromium arguments for the simulated `https://web.whatsapp.com`. */
  browserArgs: string[];
  pid: number;
  control: SimulatorControl;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
};

type Ready = Pick<Simulator, 'httpsPort' | 'controlPort' | 'browserArgs'>;

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const STOP_TIMEOUT_MS = 5_000;

/**
 * Runs the simulator as a separate process. It never keeps this process alive, and ends with it.
 * Rejects with the simulator's own message when it ends before it is ready.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const child = spawn(process.execPath, [MAIN, ...flagsOf(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const ended = once(child, 'exit');
  const line = await Promise.race([firstLine(child.stdout), ended.then(() => null)]);
  if (line === null || child.pid === undefined) {
    throw new Error(`The simulator did not start: ${complaints.trim() || 'it printed nothing'}`);
  }
  const ready: Ready = JSON.parse(line);
  for (const handle of [child, child.stdin, child.stdout, child.stderr]) unref(handle);
  return {
    ...ready,
    pid: child.pid,
    control: createSimulatorControl(`http://127.0.0.1:${ready.controlPort}`),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(kill);
    },
  };
}

function flagsOf({ httpsPort = 0, controlPort = 0, stateDir }: SimulatorOptions): string[] {
  const ports = [`--https-port=${httpsPort}`, `--control-port=${controlPort}`];
  const state = stateDir === undefined ? [] : [`--state-dir=${stateDir}`];
  return ['--exit-with-parent', ...ports, ...state];
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string | null> {
  const lines = createInterface({ input: stream });
  try {
    for await (const line of lines) return line;
    return null;
  } finally {
    lines.close();
  }
}

/** Pipes are sockets here and can be unreferenced, although their type does not say so. */
function unref(handle: object): void {
  (handle as { unref?: () => void }).unref?.();
}
