import { ConfigError } from '@grabber/service-kit/environment';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';

describe('the configuration', () => {
  it('has a default for everything, and listens on loopback alone', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3001, noSandbox: 'auto' });
    expect(config.engineSecret).toBeUndefined();
    expect(config.browserDir.startsWith(config.dataDir)).toBe(true);
  });

  it('names every wrong variable at once, and never shows the secret', () => {
    const env = { PORT: 'many', ENGINE_SECRET: 'too-short', ENGINE_BROWSER_ARGS: '--lang=id' };
    const load = () => loadConfig(env);
    expect(load).toThrow(ConfigError);
    for (const name of Object.keys(env)) expect(load).toThrow(name);
    expect(load).not.toThrow(/too-short/);
  });

  it.each([
    ['--no-sandbox', 'ENGINE_NO_SANDBOX=true'],
    ['--proxy-server=http://user:hidden@proxy:3128', 'password of a proxy'],
  ])('refuses %s among the arguments of the browser', (argument, reason) => {
    const load = () => loadConfig({ ENGINE_BROWSER_ARGS: JSON.stringify([argument]) });
    expect(load).toThrow(reason);
    expect(load).not.toThrow(/hidden/);
  });

  it('keeps secrets from the browser, and passes everything else on', () => {
    const { browserEnvironment } = loadConfig({
      PATH: '/usr/bin',
      LANG: 'id_ID.UTF-8',
      ENGINE_SECRET: 'x'.repeat(32),
      ADMIN_API_KEY: 'y'.repeat(32),
      METRICS_KEY: 'z'.repeat(32),
      EXCLUSION_KEY: 'e'.repeat(32),
      ENCRYPTION_KEY_PREVIOUS: 'p'.repeat(32),
      DATABASE_URL: 'postgres://user:password@host/db',
    });
    expect(browserEnvironment).toEqual({ PATH: '/usr/bin', LANG: 'id_ID.UTF-8' });
  });
});
