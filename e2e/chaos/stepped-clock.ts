// Loaded into API and engine by `--import`. Their wall clock steps by the milliseconds in the file CHAOS_CLOCK_FILE.
// Timers and `performance.now` go on, as they do when an operator or NTP sets the clock.
import { readFileSync } from 'node:fs';

const LOOK_INTERVAL_MS = 100;
const file = process.env.CHAOS_CLOCK_FILE ?? '';
const RealDate = Date;
let stepMs = 0;

function look(): void {
  try {
    stepMs = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    stepMs = 0;
  }
}

look();
setInterval(look, LOOK_INTERVAL_MS).unref();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [RealDate.now() + stepMs] : args, newTarget),
  apply: () => new RealDate(RealDate.now() + stepMs).toString(),
  get: (target, key, receiver) =>
    key === 'now' ? () => RealDate.now() + stepMs : Reflect.get(target, key, receiver),
});
