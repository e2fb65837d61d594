import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError, toServiceError } from './service-error.ts';

export type ErrorAnswer = {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * What an error's answer may depend on. Headers and route are empty if the request is not valid
 * HTTP.
 */
export type ErrorRequest = Pick<FastifyRequest, 'id' | 'headers' | 'routeOptions'>;

/** Gives an error the body of a service's surface. */
export type OnError = (error: ServiceError, request: ErrorRequest) => ErrorAnswer;

/** What Node's HTTP parser refuses before a request exists, by its error code. */
const REFUSALS: Readonly<Record<string, ServiceError>> = {
  HPE_HEADER_OVERFLOW: new ServiceError(
    'HEADERS_TOO_LARGE',
    'The URL and the headers are larger than this service accepts.',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: new ServiceError(
    'REQUEST_TIMEOUT',
    'The request did not arrive in time.',
  ),
};
const MALFORMED = new ServiceError('VALIDATION_FAILED', 'This is not valid HTTP.');

/** Answers a connection whose request could not be parsed, in the service's own error body. */
export function answerClientError(
  failure: { readonly code?: string },
  socket: Socket,
  onError: OnError,
): void {
  if (failure.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const id = randomUUID();
  const request = { id, headers: {}, routeOptions: { config: {} } } as unknown as ErrorRequest;
  const answer = onError(REFUSALS[failure.code ?? ''] ?? MALFORMED, request);
  const body = JSON.stringify(answer.body);
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${id}`,
    'cache-control: no-store',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** Answers a request that failed, and logs it when the service is at fault. */
export function answerError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  onError: OnError,
): FastifyReply {
  const error = toServiceError(thrown);
  const { status, body, headers } = onError(error, request);
  if (status >= 500) {
    request.log.error({ err: error, code: error.code, request_id: request.id }, 'Request failed');
  }
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'x-request-id': request.id, ...headers })
    .serializer(JSON.stringify)
    .type('application/json; charset=utf-8')
    .send(body);
}
