import { LEASE_HEADER } from '@grabber/contracts/engine/lease';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import { Agent, type Dispatcher } from 'undici';
import { readJsonBody } from './read-json-body.ts';
import { answerError, transportError } from './to-engine-error.ts';

/** More than the reads of all sessions of one engine, so that a status never waits behind reads. */
const MAX_CONNECTIONS = 256;

export type RequestInput = {
  readonly route: RouteContract;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly accept: string;
  /** Of the lease under which the request is made. */
  readonly generation?: number | undefined;
  /** Ends the request and the reading of its answer. */
  readonly signal: AbortSignal;
};

/** The connections to one engine. */
export type EngineHttp = {
  /**
   * Answers if the route's contract names the status. Every other status becomes an EngineError.
   */
  send(input: RequestInput): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
};

export function createEngineHttp(options: {
  url: string;
  secret: string;
  ca?: string | undefined;
  connectTimeoutMs: number;
}): EngineHttp {
  // The signal of each request is its only deadline: undici's own timers are less exact.
  const agent = new Agent({
    connections: MAX_CONNECTIONS,
    connect: {
      timeout: options.connectTimeoutMs,
      ...(options.ca !== undefined && { ca: options.ca }),
    },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const base = new URL(options.url);
  return {
    async send(input) {
      const response = await request(agent, base, options.secret, input);
      if (Object.hasOwn(input.route.responses, response.statusCode)) return response;
      const body = await readJsonBody(response.body).catch(() => undefined);
      const retryAfter = response.headers['retry-after'];
      throw answerError(
        response.statusCode,
        body,
        typeof retryAfter === 'string' ? retryAfter : undefined,
      );
    },
    close: () => agent.destroy(),
  };
}

async function request(
  agent: Agent,
  base: URL,
  secret: string,
  { route, params = {}, query, body, accept, generation, signal }: RequestInput,
): Promise<Dispatcher.ResponseData> {
  const parameters = new URLSearchParams(query).toString();
  const search = parameters === '' ? '' : `?${parameters}`;
  try {
    return await agent.request({
      origin: base.origin,
      path: `${base.pathname.replace(/\/$/, '')}${buildPath(route, params)}${search}`,
      method: route.method,
      headers: {
        accept,
        authorization: `Bearer ${secret}`,
        ...(generation !== undefined && { [LEASE_HEADER]: String(generation) }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    });
  } catch (error) {
    throw transportError(error);
  }
}
