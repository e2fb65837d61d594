import { createContext, runInContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import wwebjs from 'whatsapp-web.js';
import { requestPairingCode } from '../../src/whatsapp/pairing/request-pairing-code.ts';

const RENEWAL_MS = 180_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** The library in a page, with WhatsApp's answers as given; `asked` counts them. */
function pageOfLibrary(answer: (asked: number) => Promise<string>) {
  const window: { codeInterval?: unknown } = {};
  const context = createContext({ window, clearInterval });
  let asked = 0;
  const ask = () => {
    asked += 1;
    return answer(asked);
  };
  const client = {
    requestPairingCode: () => {
      window.codeInterval = setInterval(() => void ask().catch(() => undefined), RENEWAL_MS);
      return ask();
    },
  };
  const page = { evaluate: async (script: string) => runInContext(script, context) as unknown };
  return {
    asked: () => asked,
    request: () =>
      requestPairingCode(client as never, page as never, {
        digits: '6281234567890',
        qr: { hold: () => undefined },
      }),
  };
}

describe('a pairing code', () => {
  it('is not renewed while the user types it', async () => {
    const { request, asked } = pageOfLibrary(async (n) => `CODE000${n}`);
    expect(await request()).toBe('CODE0001');
    vi.advanceTimersByTime(3 * RENEWAL_MS);
    expect(asked()).toBe(1);
  });

  it.each([
    ['rate-overlimit', 'PAIRING_RATE_LIMITED'],
    ['bad-request', 'PAIRING_FAILED'],
  ])('that WhatsApp refuses (%s) is not asked for again', async (text, code) => {
    const { request, asked } = pageOfLibrary(() => Promise.reject(new Error(text)));
    await expect(request()).rejects.toMatchObject({ code });
    vi.advanceTimersByTime(3 * RENEWAL_MS);
    expect(asked()).toBe(1);
  });

  it('is renewed by the library in the interval that the engine stops', () => {
    const source = String(wwebjs.Client.prototype.requestPairingCode);
    expect(source).toMatch(/window\.codeInterval = setInterval\(/);
  });
});
