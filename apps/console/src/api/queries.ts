import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import { KEYS } from './keys.ts';

// What more than one screen asks for. Each key of the cache is filled in one way alone: two screens with different
// shapes under one key would break each other.

export const sessionsQuery = queryOptions({
  queryKey: KEYS.sessions,
  queryFn: () => dataOf(api.GET('/api/sessions')),
});

/** Status, budget and the next run of a session. */
export const statusQuery = (id: string) =>
  queryOptions({
    queryKey: KEYS.session(id),
    queryFn: () => dataOf(api.GET('/api/sessions/{id}/status', { params: { path: { id } } })),
  });

/** One grab of a session with its errors. */
export const grabQuery = (id: string, grabId: string) =>
  queryOptions({
    queryKey: [...KEYS.grabs(id), grabId],
    queryFn: () =>
      dataOf(api.GET('/api/sessions/{id}/grabs/{grabId}', { params: { path: { id, grabId } } })),
  });

/** The settings of the key's workspace. */
export const settingsQuery = queryOptions({
  queryKey: KEYS.settings,
  queryFn: () => dataOf(api.GET('/api/workspace-settings')),
});

export const keysQuery = queryOptions({
  queryKey: KEYS.keys,
  queryFn: () => dataOf(api.GET('/api/keys')),
});

/** A contact or group by the number of its row. Null: the account has it no more, such as a row that was merged. */
export const rowQuery = (id: string, row: number) =>
  queryOptions({
    queryKey: KEYS.contacts('row', id, row),
    queryFn: async () => {
      const params = { path: { id }, query: { ids: String(row), limit: 1 } };
      const { contacts } = await dataOf(api.GET('/api/sessions/{id}/contacts', { params }));
      return contacts[0] ?? null;
    },
  });
