import { expect, it, vi } from 'vitest';
import {
  classifyStartFailure,
  isNavigationRace,
} from '../../src/whatsapp/library/classify-start-failure.ts';
import {
  guardInjection,
  leaveMessagesAlone,
  skipVersionCache,
} from '../../src/whatsapp/library/workarounds.ts';
import { isUsableQr } from '../../src/whatsapp/pairing/pairing-qr.ts';

it('a failed injection rejects at the start, and later calls the handler instead of an unhandled rejection', async () => {
  const failure = new Error('Execution context was destroyed');
  const client = { inject: () => Promise.reject(failure) };
  const onFailed = vi.fn();
  guardInjection(client, { signal: new AbortController().signal, onFailed });
  await expect(client.inject()).rejects.toBe(failure);
  expect(onFailed).not.toHaveBeenCalled();
  await expect(client.inject()).resolves.toBeUndefined();
  expect(onFailed).toHaveBeenCalledWith(failure);
});

it('a module that loads late is waited for, and another failure is not', async () => {
  const inject = vi
    .fn<() => Promise<void>>()
    .mockRejectedValueOnce(new Error('Requiring unknown module "WAWebAltDeviceLinkingApi"'))
    .mockResolvedValueOnce(undefined);
  const client = { inject };
  guardInjection(client, { signal: new AbortController().signal, onFailed: vi.fn() });
  await client.inject();
  expect(inject).toHaveBeenCalledTimes(2);
});

it('the library does not listen to messages and does not read the page for its version cache', async () => {
  const listen = vi.fn();
  const client = { attachEventListeners: listen, initWebVersionCache: listen };
  leaveMessagesAlone(client);
  skipVersionCache(client);
  await Promise.all([client.attachEventListeners(), client.initWebVersionCache()]);
  expect(listen).not.toHaveBeenCalled();
});

it('a QR is passed on only when it carries a reference', () => {
  expect(isUsableQr('2@abc,noise,identity,adv,1')).toBe(true);
  for (const qr of ['undefined,noise,identity', 'null,noise', ',noise', '', undefined]) {
    expect(isUsableQr(qr)).toBe(false);
  }
});

const CHANGED = 'WHATSAPP_WEB_CHANGED';
const UNREACHABLE = 'net::ERR_NAME_NOT_RESOLVED at https://web.whatsapp.com/';

it.each([
  ['auth timeout', true, CHANGED, 'new'],
  [new Error(UNREACHABLE), true, 'NO_NETWORK', 'none'],
  [new Error('Failed to launch the browser process: Code: 127'), false, 'BROWSER_FAILED', 'none'],
  [new Error('Requiring unknown module "WAWebCmd"'), true, CHANGED, 'all'],
  [new Error('window.require is not a function'), true, CHANGED, 'new'],
  [new Error('Navigation timeout'), true, 'PAGE_UNRESPONSIVE', 'none'],
])(
  'a start that fails with %o gets the right error, final for the right sessions',
  (cause, hasPage, code, finalFor) => {
    for (const wasPaired of [false, true]) {
      const { error, isFinal } = classifyStartFailure(cause, { hasPage, wasPaired });
      expect(error).toMatchObject({ code, cause });
      expect(isFinal).toBe(finalFor === 'all' || (finalFor === 'new' && !wasPaired));
    }
  },
);

it('a module that the library lacks is named', () => {
  const cause = new Error('Requiring unknown module "WAWebCmd"');
  const { error } = classifyStartFailure(cause, { hasPage: true, wasPaired: true });
  expect(error.message).toContain('WAWebCmd');
});

it('a page that navigated during the start is distinguished from a page that never loaded', () => {
  expect(isNavigationRace(new Error('Execution context was destroyed, most likely …'))).toBe(true);
  expect(isNavigationRace('auth timeout')).toBe(false);
});
