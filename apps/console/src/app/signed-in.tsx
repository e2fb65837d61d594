import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { followEvents, type LiveEvents } from '../api/live-events.ts';
import { type Me, meQuery, type Scope } from '../api/me.ts';
import { SignInScreen } from '../rooms/sign-in/sign-in-screen.tsx';
import { ErrorNotice } from '../ui/notice.tsx';
import { Loading } from '../ui/page.tsx';
import { LiveContext } from './use-live.ts';

const MeContext = createContext<Me | null>(null);

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

/** Shows its children to who is signed in, and the sign-in to others. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const { data: me, error, refetch } = useQuery(meQuery);
  const [wasSignedIn, setWasSignedIn] = useState(false);
  useEffect(() => {
    if (me) setWasSignedIn(true);
  }, [me]);
  if (error) {
    return (
      <main className="mx-auto max-w-lg p-6">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (me === undefined) return <Loading />;
  if (me === null) return <SignInScreen wasSignedIn={wasSignedIn} />;
  return (
    <MeContext value={me}>
      <WithLive>{children}</WithLive>
    </MeContext>
  );
}

function WithLive({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [live, setLive] = useState<LiveEvents | null>(null);
  useEffect(() => {
    const events = followEvents(client);
    setLive(events);
    return events.close;
  }, [client]);
  return live && <LiveContext value={live}>{children}</LiveContext>;
}
