import type {
  ConnectionEnd,
  ConnectionListener,
  WhatsAppConnection,
} from '../../src/whatsapp/connection.ts';

export const ACCOUNT = {
  phone: '6281234567890',
  lid: '1234',
  pushName: 'Budi',
  isBusiness: true,
  missing: [],
};

/** As after a removal on the phone. */
export const LOGGED_OUT: ConnectionEnd = {
  kind: 'logged_out',
  problem: { code: 'LOGGED_OUT_UNKNOWN', message: 'No reason.' },
};

/** A browser that the test controls, in place of a real one. */
export type FakeBrowser = {
  readonly profileDir: string;
  readonly wasPaired: boolean;
  readonly listener: ConnectionListener;
  readonly connection: WhatsAppConnection;
  isEnded(): boolean;
  /** It was ended at once, without a normal close. */
  isKilled(): boolean;
  connect(): void;
  /** It ends by itself. */
  end(result: ConnectionEnd): void;
};

/** `logout`: what comes of an unlinking, where it is not confirmed at once. */
export function createFakeBrowser(
  options: Pick<FakeBrowser, 'profileDir' | 'wasPaired' | 'listener'>,
  behaviour: {
    logout?: ((browser: FakeBrowser) => boolean) | undefined;
    /** Before a stop has ended the browser. */
    stop?: ((browser: FakeBrowser) => Promise<void>) | undefined;
  },
): FakeBrowser {
  const closing = new AbortController();
  const ended = Promise.withResolvers<ConnectionEnd>();
  let isKilled = false;
  const end = (result: ConnectionEnd, error?: Error) => {
    if (closing.signal.aborted) return;
    closing.abort(error);
    ended.resolve(result);
  };
  const browser: FakeBrowser = {
    ...options,
    isEnded: () => closing.signal.aborted,
    isKilled: () => isKilled,
    connect() {
      options.listener.onLinked();
      options.listener.onConnected(ACCOUNT);
    },
    end,
    connection: {
      ended: ended.promise,
      signal: closing.signal,
      requestPairingCode: () => Promise.reject(new Error('no pairing')),
      openReader: () => Promise.reject(new Error('no reading')),
      async logout() {
        if (behaviour.logout) return behaviour.logout(browser);
        end(LOGGED_OUT);
        return true;
      },
      browserPid: () => null,
      async stop() {
        await behaviour.stop?.(browser);
        end({ kind: 'stopped' });
      },
      async kill(error) {
        isKilled = true;
        end({ kind: 'stopped' }, error);
      },
    },
  };
  return browser;
}
