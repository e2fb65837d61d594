import { queryOptions } from '@tanstack/react-query';
import { ApiFailure } from './api-failure.ts';
import { BASE_PATH } from './base-path.ts';
import { apiLanguage, OWN_REQUEST } from './client.ts';

export const ME = ['me'] as const;

export type Scope = 'read' | 'grab' | 'manage' | 'admin' | 'global';

/** Who is signed in, as `GET /api/console/session` answers it. */
export type Me = {
  /** Null: the global admin key, which sees every workspace. */
  readonly workspace: { readonly id: string; readonly name: string } | null;
  readonly scopes: readonly Scope[];
  /** The sessions that the key is limited to. Null: all of its workspace. */
  readonly session_ids: readonly string[] | null;
  readonly key_name: string | null;
  readonly expires_at: string;
};

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${BASE_PATH}api/console/${path}`, {
    method,
    headers: {
      ...OWN_REQUEST,
      'accept-language': apiLanguage(),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw ApiFailure.offline(cause);
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw ApiFailure.of(response.status, answer);
  return answer.data;
}

/** Null: not signed in. */
export const meQuery = queryOptions({
  queryKey: ME,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () =>
    call<Me>('GET', 'session').catch((error: unknown) => {
      if (error instanceof ApiFailure && error.status === 401) return null;
      throw error;
    }),
});

/** By an API key, or by the token of a link. Rejects with ApiFailure. */
export function signIn(by: { readonly key: string } | { readonly token: string }): Promise<Me> {
  return call('POST', 'session', by);
}

export function signOut(everywhere: boolean): Promise<void> {
  return call('DELETE', everywhere ? 'sessions' : 'session');
}
