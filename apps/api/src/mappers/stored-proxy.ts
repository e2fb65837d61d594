import type { GivenProxy, ShownProxy } from '@grabber/contracts/proxy';
import type { ProxyColumns, SessionRow } from '@grabber/database/sessions/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import { DecryptionError, type TextCipher } from '@grabber/service-kit/text-cipher';

type Credentials = Pick<GivenProxy, 'username' | 'password'>;

/** The columns of a session's proxy: its user name and password only encrypted. */
export function proxyColumns(
  cipher: TextCipher,
  sessionId: string,
  proxy: GivenProxy | null,
): ProxyColumns {
  if (proxy === null) return { proxy_host: null, proxy_port: null, proxy_credentials: null };
  const { host, port, ...credentials } = proxy;
  const hasCredentials = Object.keys(credentials).length > 0;
  const text = JSON.stringify(credentials);
  return {
    proxy_host: host,
    proxy_port: port,
    proxy_credentials: hasCredentials ? cipher.encrypt(text, proxyPlace(sessionId)) : null,
  };
}

/** For the engine. Throws ServiceError PROXY_AUTH_FAILED when the key of the installation is another one now. */
export function storedProxy(cipher: TextCipher, session: SessionRow): GivenProxy | null {
  const { proxy_host: host, proxy_port: port, proxy_credentials: encrypted } = session;
  if (host === null || port === null) return null;
  return { host, port, ...(encrypted !== null && decrypt(cipher, session.id, encrypted)) };
}

/** For answers. */
export function shownProxy(session: SessionRow): ShownProxy | null {
  const { proxy_host: host, proxy_port: port, proxy_credentials } = session;
  if (host === null || port === null) return null;
  return { host, port, has_credentials: proxy_credentials !== null };
}

/** Where the credentials are stored: copied ones do not decrypt elsewhere. */
export const proxyPlace = (sessionId: string) => `session:${sessionId}:proxy`;

function decrypt(cipher: TextCipher, sessionId: string, encrypted: string): Credentials {
  try {
    return JSON.parse(cipher.decrypt(encrypted, proxyPlace(sessionId)));
  } catch (cause) {
    if (!(cause instanceof DecryptionError)) throw cause;
    const message =
      'The password of the proxy cannot be decrypted: change the proxy of the session.';
    throw new ServiceError('PROXY_AUTH_FAILED', message, { cause });
  }
}
