import type { RouteContract, RouteResponse } from '@grabber/contracts/route';
import { validatorOf } from '@grabber/contracts/validator-of';
import { engineDeadline } from './engine-deadline.ts';
import { EngineError } from './engine-error.ts';
import type { EngineHttp, RequestInput } from './engine-http.ts';
import { readJsonBody } from './read-json-body.ts';

export type CallOptions = {
  /** From the request to the end of the answer. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Of the lease of the session under which the call is made. Another one at the engine: LEASE_LOST. */
  readonly generation?: number | undefined;
};

type Input = Pick<RequestInput, 'params' | 'query' | 'body'>;

/**
 * Calls a route that answers one JSON document, and checks it against the contract. Throws
 * EngineError.
 */
export async function callRoute<R extends RouteContract>(
  http: EngineHttp,
  route: R,
  input: Input,
  options: CallOptions & { timeoutMs: number },
): Promise<RouteResponse<R>> {
  const deadline = engineDeadline(options.timeoutMs, options.signal);
  try {
    const accept = 'application/json';
    const { generation } = options;
    const { signal } = deadline;
    const response = await http.send({ route, ...input, accept, generation, signal });
    const body = await readJsonBody(response.body);
    const schema = route.responses[response.statusCode];
    if (schema && validatorOf(schema).Check(body)) return body as RouteResponse<R>;
    const message = `The engine's answer to ${route.id} breaks the contract.`;
    throw new EngineError('ENGINE_RESPONSE_INVALID', message);
  } catch (error) {
    deadline.signal.throwIfAborted();
    throw error;
  } finally {
    deadline.clear();
  }
}
