import type { Schema } from '@grabber/api-client';
import { useQuery } from '@tanstack/react-query';
import { sessionsQuery } from './queries.ts';

export type Session = Schema<'Session'>;

const NONE: readonly Session[] = [];

/** The accounts that the key may see. `nameOf` of a deleted one: the beginning of its id. */
export function useSessions() {
  const { data, error, isPending, refetch } = useQuery(sessionsQuery);
  const sessions: readonly Session[] = data?.sessions ?? NONE;
  const nameOf = (id: string) =>
    sessions.find(({ session_id }) => session_id === id)?.session_name ?? `${id.slice(0, 8)} …`;
  return { sessions, nameOf, error, isPending, refetch };
}
