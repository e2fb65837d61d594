import { expect, it, vi } from 'vitest';
import { classifyStartFailure, isNavigationRace } from './classify-start-failure.ts';
import { guardInjection } from './guard-injection.ts';
import { leaveMessagesAlone } from './leave-messages-alone.ts';
import { skipVersionCache } from './skip-version-cache.ts';
import { isUsableQr } from './usable-qr.ts';

it('a failed injection rejects at the start, and after it is told instead: nobody would catch it', async () => {
  const failure = new Error('Execution context was destroyed');
  const client = { inject: () => Promise.reject(failure) };
  const onFailed = vi.fn();
  guardInjection(client, onFailed);
  await expect(client.inject()).rejects.toBe(failure);
  expect(onFailed).not.toHaveBeenCalled();
  await expect(client.inject()).resolves.toBeUndefined();
  expect(onFailed).toHaveBeenCalledWith(failure);
});

it('the library listens to no message and reads the page for no version cache', async () => {
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

it.each([
  ['auth timeout', true, 'WHATSAPP_WEB_CHANGED'],
  [new Error('net::ERR_NAME_NOT_RESOLVED at https://web.whatsapp.com/'), true, 'PAGE_UNRESPONSIVE'],
  [new Error('Failed to launch the browser process: Code: 127'), false, 'BROWSER_FAILED'],
  [new Error('Requiring unknown module "WAWebCmd"'), true, 'WHATSAPP_WEB_CHANGED'],
  [new Error('Navigation timeout'), true, 'PAGE_UNRESPONSIVE'],
])('a start that fails with %o is told as the right trouble', (thrown, hasPage, code) => {
  expect(classifyStartFailure(thrown, hasPage)).toMatchObject({ code, cause: thrown });
});

it('a page that left during the start is told from one that never came', () => {
  expect(isNavigationRace(new Error('Execution context was destroyed, most likely …'))).toBe(true);
  expect(isNavigationRace('auth timeout')).toBe(false);
});
