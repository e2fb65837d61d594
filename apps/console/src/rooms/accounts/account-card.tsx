import { lazy } from 'react';
import { PhoneNumber } from '../../book/phone-number.tsx';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LateMenu } from '../../ui/late-menu.tsx';
import { Pill } from '../../ui/notice.tsx';
import { Card } from '../../ui/page.tsx';
import { AccountFigures } from './account-figures.tsx';
import { AccountLinks } from './account-links.tsx';
import type { AccountDialog } from './account-menu.tsx';
import { AccountProblem } from './account-problem.tsx';
import { needsAttention, type Session, standingOf, toneOf } from './account-state.ts';
import { AccountStep } from './account-step.tsx';
import { GrabProgress } from './grab-progress.tsx';
import { SyncProgress } from './sync-progress.tsx';
import { useRunningGrab } from './use-running-grab.ts';

const loadMenu = () => import('./account-menu.tsx');
const AccountMenu = lazy(() => loadMenu().then((module) => ({ default: module.AccountMenu })));

type CardProps = {
  readonly session: Session;
  readonly onOpen: (dialog: AccountDialog) => void;
};

/** An account: how it stands, what to do, what is in its address book. */
export function AccountCard({ session, onOpen }: CardProps) {
  const { may } = useMe();
  const running = useRunningGrab(session.session_id);
  const isActing = may('manage') || may('grab');
  return (
    <Card className="flex flex-col gap-4">
      <Heading session={session} onOpen={onOpen} />
      <Standing session={session} />
      {running && <GrabProgress id={session.session_id} grab={running} />}
      <AccountFigures session={session} />
      <div className="mt-auto flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-3">
        {isActing && <AccountStep session={session} isGrabbing={running !== null} />}
        <AccountLinks id={session.session_id} />
      </div>
    </Card>
  );
}

function Heading({ session, onOpen }: CardProps) {
  const { t } = useText();
  const { session_name, phone_number, external_id, is_business } = session;
  return (
    <header className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <h2 className="text-lg font-semibold break-words">
          <bdi>{session_name}</bdi>
        </h2>
        <p className="flex flex-wrap gap-x-3 text-muted">
          {phone_number ? (
            <PhoneNumber number={`+${phone_number}`} />
          ) : (
            <span>{t('accounts.no_number')}</span>
          )}
          {is_business && <span>{t('accounts.business')}</span>}
          {external_id && <bdi>{external_id}</bdi>}
        </p>
      </div>
      <CardMenu session={session} onOpen={onOpen} />
    </header>
  );
}

function CardMenu({ session, onOpen }: CardProps) {
  const { t } = useText();
  const { may } = useMe();
  if (!may('manage')) return null;
  const button = (
    <IconButton label={t('accounts.menu', { name: session.session_name })} className="-me-2 -mt-1">
      <Icon name="more" className="stroke-3" />
    </IconButton>
  );
  return (
    <LateMenu button={button} load={loadMenu}>
      <AccountMenu session={session} trigger={button} onOpen={onOpen} />
    </LateMenu>
  );
}

/** The status in words, and what to do about it. */
function Standing({ session }: { readonly session: Session }) {
  const { t } = useText();
  const standing = standingOf(session);
  const { action_required, last_error, sync } = session;
  const isFine = action_required === null && last_error === null;
  return (
    <div className="flex flex-col gap-2.5">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Pill tone={toneOf(session)}>{t(`accounts.is.${standing}`)}</Pill>
        {session.stale && <span className="text-sm text-muted">{t('accounts.stale')}</span>}
      </p>
      <AccountProblem session={session} tone={needsAttention(session) ? 'bad' : 'warn'} />
      {isFine && standing !== 'connected' && (
        <p className="text-muted">{t(`accounts.do.${standing}`)}</p>
      )}
      {sync && sync.state !== 'synced' && <SyncProgress sync={sync} />}
    </div>
  );
}
