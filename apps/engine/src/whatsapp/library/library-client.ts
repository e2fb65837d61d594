import type { LaunchOptions } from 'puppeteer';
import wwebjs from 'whatsapp-web.js';
import { createProfileAuth } from './profile-auth.ts';
import { setTrueUserAgent } from './user-agent.ts';
import { guardInjection, leaveMessagesAlone, skipVersionCache } from './workarounds.ts';

export type LibraryClient = InstanceType<typeof wwebjs.Client>;

export type LibraryClientOptions = {
  readonly launch: LaunchOptions;
  readonly scriptsTimeoutMs: number;
  /** Aborted when the connection ends. */
  readonly signal: AbortSignal;
  /** Called when the browser has a page, before its first navigation. */
  readonly onPage: (client: LibraryClient) => void;
  /** Called when the library failed to inject its scripts after a navigation. */
  readonly onInjectionFailed: (error: unknown) => void;
};

/** A client of the library with workarounds for its known faults. */
export function createLibraryClient(options: LibraryClientOptions): LibraryClient {
  const client: LibraryClient = new wwebjs.Client({
    authStrategy: createProfileAuth(async () => {
      options.onPage(client);
      await setTrueUserAgent(client);
    }),
    // The library's own claims a Mac with Chrome 101.
    userAgent: false as unknown as string,
    // The default writes to the working directory, and the client is never ready where that is read-only.
    webVersionCache: { type: 'none' },
    authTimeoutMs: options.scriptsTimeoutMs,
    puppeteer: options.launch,
  });
  guardInjection(client, { signal: options.signal, onFailed: options.onInjectionFailed });
  leaveMessagesAlone(client);
  skipVersionCache(client);
  return client;
}
