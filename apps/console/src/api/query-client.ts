import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiFailure } from './api-failure.ts';
import { ME } from './me.ts';

const MOST_TRIES = 2;
const FRESH_MS = 10_000;

/** A request that came too early or to a service that is away may work later; other refusals stay. */
function mayHelp(error: unknown): boolean {
  return error instanceof ApiFailure && (error.status === 0 || error.status >= 502);
}

/** Nothing of who was signed in stays on the screen or in memory. */
export function forgetSignedIn(client: QueryClient): void {
  // A removed query has no way to its watchers, and the sign-in watches this one.
  client.setQueryData(ME, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
}

export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    // Signed out elsewhere, or the key was revoked.
    if (error instanceof ApiFailure && error.status === 401) forgetSignedIn(client);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MOST_TRIES && mayHelp(error),
      },
    },
  });
  return client;
}
