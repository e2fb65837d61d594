import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { endProcessGroup } from './process-group.ts';

/** Chromium's own sentence, behind time and place: `[1:1:0101/000000.000000:FATAL:zygote.cc(1)] No usable sandbox!` */
const FATAL = /FATAL:[^\]]*\]\s*([^.!\n]*[.!]?)/;
const MESSAGE_END = '\0';

/**
 * Starts a browser, and runs a script in a page of it. Answers why that does not work, in the browser's own
 * words where it has any, or null when it does. The browser has ended then.
 */
export async function whyNoPage(
  program: { executablePath: string; environment: Readonly<Record<string, string>> },
  args: readonly string[],
  timeoutMs: number,
): Promise<string | null> {
  const child = spawn(program.executablePath, [...args, '--remote-debugging-pipe'], {
    env: program.environment,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // It leads a process group, with which all its processes end.
    detached: true,
  });
  const errors = text(child.stdio[2] as Readable).catch(() => '');
  const ended = once(child, 'exit').then(
    () => 'it ended at its start',
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve('it did not answer in time'), timeoutMs);
  const reason = await Promise.race([runScript(child), ended, late.promise]);
  clearTimeout(timer);
  if (child.pid !== undefined) await endProcessGroup(child.pid);
  if (reason === null) return null;
  const said = await errors;
  return FATAL.exec(said)?.[1]?.trim() || said.trim().split('\n').at(-1) || reason;
}

/** Null when a page has run it. Never settles when the browser ends before. */
async function runScript(child: ChildProcess): Promise<string | null> {
  const call = openCalls(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const { result } = await call('Runtime.evaluate', { expression: '6 * 7' }, String(sessionId));
  return (result as { value?: unknown })?.value === 42 ? null : 'a page ran no script';
}

type Answer = Readonly<Record<string, unknown>>;

/** Chromium's protocol of debuggers, as far as the trial needs it. */
function openCalls(input: Writable, output: Readable) {
  const waiting = new Map<number, (answer: Answer) => void>();
  let received = '';
  // A browser that ends closes them.
  for (const stream of [input, output]) stream.on('error', () => {});
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (received + chunk).split(MESSAGE_END);
    received = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result = {} } = JSON.parse(message) as { id?: number; result?: Answer };
      if (id !== undefined) waiting.get(id)?.(result);
    }
  });
  return (method: string, params: object, sessionId?: string): Promise<Answer> => {
    const id = waiting.size + 1;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    waiting.set(id, resolve);
    input.write(`${JSON.stringify({ id, method, params, sessionId })}${MESSAGE_END}`);
    return promise;
  };
}
