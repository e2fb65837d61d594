import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { pair, shownQr } from '../support/pairing.ts';
import { browsersOf, browserTree, livingOf } from '../support/processes.ts';
import { useEngineStarts } from '../support/use-engine.ts';

const SERVER = fileURLToPath(new URL('../../src/server.ts', import.meta.url));
const COMPILED = { NODE_COMPILE_CACHE: getCompileCacheDir() ?? '' };
const SPEC = { contacts: 40, groups: 4, participants: 8, metadata_loaded_share: 0.5 };

const use = useEngineStarts();

describe('an engine that logs all it does', () => {
  it('logs no number, id, name, QR, code or secret, and ends with the process that started it', async () => {
    const engine = await use.start({ LOG_LEVEL: 'trace' });
    const account = await use.simulator.control.createAccount({ ...SPEC, seed: 900 });
    const accountId = account.account_id;
    await pair(engine, use.simulator, 'one', accountId);
    const truth = await use.simulator.control.truth(accountId);
    const broken = { contact_id: truth.contacts[0]!.contact_id };
    await use.simulator.control.injectFault(accountId, { type: 'contact_throws', ...broken });
    await engine.call('GET', '/sessions/one/all-contacts');
    await use.simulator.control.clearFaults(accountId);
    await engine.call('PUT', '/sessions/two');
    const { qr } = await shownQr(engine, 'two');
    const { phone_number } = account;
    const request = { body: { phone_number } };
    const pairing = await engine.call('POST', '/sessions/two/pairing-code', request);
    const { code } = pairing.body as { code: string };
    await engine.call('GET', `/sessions/${phone_number}/groups`);
    process.kill((await browsersOf(use.dataDir))[0]!, 'SIGKILL');
    await engine.reaches('one', 'connected');
    await use.simulator.control.logoutFromPhone({ account_id: accountId });
    await engine.reaches('one', 'logged_out');
    await engine.call('DELETE', '/sessions/two?logout=true');

    const names = [...truth.contacts, ...truth.groups].map(({ name }) => name ?? '');
    const people = [...truth.contacts, ...truth.groups.flatMap((group) => group.participants)];
    const secrets = [
      ...names.filter((name) => name.trim().length > 4),
      ...people.flatMap(({ lid, phone_number: phone }) => [lid?.split('@')[0], phone]),
      ...truth.groups.map((group) => group.contact_id.split('@')[0]),
      phone_number,
      code,
      engine.secret,
      ...qr.split(',').filter((part) => part.length > 6),
    ].filter((secret) => secret !== undefined && secret !== null);
    const log = engine.output.join('\n');
    expect(engine.output.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
    expect(log).not.toMatch(/@(c\.us|s\.whatsapp\.net|lid|g\.us)/);

    const other = await use.simulator.control.createAccount({ ...SPEC, seed: 920 });
    await pair(engine, use.simulator, 'three', other.account_id);
    const tree = await browserTree(use.dataDir);
    expect(tree.length).toBeGreaterThan(1);
    const exited = once(engine.child, 'exit');
    engine.child.disconnect();
    expect(await exited).toEqual([0, null]);
    expect(await livingOf(tree)).toEqual([]);
  });
});

describe('the service', () => {
  it('says what it lacks: it is alive, and not ready without its browser or its storage', async () => {
    const browser = join(use.dataDir, 'browser');
    const engine = await use.start({
      PUPPETEER_EXECUTABLE_PATH: browser,
      ENGINE_RESTART_ATTEMPTS: '1',
    });
    expect(await engine.call('GET', '/health/live')).toMatchObject({ status: 200 });
    expect(await engine.call('GET', '/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', checks: { browser: 'BROWSER_FAILED', storage: 'ok' } },
    });
    await writeFile(browser, '#!/bin/sh\n', { mode: 0o755 });
    // An answer is kept for a second.
    await vi.waitFor(async () =>
      expect(await engine.call('GET', '/health/ready')).toMatchObject({
        status: 200,
        body: { checks: { browser: 'ok', storage: 'ok' } },
      }),
    );
    const folder = join(use.dataDir, 'engine');
    expect(await readdir(folder)).toEqual([]);

    // A browser that ends at once: a session fails after its attempts, with the reason.
    await engine.call('PUT', '/sessions/one');
    const failed = await engine.reaches('one', 'failed');
    expect(failed.last_error).toMatchObject({ code: 'BROWSER_FAILED' });
    await engine.call('DELETE', '/sessions/one?logout=true');

    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where the folder was');
    await rm(browser);
    const checks = { browser: 'BROWSER_FAILED', storage: expect.stringMatching(/^E[A-Z]+$/) };
    await vi.waitFor(async () => {
      const unready = await engine.call('GET', '/health/ready');
      expect(unready).toMatchObject({ status: 503, body: { status: 'unavailable', checks } });
    });
  });

  it('exits and names every problem of its configuration', async () => {
    const child = spawn(process.execPath, [SERVER], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...COMPILED, PORT: '-1', ENGINE_MAX_SESSIONS: 'many', DATA_DIR: use.dataDir },
    });
    const complaints = (await Array.fromAsync(child.stderr)).join('');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(complaints).toMatch(/PORT must be .*\n.*ENGINE_MAX_SESSIONS must be/);
  });

  it('exits when its sessions cannot be read, and says what to do', async () => {
    await mkdir(join(use.dataDir, 'engine'));
    await writeFile(join(use.dataDir, 'engine/sessions'), 'a file where the folder was');
    const child = spawn(process.execPath, [SERVER], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...COMPILED, PORT: '0', DATA_DIR: use.dataDir },
    });
    const complaints = (await Array.fromAsync(child.stderr)).join('');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(complaints).toMatch(/DATA_DIR: .*sessions cannot be read \(ENOTDIR\)\. .*start again/);
    expect(complaints).not.toContain('    at ');
  });
});
