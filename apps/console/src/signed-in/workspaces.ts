import type { Schema } from '@grabber/api-client';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.ts';
import { KEYS } from '../api/keys.ts';
import { useMe } from './use-me.ts';

type Workspace = Schema<'Workspace'>;
const NONE: readonly Workspace[] = [];

/** Every workspace, for the global key. Other keys have their own alone, and need not name it. */
export function useWorkspaces() {
  const { may } = useMe();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: KEYS.workspaces,
    queryFn: () => dataOf(api.GET('/api/workspaces')),
    enabled: may('global'),
  });
  return { workspaces: data?.workspaces ?? NONE, error, isPending, refetch };
}
