import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { ChangesSearch } from './changes-search.ts';

type Parts = { readonly [Name in keyof ChangesSearch]?: ChangesSearch[Name] | undefined };

/** What the address says, and how to change a part of it. */
export function useChangesAddress() {
  const search = useSearch({ from: '/changes' });
  const navigate = useNavigate({ from: '/changes' });
  const change = useCallback(
    (parts: Parts) => void navigate({ search: (now) => ({ ...now, ...parts }) as ChangesSearch }),
    [navigate],
  );
  return { search, change };
}
