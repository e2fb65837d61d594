import { createContext, useContext } from 'react';
import type { Me, Scope } from '../api/me.ts';

export const MeContext = createContext<Me | null>(null);

/** What the person's key is called. */
export const nameOf = ({ key }: Me): string => key?.name ?? 'admin';

/** Who is signed in. Only below SignedIn. */
export function useMe(): Me & {
  readonly may: (scope: Scope) => boolean;
  /** With the key of the installation, which alone sees every workspace. */
  readonly isGlobal: boolean;
} {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe() is called outside of SignedIn');
  return { ...me, may: (scope) => me.scopes.includes(scope), isGlobal: me.workspace === null };
}
