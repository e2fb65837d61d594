import type { Schema } from '@grabber/api-client';

export type ListedGrab = Schema<'ListedGrab'>;

export const isActive = ({ state }: Pick<ListedGrab, 'state'>) =>
  state === 'queued' || state === 'running';

/** How long it has taken from its beginning to its end. Null: it has not ended. */
export function durationOf({ started_at, created_at, finished_at }: ListedGrab): number | null {
  if (finished_at === null) return null;
  return Math.max(0, Date.parse(finished_at) - Date.parse(started_at ?? created_at));
}
