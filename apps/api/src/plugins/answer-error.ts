import type { ApiErrorBody } from '@grabber/contracts/api/envelope';
import type { ReadKind } from '@grabber/contracts/engine/reading';
import { isErrorCode } from '@grabber/contracts/error-codes';
import type { ErrorAnswer, ErrorRequest } from '@grabber/service-kit/answer-error';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { describeError, scrub } from '@grabber/service-kit/scrub';
import {
  type ErrorDetail,
  localDetail,
  type ServiceError,
} from '@grabber/service-kit/service-error';
import { type Language, preferredLanguage } from '../messages/language.ts';
import { errorMessage, refusalMessage, storedErrorMessage } from '../messages/messages.ts';
import { toApiError } from '../messages/to-api-error.ts';

const MAX_CAUSES = 5;

/** Answers an error in the specification's form. Debug mode adds scrubbed causes and stacks. */
export function answerError(
  error: ServiceError,
  request: ErrorRequest,
  options: { debug: boolean },
): ErrorAnswer {
  const { grabKind } = (request.routeOptions.config ?? {}) as { grabKind?: ReadKind };
  const language = preferredLanguage(request.headers['accept-language']);
  const text = errorMessage(error, { language, grabKind });
  const body: ApiErrorBody = {
    success: false,
    // The specification's body for this one error has `error` where all others have `message`.
    ...(error.code === 'SESSION_NOT_FOUND' ? { error: text } : { message: text }),
    code: error.code,
    request_id: request.id,
    ...(error.sessionStatus && { status: error.sessionStatus }),
    ...reasonOf(error, language),
    ...detailsOf(error, language),
    ...(error.resources && { resources: { ...error.resources } }),
    ...(options.debug && { debug: causesOf(error) }),
  };
  const headers = error.code === 'UNAUTHORIZED' ? { 'www-authenticate': 'Bearer' } : {};
  return { status: error.status, body, headers };
}

/** Why the session is in its status. */
function reasonOf(
  { sessionReason: code }: ServiceError,
  language: Language,
): Pick<ApiErrorBody, 'last_error'> {
  if (!isErrorCode(code)) return {};
  return { last_error: { code, message: storedErrorMessage(code, language) } };
}

/** A validation error without a path, such as broken JSON, still says what to correct. */
function detailsOf(
  { code, details, message }: ServiceError,
  language: Language,
): Pick<ApiErrorBody, 'details'> {
  if (details) return { details: details.map((each) => nameQuery(localDetail(each, language))) };
  if (code !== 'VALIDATION_FAILED') return {};
  return { details: [{ path: 'request', message: refusalMessage(message, language) }] };
}

/** Fastify calls the query `querystring`, but callers know it as `query`. */
function nameQuery<D extends ErrorDetail>(detail: D): D {
  return { ...detail, path: detail.path.replace(/^querystring/, 'query') };
}

function causesOf(error: unknown): NonNullable<ApiErrorBody['debug']> {
  const causes: NonNullable<ApiErrorBody['debug']> = [];
  let current: unknown = error;
  while (current !== undefined && current !== null && causes.length < MAX_CAUSES) {
    const { name, stack, code, cause } = current as Partial<Error> & { code?: unknown };
    causes.push({
      name: name ?? typeof current,
      message: scrub(describeError(current)),
      ...(typeof code === 'string' && { code }),
      ...(stack && {
        stack: scrub(stack)
          .split('\n')
          .map((line) => line.trim()),
      }),
    });
    current = cause;
  }
  return causes;
}

/** Gives engine and database errors their code before the error handler gets them. */
export function translateErrors(app: HttpServer): void {
  app.addHook('onRoute', (route) => {
    route.errorHandler = (error) => {
      throw toApiError(error);
    };
  });
}
