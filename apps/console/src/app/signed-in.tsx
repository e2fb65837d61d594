import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { followEvents, type LiveEvents, NO_EVENTS } from '../api/live-events.ts';
import { meQuery } from '../api/me.ts';
import { MaskingProvider } from '../book/phone-number.tsx';
import { SignInScreen } from '../rooms/sign-in/sign-in-screen.tsx';
import { useLink } from '../rooms/sign-in/use-link.ts';
import { LiveContext } from '../signed-in/use-live.ts';
import { MeContext, useMe } from '../signed-in/use-me.ts';
import { ErrorNotice } from '../ui/notice.tsx';
import { Loading } from '../ui/page.tsx';

type SignedInProps = {
  /** Who was signed in is so no more, by a wish or because the key was revoked. */
  readonly onSignedOut: () => void;
  readonly children: ReactNode;
};

/** Shows its children to who is signed in, and the sign-in to others. */
export function SignedIn({ onSignedOut, children }: SignedInProps) {
  const link = useLink();
  const { data: me, error, refetch } = useQuery({ ...meQuery, enabled: !link.isWaiting });
  const [wasSignedIn, setWasSignedIn] = useState(false);
  useEffect(() => {
    if (me) setWasSignedIn(true);
    else if (me === null && wasSignedIn) onSignedOut();
  }, [me, wasSignedIn, onSignedOut]);
  if (error) {
    return (
      <main className="mx-auto max-w-lg p-6">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (me === undefined) return <Loading />;
  if (me === null) {
    return <SignInScreen wasSignedIn={wasSignedIn} isLinkUsed={link.isRefused} />;
  }
  return (
    <MeContext value={me}>
      <WithLive>
        <MaskingProvider>{children}</MaskingProvider>
      </WithLive>
    </MeContext>
  );
}

function WithLive({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const mayRead = useMe().may('read');
  const [live, setLive] = useState<LiveEvents | null>(null);
  useEffect(() => {
    const events = mayRead ? followEvents(client) : NO_EVENTS;
    setLive(events);
    return events.close;
  }, [client, mayRead]);
  return live && <LiveContext value={live}>{children}</LiveContext>;
}
