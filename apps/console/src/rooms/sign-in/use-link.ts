import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ME, meQuery, signIn } from '../../api/me.ts';
import { useSay } from '../../ui/toast.tsx';
import { followLinks, takeLinkToken } from './link-token.ts';

const linkToken = takeLinkToken();
followLinks();

/**
 * Signs in by the link that was opened, before the page asks who is signed in: its session takes the place of an earlier
 * one. Where the link is refused the earlier one stays.
 */
export function useLink() {
  const client = useQueryClient();
  const say = useSay();
  const [isWaiting, setIsWaiting] = useState(linkToken.current !== null);
  const [isRefused, setIsRefused] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    const token = linkToken.current;
    linkToken.current = null;
    if (token === null) return;
    const refused = async (error: unknown) => {
      setIsRefused(true);
      const me = await client.fetchQuery(meQuery).catch(() => null);
      // The sign-in screen says it else.
      if (me) say.failed(error);
    };
    signIn({ token })
      .then((me) => void client.setQueryData(ME, me), refused)
      .finally(() => setIsWaiting(false));
  }, [client]);
  return { isWaiting, isRefused };
}
