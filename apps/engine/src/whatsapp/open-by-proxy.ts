import type { GivenProxy } from '@grabber/contracts/proxy';
import { openProxyRelay, type ProxyRelay } from '../browser/proxy-relay.ts';
import type {
  ConnectionEnd,
  ConnectionListener,
  ConnectionProblem,
  WhatsAppConnection,
} from './connection.ts';
import type { ConnectionOptions } from './connection-state.ts';
import { openConnection } from './open-connection.ts';

/** The problems that a page has when its proxy does not pass its connections on. */
const OUT_OF_REACH: readonly string[] = ['NO_NETWORK', 'PAGE_UNRESPONSIVE'];

type Options = Omit<ConnectionOptions, 'launch'> & {
  readonly launch: Omit<ConnectionOptions['launch'], 'relayPort'>;
};

/**
 * Starts a browser whose connections all go through the proxy, or directly where it is null. A page that the
 * proxy keeps from WhatsApp ends with PROXY_AUTH_FAILED or PROXY_UNREACHABLE.
 */
export async function openByProxy(
  options: Options,
  proxy: GivenProxy | null,
): Promise<WhatsAppConnection> {
  if (proxy === null) {
    return openConnection({ ...options, launch: { ...options.launch, relayPort: null } });
  }
  const relay = await openProxyRelay(proxy);
  const connection = openConnection({
    ...options,
    launch: { ...options.launch, relayPort: relay.port },
    listener: explaining(options.listener, relay),
  });
  const ended = connection.ended.then((end) => {
    relay.close();
    return explainEnd(end, relay);
  });
  return { ...connection, ended };
}

function explaining(listener: ConnectionListener, relay: ProxyRelay): ConnectionListener {
  const explain = (problem: ConnectionProblem): ConnectionProblem =>
    OUT_OF_REACH.includes(problem.code) ? (relay.problem() ?? problem) : problem;
  return {
    ...listener,
    onConnecting: (problem) => listener.onConnecting(problem && explain(problem)),
    onFailing: (problem) => listener.onFailing(explain(problem)),
  };
}

function explainEnd(end: ConnectionEnd, relay: ProxyRelay): ConnectionEnd {
  if (end.kind !== 'failed' || !OUT_OF_REACH.includes(end.error.code)) return end;
  return { ...end, error: relay.problem() ?? end.error };
}
