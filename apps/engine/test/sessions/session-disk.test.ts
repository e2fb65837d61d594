import { mkdir, readdir, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { poll } from '../support/poll.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

const disk = vi.hoisted(() => ({ keepsProfiles: false }));

vi.mock(import('../../src/browser/profile-directory.ts'), async (original) => {
  const module = await original();
  return {
    ...module,
    async removeProfile(profileDir) {
      if (disk.keepsProfiles) throw new Error('EROFS: read-only file system');
      await module.removeProfile(profileDir);
    },
  };
});

let stage: SessionStage;
let engine: Awaited<ReturnType<SessionStage['engine']>>;
let directory: string;

beforeEach(async () => {
  stage = await openSessionStage();
  engine = await stage.engine();
  directory = join(stage.dataDir, 'engine/sessions/one');
});

afterEach(async () => {
  disk.keepsProfiles = false;
  await stage.close();
});

const locks = async () => (await readdir(directory)).filter((name) => name.endsWith('.lock'));

/** Makes every write of a record fail until the returned function is called. */
async function refuseRecords(): Promise<() => Promise<void>> {
  const draft = join(directory, 'session.json.new');
  await mkdir(draft);
  return () => rmdir(draft);
}

describe('a disk that refuses to write', () => {
  it('fails the stop, but the session shows that its browser has ended, and starts again', async () => {
    await engine.connected('one');
    const mend = await refuseRecords();
    await expect(engine.registry.stop('one')).rejects.toThrow();
    expect(engine.registry.get('one').state.status).toBe('disconnected');
    expect(engine.running()).toEqual([]);
    await expect(engine.registry.stop('one')).rejects.toThrow();
    await mend();
    await engine.registry.stop('one');
    const next = await stage.engine();
    expect(next.registry.get('one').record.desired).toBe('stopped');
    await engine.connected('one');
  });

  it('fails the logout, but the session shows that its browser has ended, and starts again', async () => {
    await engine.connected('one');
    disk.keepsProfiles = true;
    await expect(engine.registry.logOut('one')).rejects.toThrow();
    await poll(
      () => engine.running().length,
      (count) => count === 0,
    );
    expect(['connected', 'connecting']).not.toContain(engine.registry.get('one').state.status);
    expect(await locks()).toEqual([]);
    disk.keepsProfiles = false;
    await engine.connected('one');
  });

  it('does not hide why a session has failed', async () => {
    const browser = await engine.connected('one');
    const mend = await refuseRecords();
    const { ServiceError } = await import('@grabber/service-kit/service-error');
    const error = new ServiceError('WHATSAPP_REFUSED', 'The account is blocked.');
    browser.end({ kind: 'failed', error, isFinal: true });
    const state = await engine.reaches('one', ({ status }) => status === 'failed');
    expect(state.lastError).toMatchObject({ code: 'WHATSAPP_REFUSED' });
    await mend();
  });

  it('fails the start with its own error, and the session no longer counts', async () => {
    await engine.connected('one');
    await engine.registry.stop('one');
    const mend = await refuseRecords();
    await expect(engine.registry.start('one')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(engine.registry.get('one').isActive).toBe(false);
    expect(await locks()).toEqual([]);
    await mend();
    await engine.connected('one');
  });
});

describe('a directory that was removed under a session', () => {
  it('does not prevent its stop', async () => {
    await engine.connected('one');
    await rm(directory, { recursive: true });
    await engine.registry.stop('one');
    expect(engine.registry.get('one').state.status).toBe('disconnected');
  });
});

describe('a lock that cannot be removed', () => {
  it('does not keep its session active', async () => {
    await engine.connected('one');
    const [lock] = await locks();
    await rm(join(directory, lock!));
    await mkdir(join(directory, lock!));
    await engine.registry.stop('one');
    expect(engine.registry.get('one').isActive).toBe(false);
  });
});

describe('a record of an older engine that lacks new fields', () => {
  it('is completed', async () => {
    await engine.connected('one');
    await engine.close();
    await writeFile(join(directory, 'session.json'), '{"desired":"running","paired":true}');
    const next = await stage.engine();
    const { record, state } = next.registry.get('one');
    expect(record).toMatchObject({ desired: 'running', paired: true, ended: null });
    expect(state).toMatchObject({ status: 'disconnected', lastError: null });
  });
});

describe('a record that is damaged', () => {
  it.each(['{"desired":"run', 'null', '{"desired":"sometimes"}', '[]'])(
    'as %s leaves its session in the list, failed, and in the log',
    async (text) => {
      await engine.connected('one');
      await engine.close();
      await writeFile(join(directory, 'session.json'), text);
      const next = await stage.engine();
      const session = next.registry.get('one');
      expect(session.state).toMatchObject({
        status: 'failed',
        lastError: { code: 'INTERNAL_ERROR' },
      });
      expect(next.log.join('')).toContain('session.json');
      const restored = next.restore();
      await restored;
      expect(next.browsers).toEqual([]);
      const browser = await next.connected('one');
      expect(browser.wasPaired).toBe(true);
      expect(session.state.status).toBe('connected');
    },
  );
});

describe('a data directory', () => {
  it('without sessions is an engine without sessions', async () => {
    const next = await stage.engine();
    expect(next.registry.list()).toEqual([]);
  });

  it.each([
    ['the folder of all sessions', 'engine/sessions'],
    ['the folder above it', 'engine'],
  ])('that cannot be read, %s, keeps the engine from starting', async (_, folder) => {
    const path = join(stage.dataDir, folder);
    await rm(path, { recursive: true, force: true });
    await mkdir(join(path, '..'), { recursive: true });
    // A link to itself: every user gets the error, root too.
    await symlink(path, path);
    const start = stage.engine();
    await expect(start).rejects.toThrow(/DATA_DIR.* cannot be read \(ELOOP\)/);
    await expect(start).rejects.toMatchObject({ name: 'ConfigError' });
  });
});
