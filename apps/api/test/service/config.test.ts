import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';

it('works without any variable', () => {
  expect(loadConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    engineUrl: 'http://127.0.0.1:3001',
    logLevel: 'info',
    appDebug: false,
    grabTimeoutMs: 120_000,
    maxConcurrentGrabs: 10,
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

it.each(['engine:3001', 'ftp://engine', 'http://a:3001,http://b:3001', ',', 'nonsense'])(
  'refuses ENGINE_URLS=%s',
  (ENGINE_URLS) => {
    expect(() => loadConfig({ ENGINE_URLS })).toThrow(/ENGINE_URLS must be one http/);
  },
);
