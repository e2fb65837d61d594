import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { GroupsSearch } from './groups-search.ts';

type Changes = { readonly [Name in keyof GroupsSearch]?: GroupsSearch[Name] | undefined };

/** What the address says, and how to change a part of it. `replace`: without a step back in the browser. */
export function useGroupsAddress() {
  const search = useSearch({ from: '/groups' });
  const navigate = useNavigate({ from: '/groups' });
  const change = useCallback(
    (changes: Changes, replace = false) =>
      void navigate({ search: (now) => ({ ...now, ...changes }) as GroupsSearch, replace }),
    [navigate],
  );
  return { search, change };
}
