import type { ApiClient } from '@grabber/api-client';
import { dataOf } from '../stack/api-caller.ts';

/** Grabs all of a session and waits for it. */
export async function grabAll(client: ApiClient, sessionId: string) {
  const params = { path: { id: sessionId } };
  const answered = client.GET('/api/sessions/{id}/grab-all', { params });
  type Answer = NonNullable<Awaited<typeof answered>['data']>;
  const data = await dataOf<Answer['data']>(answered);
  // Only a caller that asks for it gets the counts alone, or a grab that runs in the background.
  if (!('grabbed_at' in data)) throw new Error('The grab runs in the background');
  const { groups, contacts } = data;
  if (!groups || !contacts) throw new Error('The grab has no rows');
  return { ...data, groups, contacts };
}
