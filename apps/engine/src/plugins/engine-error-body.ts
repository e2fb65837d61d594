import type { EngineErrorBody } from '@grabber/contracts/engine/error-body';
import type { HttpServerOptions } from '@grabber/service-kit/http-server';
import { serializeError } from '@grabber/service-kit/logger';
import { localDetail } from '@grabber/service-kit/service-error';

/** Turns errors into the engine's response body; `appDebug` adds the scrubbed causes. */
export function engineErrorBody(appDebug: boolean): HttpServerOptions['onError'] {
  return (error, request) => {
    const body: EngineErrorBody & { details?: unknown; debug?: unknown } = {
      code: error.code,
      message: error.message,
      request_id: request.id,
      ...(error.sessionStatus && { session_status: error.sessionStatus }),
      ...(error.details && { details: error.details.map((each) => localDetail(each, 'en')) }),
      ...(appDebug && { debug: serializeError(error) }),
    };
    return { status: error.status, body };
  };
}
