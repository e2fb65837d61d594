import type { Static, TSchema } from 'typebox';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call a route. `open`: no key is needed. `secret`: the engine's shared secret. `global`:
 * the admin key, which belongs to no workspace. `metrics`: METRICS_KEY, and the admin key or at the engine the shared
 * secret. `any`: each API key and the admin key. The others are scopes of an API key. No scope includes another.
 */
export type RouteAccess =
  | 'open'
  | 'secret'
  | 'global'
  | 'metrics'
  | 'any'
  | 'read'
  | 'grab'
  | 'manage'
  | 'admin';

/**
 * One HTTP route as a value. The server registers it, the clients call it, the documents list it.
 */
export type RouteContract = {
  /** A stable name in camelCase, and the key of the route in its catalogue. */
  readonly id: string;
  readonly method: HttpMethod;
  /** Template with `:parameters`, for example `/sessions/:id/groups`. */
  readonly path: string;
  readonly access: RouteAccess;
  /**
   * It shows a key no more than what belongs to the key's sessions, so that a key limited to sessions may call it. Such
   * a key is refused on every other route without a session in its path.
   */
  readonly ownSessions?: true;
  /** The path names a session, but the call changes others, too: no key that is limited to sessions may call it. */
  readonly wholeWorkspace?: true;
  /** One English sentence for the documents. */
  readonly summary: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /**
   * Body schema by success status. Every route also answers errors, in the service's error body.
   */
  readonly responses: Readonly<Record<number, TSchema>>;
  /**
   * The answer is an endless stream of server-sent events. The schema is that of one event's data.
   */
  readonly eventStream?: true;
  /** Media types of the success answer. Default: JSON alone. The schema is that of the JSON. */
  readonly mediaTypes?: readonly string[];
};

/** Keeps the literal type of a route. Handlers and clients get their types from it. */
export function defineRoute<const R extends RouteContract>(route: R): R {
  return route;
}

type SchemaOf<R, Key extends string> = R extends { readonly [K in Key]: infer S extends TSchema }
  ? Static<S>
  : undefined;

export type RouteParams<R extends RouteContract> = SchemaOf<R, 'params'>;
export type RouteQuery<R extends RouteContract> = SchemaOf<R, 'query'>;
export type RouteBody<R extends RouteContract> = SchemaOf<R, 'body'>;
export type RouteResponse<R extends RouteContract> = Static<
  R['responses'][keyof R['responses']] & TSchema
>;

/** Fills in a route's `:parameters`, percent-encoded. Throws when one is missing. */
export function buildPath(route: RouteContract, params: Readonly<Record<string, string>>): string {
  return route.path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`Route ${route.id} needs the parameter "${name}"`);
    return encodeURIComponent(value);
  });
}
