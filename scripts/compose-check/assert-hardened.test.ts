import { expect, it } from 'vitest';
import { assertSandboxed, assertUnprivileged } from './assert-hardened.ts';

const STATUS = 'Name:\ttini\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n';
const MOUNTS = 'overlay / overlay ro,relatime,lowerdir=/x 0 0\ntmpfs /tmp tmpfs rw,nosuid 0 0\n';

/** A stack whose containers answer this to a command. */
const answering = (answers: Record<string, string>) => ({
  read: ([, , , ...command]: readonly string[]) => answers[command.join(' ')] ?? '',
});
const service = (changed: Record<string, string> = {}) =>
  answering({
    'id -u': '1000',
    'cat /proc/1/status': STATUS,
    'cat /proc/mounts': MOUNTS,
    ...changed,
  });
const processes = (...lines: string[]) => ({
  read: () => JSON.stringify(lines.map((line) => line.split(' '))),
});

it('accepts services that are as unprivileged as the compose file says', () => {
  expect(() => assertUnprivileged(service())).not.toThrow();
});

it.each([
  ['runs as root', { 'id -u': '0' }],
  ['has capabilities', { 'cat /proc/1/status': STATUS.replace('CapBnd:\t0', 'CapBnd:\t2') }],
  ['may gain privileges', { 'cat /proc/1/status': STATUS.replace('Privs:\t1', 'Privs:\t0') }],
  ['without a filter', { 'cat /proc/1/status': STATUS.replace('Seccomp:\t2', 'Seccomp:\t0') }],
  ['can write to the root', { 'cat /proc/mounts': MOUNTS.replace('overlay ro', 'overlay rw') }],
])('refuses a service that %s', (message, changed) => {
  expect(() => assertUnprivileged(service(changed))).toThrow(message);
});

it('accepts a browser whose processes all have their sandbox', () => {
  const lines = [
    'node server.ts',
    '/usr/lib/chromium/chromium --headless',
    'chromium --type=renderer',
  ];
  expect(() => assertSandboxed(processes(...lines))).not.toThrow();
});

it.each([
  ['chromium --headless --no-sandbox', 'chromium --type=renderer'],
  ['chromium --headless', 'chromium --type=renderer --no-sandbox'],
  ['chromium --disable-setuid-sandbox', 'chromium --type=renderer'],
  ['chromium --disable-namespace-sandbox', 'chromium --type=renderer'],
])('refuses a browser with %s and %s', (...lines) => {
  expect(() => assertSandboxed(processes(...lines))).toThrow(
    /^1 processes of Chromium have no sandbox/,
  );
});

it('refuses an engine without a page, of which it can say nothing', () => {
  expect(() => assertSandboxed(processes('node server.ts'))).toThrow('No page of Chromium runs');
});
