import type { LaunchOptions } from 'puppeteer';
import { asUser } from './browser-user.ts';
import type { FoundBrowser } from './found-browser.ts';
import { networkArguments, relayArguments } from './network-rules.ts';

const LAUNCH_TIMEOUT_MS = 30_000;
/** A usual screen; the headless shell's own is 800 × 600. */
const WINDOW_SIZE = '1440,900';
const DISK_CACHE_BYTES = 50 * 1024 * 1024;

export type LaunchSettings = {
  readonly browser: FoundBrowser;
  readonly profileDir: string;
  readonly sandbox: boolean;
  /** The user who owns the profile and runs the browser. Null: the user of this process. */
  readonly uid: number | null;
  /** The relay to the proxy of the session, on loopback. Null: the session has no proxy. */
  readonly relayPort: number | null;
  /** Further arguments, which override ours. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** How long one command to the browser may take. */
  readonly protocolTimeoutMs: number;
  /** An abort kills the browser's process group, also during the launch. */
  readonly signal: AbortSignal;
};

/** How Chromium is launched for a session. */
export function launchOptions(settings: LaunchSettings): LaunchOptions {
  const { browser, uid, profileDir } = settings;
  const environment = { ...settings.environment, ...browser.environment };
  const user = uid === null ? null : { uid, home: profileDir };
  const program = asUser({ executablePath: browser.executablePath, environment }, user);
  const relay = relayArguments(settings.relayPort);
  return {
    executablePath: program.executablePath,
    headless: browser.headless,
    userDataDir: profileDir,
    // With a pipe Chromium ends with this process, even when it is killed; with a websocket it would not.
    pipe: true,
    args: [
      ...(settings.sandbox ? [] : ['--no-sandbox']),
      '--disable-gpu',
      '--mute-audio',
      `--window-size=${WINDOW_SIZE}`,
      `--disk-cache-size=${DISK_CACHE_BYTES}`,
      ...networkArguments([...settings.args, ...relay], environment),
      ...settings.args,
      ...relay,
    ],
    env: program.environment,
    defaultViewport: null,
    timeout: LAUNCH_TIMEOUT_MS,
    protocolTimeout: settings.protocolTimeoutMs,
    signal: settings.signal,
    // The engine closes its sessions itself; puppeteer's handlers would exit the process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}
