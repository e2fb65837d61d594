import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { machineIdentity, processStartTime } from '@grabber/primitives/process-identity';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../support/fake-browser.ts';
import { lockFiles } from '../support/lock-files.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;

beforeEach(async () => {
  stage = await openSessionStage();
});

afterEach(() => stage.close());

const directoryOf = (id: string) => join(stage.dataDir, 'engine/sessions', id);

async function leaveLock(id: string, owner: { pid: number; started: string }): Promise<void> {
  await mkdir(directoryOf(id), { recursive: true });
  const machine = await machineIdentity();
  const text = JSON.stringify({ ...owner, machine, token: 'ffffff', holds: true });
  await writeFile(join(directoryOf(id), 'owner-ffffff.lock'), text);
}

async function leaveMark(id: string): Promise<void> {
  await mkdir(join(directoryOf(id), 'profile'), { recursive: true });
  await symlink('another-host-4711', join(directoryOf(id), 'profile/SingletonLock'));
}

describe('an engine that starts', () => {
  it('removes the locks of a dead engine and of its browsers, also for sessions that it does not start', async () => {
    const before = await stage.engine();
    await before.connected('stopped');
    await before.registry.stop('stopped');
    for (const id of ['stopped', 'never-written-down']) {
      await leaveLock(id, { pid: 1, started: 'never' });
      await leaveMark(id);
    }
    await stage.engine();
    expect(await lockFiles(stage.dataDir)).toEqual([]);
  });

  it('leaves the locks of a running engine and of its browsers alone', async () => {
    const started = (await processStartTime(process.pid))!;
    await leaveLock('one', { pid: process.pid, started });
    await leaveMark('one');
    await stage.engine();
    expect(await lockFiles(stage.dataDir)).toEqual(['one/owner-ffffff.lock', 'one/SingletonLock']);
  });
});

describe('a stop', () => {
  it('leaves no lock, though the browser had to be killed and left its own', async () => {
    const engine = await stage.engine();
    await engine.connected('one');
    await leaveMark('one');
    await engine.registry.stop('one');
    expect(await lockFiles(stage.dataDir)).toEqual([]);
  });
});

describe('an engine that closes', () => {
  it('has written all records first: the next owner of a profile must not find its own replaced', async () => {
    const engine = await stage.engine();
    const browser = await engine.connected('one');
    // Each connection writes the record, so that some still wait when the engine closes.
    for (let n = 0; n < 100; n += 1) browser.connect();
    browser.listener.onConnected({ ...ACCOUNT, phone: '6289999999999' });
    await engine.close();
    const { files, record } = engine.registry.get('one');
    expect(await files.readRecord()).toEqual(record);
    expect(record.phoneNumber).toBe('6289999999999');
  });
});
