import type { LaunchOptions } from 'puppeteer';
import wwebjs from 'whatsapp-web.js';
import { createProfileAuth } from './profile-auth.ts';
import { guardInjection, leaveMessagesAlone, skipVersionCache } from './workarounds.ts';

export type LibraryClient = InstanceType<typeof wwebjs.Client>;

export type LibraryClientOptions = {
  readonly launch: LaunchOptions;
  readonly scriptsTimeoutMs: number;
  /** Called when there is a page, before it goes anywhere. */
  readonly onPage: (client: LibraryClient) => void;
  /** The page went elsewhere, and the library could not follow. */
  readonly onInjectionFailed: (error: unknown) => void;
};

/** A client of the library with its known faults worked around; see the files named here. */
export function createLibraryClient(options: LibraryClientOptions): LibraryClient {
  const client: LibraryClient = new wwebjs.Client({
    authStrategy: createProfileAuth(() => options.onPage(client)),
    // Its default writes to the working directory and, where that is read-only, is never ready.
    webVersionCache: { type: 'none' },
    authTimeoutMs: options.scriptsTimeoutMs,
    puppeteer: options.launch,
  });
  guardInjection(client, options.onInjectionFailed);
  leaveMessagesAlone(client);
  skipVersionCache(client);
  return client;
}
