import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { GuardAnswer, GuardLine } from './guard/guarded-browsers.ts';

const GUARD = fileURLToPath(new URL('./guard/guard.ts', import.meta.url));
/** It keeps a short list, so it needs no more than what Node takes to start. */
const NODE_ARGUMENTS = ['--max-old-space-size=32', '--max-semi-space-size=1', '--no-warnings'];

export type GuardProcess = {
  readonly pid: number | null;
  send(line: GuardLine): void;
  kill(): void;
  /** Closes its input: it ends what it still guards, then itself. */
  end(): void;
};

type GuardListener = {
  onAnswer(id: number): void;
  /** It has ended the browser on that profile. */
  onEnded(profileDir: string): void;
  /** It has ended, or could not be started. */
  onGone(details: Readonly<Record<string, unknown>>): void;
};

/** Starts the guard in a process group of its own, so that what a terminal sends to the engine does not end it first. */
export function startGuardProcess({ onAnswer, onEnded, onGone }: GuardListener): GuardProcess {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, GUARD], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {},
  });
  child.once('exit', (code, signal) => onGone({ code, signal }));
  child.once('error', (err) => onGone({ err }));
  // It may have ended while a line was on its way.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as GuardAnswer;
    if ('id' in answer) onAnswer(answer.id);
    else onEnded(answer.ended);
  });
  return {
    pid: child.pid ?? null,
    send: (line) => void child.stdin.write(`${JSON.stringify(line)}\n`),
    kill: () => void child.kill('SIGKILL'),
    end: () => void child.stdin.end(),
  };
}
