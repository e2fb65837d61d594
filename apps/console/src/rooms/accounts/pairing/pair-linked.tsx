import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { PhoneNumber } from '../../../book/phone-number.tsx';
import { useMe } from '../../../signed-in/use-me.ts';
import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice, Notice } from '../../../ui/notice.tsx';
import { OpenContacts } from '../account-links.tsx';
import { AccountProblem } from '../account-problem.tsx';
import { grabsQuery } from '../account-queries.ts';
import type { Session } from '../account-state.ts';
import { GrabProgress } from '../grab-progress.tsx';
import { GrabResult } from '../grab-result.tsx';
import { isStored, lastEnded } from '../grab-state.ts';
import { SyncProgress } from '../sync-progress.tsx';
import { useStartGrab } from '../use-account-action.ts';
import { useRunningGrab } from '../use-running-grab.ts';

type LinkedProps = {
  readonly session: Session;
  /** The phone was linked in this dialog. */
  readonly isNew: boolean;
  readonly onClose: () => void;
};

/** After the scan: the sync, then the first grab, then its result. */
export function PairLinked({ session, isNew, onClose }: LinkedProps) {
  const { t } = useText();
  const { may } = useMe();
  const { session_id: id, sync, phone_number } = session;
  const { data: grabs } = useQuery(grabsQuery(id));
  const running = useRunningGrab(id);
  const start = useStartGrab(id);
  const last = grabs && lastEnded(grabs);
  // Of an account that was linked again, an older result says nothing about this link.
  const isDone = last !== undefined && (!isNew || last.grab_id === start.data?.grab_id);
  useFirstGrab(isNew && may('grab') && sync !== null && sync.state !== 'syncing', () =>
    start.mutate({ kind: 'all' }),
  );
  const hasBook = isDone && isStored(last);
  const isWaiting = isNew && sync?.state === 'syncing';
  const mayGrab = may('grab') && !running && !start.isPending;
  return (
    <>
      <Notice tone="good" title={t('accounts.pair.linked')}>
        {phone_number && <PhoneNumber number={`+${phone_number}`} />}
      </Notice>
      <AccountProblem session={session} tone="bad" />
      {sync && sync.state !== 'synced' && <SyncProgress sync={sync} />}
      {isWaiting && <p className="text-muted">{t('accounts.pair.then')}</p>}
      {running && <GrabProgress id={id} grab={running} />}
      {start.isError && <ErrorNotice error={start.error} />}
      {isDone && !running && <GrabResult grab={last} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {hasBook && !running && <OpenContacts id={id} />}
        {mayGrab && (
          <Button
            kind={hasBook || isWaiting ? 'plain' : 'main'}
            onClick={() => start.mutate({ kind: 'all' })}
          >
            {t('accounts.grab')}
          </Button>
        )}
        <Button className="ms-auto" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </>
  );
}

/** Once, as soon as the account has been loaded. */
function useFirstGrab(isTime: boolean, grab: () => void): void {
  const wasStarted = useRef(false);
  useEffect(() => {
    if (!isTime || wasStarted.current) return;
    wasStarted.current = true;
    grab();
  });
}
