import { GivenProxy } from '@grabber/contracts/proxy';
import { ServiceError } from '@grabber/service-kit/service-error';
import { createTextCipher } from '@grabber/service-kit/text-cipher';
import { Check } from 'typebox/value';

/** The proxies of sessions, as session.json holds them: a restored session needs its own. */
export type SealedProxies = {
  seal(sessionId: string, proxy: GivenProxy | null): string | null;
  /** Throws ServiceError PROXY_AUTH_FAILED when the engine's secret has changed since. */
  open(sessionId: string, sealed: string | null): GivenProxy | null;
};

/** Encrypts with the engine's secret, the first. Also reads what those that it replaced have encrypted. */
export function createSealedProxies([current = '', ...previous]: readonly string[]): SealedProxies {
  const cipher = createTextCipher({ current, previous });
  return {
    seal: (id, proxy) => (proxy === null ? null : cipher.encrypt(JSON.stringify(proxy), place(id))),
    open(id, sealed) {
      if (sealed === null) return null;
      const proxy = parse(() => cipher.decrypt(sealed, place(id)));
      if (Check(GivenProxy, proxy)) return proxy;
      throw new ServiceError(
        'PROXY_AUTH_FAILED',
        "The proxy of the session cannot be read, because the engine's secret has changed: start the session again.",
      );
    },
  };
}

const place = (sessionId: string) => `engine-session:${sessionId}:proxy`;

/** Undefined for what cannot be decrypted. */
function parse(decrypt: () => string): unknown {
  try {
    return JSON.parse(decrypt());
  } catch {
    return undefined;
  }
}
