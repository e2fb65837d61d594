import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';

it('works without any variable', () => {
  expect(loadConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    engines: { addresses: { kind: 'one', url: 'http://127.0.0.1:3001' }, leaseSeconds: 60 },
    logLevel: 'info',
    appDebug: false,
    grabTimeoutMs: 120_000,
    maxConcurrentGrabs: 10,
    maxDurableGrabs: 8,
    maxGrabRequests: 120,
    workspaceLimits: { sessions: 100, keys: 100, exports: 3, eventStreams: 100 },
    removalLimits: { percent: 20, rows: 20 },
  });
});

it('names every wrong variable at once and shows no secret', () => {
  const env = { PORT: 'x', LOG_LEVEL: 'loud', ADMIN_API_KEY: 'too short', GRAB_TIMEOUT_MS: '5' };
  const attempt = () => loadConfig(env);
  expect(attempt).toThrow(/PORT[\s\S]*ADMIN_API_KEY[\s\S]*LOG_LEVEL[\s\S]*GRAB_TIMEOUT_MS/);
  expect(attempt).not.toThrow(/too short/);
});

it.each(['engine:3001', 'ftp://engine', ',', 'nonsense'])(
  'refuses ENGINE_URLS=%s',
  (ENGINE_URLS) => {
    expect(() => loadConfig({ ENGINE_URLS })).toThrow(
      /ENGINE_URLS is ".*", and ".*" is not an http/,
    );
  },
);

it('takes the addresses of proxies in their usual form, and refuses anything else', () => {
  const { trustedProxies } = loadConfig({ TRUSTED_PROXIES: '10.1.2.3/8, 2001:DB8::1' });
  expect(trustedProxies).toEqual(['10.0.0.0/8', '2001:db8::1/128']);
  expect(loadConfig({}).trustedProxies).toEqual([]);
  for (const TRUSTED_PROXIES of ['proxy.example', '10.0.0.0/33', '10.0.0.1,']) {
    expect(() => loadConfig({ TRUSTED_PROXIES })).toThrow(/TRUSTED_PROXIES must hold IP addresses/);
  }
});

it('bounds what WhatsApp sees of a session, and leaves out the bounds that are 0', () => {
  expect(loadConfig({}).budgetRules).toEqual({
    refresh: [
      { most: 1, seconds: 3_600 },
      { most: 6, seconds: 86_400 },
    ],
    pairing_code: [
      { most: 3, seconds: 600 },
      { most: 10, seconds: 86_400 },
    ],
    browser_start: [{ most: 6, seconds: 3_600 }],
    wake: [{ most: 1, seconds: 3_600 }],
  });
  const { budgetRules } = loadConfig({ REFRESHES_PER_HOUR: '0', BROWSER_STARTS_PER_HOUR: '0' });
  expect(budgetRules).toMatchObject({ refresh: [{ most: 6 }], browser_start: [] });
});
