import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readSyncState } from '../../src/whatsapp/reader/page/sync-signals.ts';
import { noteLostLine } from '../../src/whatsapp/reader/page/sync-watch.ts';

const SETTLE_MS = 3_000;

class Emitter extends EventTarget {
  on(name: string, handler: () => void): void {
    this.addEventListener(name, handler);
  }
  fire(name: string): void {
    this.dispatchEvent(new Event(name));
  }
}

class Socket extends Emitter {
  state = 'CONNECTED';
  stream = 'CONNECTED';
  hasSynced = true;
  become(stream: string): void {
    this.stream = stream;
    this.fire('change:stream');
  }
}

class Bus extends Emitter {
  isOfflineDeliveryEnd = true;
  deliver(isEnd: boolean): void {
    this.isOfflineDeliveryEnd = isEnd;
    const name = isEnd ? 'offline_delivery_end' : 'offline_delivery_state_reset';
    this.fire(`${name}_from_bridge`);
  }
}

let socket: Socket;
let bus: Bus;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  socket = new Socket();
  bus = new Bus();
  const modules: Record<string, object> = {
    WAWebSocketModel: { Socket: socket },
    WAWebCmd: { Cmd: bus },
  };
  vi.stubGlobal('window', { require: (name: string) => modules[name] });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const hasCaughtUp = async () => (await readSyncState(SETTLE_MS)).caughtUp;
const pass = (ms: number) => void vi.advanceTimersByTime(ms);

it('a page has caught up when it has been connected and caught up for a while', async () => {
  expect(await hasCaughtUp()).toBe(false);
  pass(SETTLE_MS - 1);
  expect(await hasCaughtUp()).toBe(false);
  pass(1);
  expect(await hasCaughtUp()).toBe(true);
});

it('a line that was lost between two looks counts from its end', async () => {
  await hasCaughtUp();
  pass(SETTLE_MS);
  socket.become('DISCONNECTED');
  socket.become('CONNECTED');
  expect(await hasCaughtUp()).toBe(false);
  pass(SETTLE_MS);
  expect(await hasCaughtUp()).toBe(true);
});

it('a delivery between two looks counts from its end', async () => {
  await hasCaughtUp();
  pass(SETTLE_MS);
  bus.deliver(false);
  expect(await hasCaughtUp()).toBe(false);
  pass(SETTLE_MS);
  bus.deliver(true);
  expect(await hasCaughtUp()).toBe(false);
  pass(SETTLE_MS);
  expect(await hasCaughtUp()).toBe(true);
});

it('a line that a probe saw lost counts from its end', async () => {
  await hasCaughtUp();
  pass(SETTLE_MS);
  noteLostLine();
  expect(await hasCaughtUp()).toBe(false);
});

it('a page whose bus does not say whether it has caught up is not judged by the time', async () => {
  bus.isOfflineDeliveryEnd = undefined as never;
  await hasCaughtUp();
  pass(SETTLE_MS);
  expect(await hasCaughtUp()).toBeNull();
});
