import type { Schema } from '@grabber/api-client';
import { queryOptions } from '@tanstack/react-query';
import { ApiFailure } from './api-failure.ts';
import { api, dataOf } from './client.ts';

export const ME = ['me'] as const;

/** Who is signed in. `workspace` is null for the global admin key, which sees every workspace. */
export type Me = Schema<'ConsoleSession'>;
export type Scope = Me['scopes'][number];

/** Null: not signed in. */
export const meQuery = queryOptions({
  queryKey: ME,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () =>
    dataOf(api.GET('/api/console/session')).catch((error: unknown) => {
      if (error instanceof ApiFailure && error.status === 401) return null;
      throw error;
    }),
});

/** By an API key, or by the token of a link. Rejects with ApiFailure. */
export function signIn(by: { key: string } | { token: string }): Promise<Me> {
  return dataOf(api.POST('/api/console/session', { body: by }));
}

export async function signOut(everywhere: boolean): Promise<void> {
  await dataOf(api.DELETE(everywhere ? '/api/console/sessions' : '/api/console/session'));
}
