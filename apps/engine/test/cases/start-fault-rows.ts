import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readlink, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EngineSession } from '@grabber/contracts/engine/session';
import type { PageOptions } from '@grabber/whatsapp-simulator/page-options';
import { expect } from 'vitest';
import { lockProfile } from '../../src/browser/profile-lock.ts';
import { shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import type { Victim } from './fault-stage.ts';

/** A fault during the start of a session. */
export type StartFaultRow = {
  readonly name: string;
  /** Another test has this guarantee, too: only the soak runs the row. */
  readonly soakOnly?: true;
  /** The session's device is linked, and the session was stopped before. */
  readonly linked: boolean;
  /** Injects the fault; answers a function that ends it. */
  readonly prepare: (victim: Victim) => Promise<() => Promise<unknown>>;
  /** A call after the start that shows the fault; answers its error code. */
  readonly strike?: (victim: Victim) => Promise<string | undefined>;
  /** The statuses that a client sees from the start on. */
  readonly shows: readonly EngineSession['status'][];
  /** The code that a client sees: beside the last status, or in a response. */
  readonly code?: string;
};

const option =
  (options: Partial<PageOptions>, usual: Partial<PageOptions>) =>
  async ({ stage }: Victim) => {
    await stage.simulator.control.setOptions(options);
    return () => stage.simulator.control.setOptions(usual);
  };
const nothing = async () => async () => undefined;

export const START_FAULT_ROWS: readonly StartFaultRow[] = [
  {
    name: 'page without Debug.VERSION',
    soakOnly: true,
    linked: false,
    prepare: option({ version_missing: true }, { version_missing: false }),
    shows: ['connecting', 'failed'],
    code: 'WHATSAPP_WEB_CHANGED',
  },
  {
    name: 'sync never finishes',
    soakOnly: true,
    linked: true,
    prepare: option({ sync_never: true }, { sync_never: false }),
    async strike({ stage, session }) {
      const { last_error } = await poll(
        () => stage.engine.session(session),
        (seen) => seen.last_error !== null,
      );
      // The current page is being closed and may not acknowledge; the next page starts with the fault.
      await stage.simulator.control
        .setOptions({ sync_never: false })
        .catch((error: { code?: string }) => expect(error.code).toBe('PAGE_DID_NOT_ANSWER'));
      return last_error?.code;
    },
    shows: ['connecting', 'connected'],
    code: 'PAGE_UNRESPONSIVE',
  },
  {
    name: 'sync finished before the library listened',
    soakOnly: true,
    linked: true,
    prepare: option({ early_sync: true }, { early_sync: false }),
    shows: ['connecting', 'connected'],
  },
  {
    name: 'profile locked by another engine',
    soakOnly: true,
    linked: true,
    async prepare({ profileDir }) {
      const lock = await lockProfile(dirname(profileDir));
      return () => lock.release();
    },
    shows: [],
    code: 'PROFILE_IN_USE',
  },
  {
    name: 'SingletonLock of another host in the profile',
    linked: true,
    async prepare({ profileDir }) {
      await symlink('another-host-4711', join(profileDir, 'SingletonLock'));
      return async () => undefined;
    },
    shows: ['connecting', 'connected'],
  },
  {
    name: 'browser of a dead engine still on the profile',
    linked: true,
    prepare: leaveBrowser,
    shows: ['connecting', 'connected'],
  },
  {
    name: 'second start during the first',
    linked: true,
    prepare: nothing,
    async strike({ stage, session, profileDir }) {
      expect(await stage.engine.call('PUT', `/sessions/${session}`)).toMatchObject({ status: 200 });
      await stage.engine.reaches(session, 'connected');
      expect(await browsersOf(profileDir)).toHaveLength(1);
      return undefined;
    },
    shows: ['connecting', 'connected'],
  },
  {
    name: 'device unlinked while the session was stopped',
    soakOnly: true,
    linked: true,
    async prepare({ stage, accountId }) {
      await stage.simulator.control.logoutFromPhone({ account_id: accountId });
      return async () => undefined;
    },
    shows: ['connecting', 'logged_out'],
    code: 'LOGGED_OUT_UNKNOWN',
  },
  {
    name: 'too many pairing codes',
    soakOnly: true,
    linked: false,
    prepare: option({ pairing_code_limit: 0 }, { pairing_code_limit: 5 }),
    async strike({ stage, session }) {
      await shownQr(stage.engine, session);
      const body = { phone_number: '6281234567890' };
      const path = `/sessions/${session}/pairing-code`;
      return codeOf((await stage.engine.call('POST', path, { body })).body);
    },
    shows: ['connecting', 'qr'],
    code: 'PAIRING_RATE_LIMITED',
  },
  {
    name: 'QR codes not scanned',
    soakOnly: true,
    linked: false,
    prepare: nothing,
    async strike({ stage, session }) {
      const { qr } = await shownQr(stage.engine, session);
      await stage.simulator.control.injectUnpairedFault({ type: 'qr_exhausted' }, qr);
      return undefined;
    },
    shows: ['connecting', 'qr', 'failed'],
    code: 'QR_EXPIRED',
  },
];

const codeOf = (body: unknown) => (body as { code?: string }).code;

/** A browser on the victim's profile whose engine has ended. */
async function leaveBrowser({ stage, profileDir }: Victim) {
  const [running] = await browsersOf(stage.dataDir);
  const executable = await readlink(`/proc/${running}/exe`);
  const environment = await readFile(`/proc/${running}/environ`, 'utf8');
  const env = Object.fromEntries(
    environment.split('\0').map((entry) => entry.split(/=(.*)/s).slice(0, 2)),
  );
  const args = ['--headless', '--no-sandbox', '--no-zygote', `--user-data-dir=${profileDir}`];
  const child = spawn(executable, [...args, 'about:blank'], { env, stdio: 'ignore' });
  const exited = once(child, 'exit');
  await poll(
    () => browsersOf(profileDir),
    (mains) => mains.length > 0,
  );
  return () => exited;
}
