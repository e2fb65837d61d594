import { type Static, type TProperties, Type } from 'typebox';

/** What the request held that has no effect here, and what to use in its place. */
const warnings = Type.Optional(
  Type.Array(Type.Object({ parameter: Type.String(), message: Type.String() })),
);

/** `{ success: true, data }`. */
export function Success<P extends TProperties>(data: ReturnType<typeof Type.Object<P>>) {
  return Type.Object({ success: Type.Literal(true), data, warnings });
}

/** `{ success: true, message, data }`, the message in the caller's language. */
export function SuccessWithMessage<P extends TProperties>(data: ReturnType<typeof Type.Object<P>>) {
  return Type.Object({ success: Type.Literal(true), message: Type.String(), data, warnings });
}

/**
 * Every error of the API. `message` is for people, in the caller's language. Only a session that is
 * not found has `error` instead, as the specification shows.
 */
export const ApiErrorBody = Type.Object({
  success: Type.Literal(false),
  message: Type.Optional(Type.String()),
  error: Type.Optional(Type.String()),
  /** One of the codes of error-codes.ts. */
  code: Type.String(),
  request_id: Type.String(),
  /** The session's status, if it is the reason. */
  status: Type.Optional(Type.String()),
  /** Why the session is in this status, if that is known. */
  last_error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
  /** What to correct. Only with VALIDATION_FAILED. */
  details: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  /** The ids of what the request made before. Only with ALREADY_DONE. */
  resources: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Causes and stacks. Only with APP_DEBUG=true. */
  debug: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        message: Type.String(),
        code: Type.Optional(Type.String()),
        stack: Type.Optional(Type.Array(Type.String())),
      }),
    ),
  ),
});
export type ApiErrorBody = Static<typeof ApiErrorBody>;
