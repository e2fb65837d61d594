#!/usr/bin/env node
// The command line of the API: see docs/cli.md.
import { run } from './run.ts';

const stopping = new AbortController();
let atInterrupt: (() => void) | undefined;

const interrupt = () => {
  if (atInterrupt) atInterrupt();
  else stopping.abort();
};
process.on('SIGINT', interrupt);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());
// `npm run grabber` was killed.
if (process.send) process.on('disconnect', () => stopping.abort());
// The reader of a pipe may leave early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : 1),
);

const exitCode = await run(process.argv.slice(2), {
  stopped: stopping.signal,
  onInterrupt(handle) {
    atInterrupt = handle;
    return () => {
      atInterrupt = undefined;
    };
  },
});
// After the last byte of the output. A stream of events or a channel to the launcher must not keep the process.
process.stdout.write('', () => process.exit(exitCode));
