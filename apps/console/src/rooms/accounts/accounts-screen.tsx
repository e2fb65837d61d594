import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { useKeptFocus } from '../../ui/dialog/use-kept-focus.ts';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState, ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { AccountCard } from './account-card.tsx';
import { AccountFilter } from './account-filter.tsx';
import type { AccountDialog } from './account-menu.tsx';
import { accountsQuery } from './account-queries.ts';
import { matching, needsAttention, type Session } from './account-state.ts';
import type { AccountsSearch } from './accounts-search.ts';
import { CreateDialog } from './create-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { GrabDialog } from './grab-dialog.tsx';
import { LogoutDialog } from './logout-dialog.tsx';
import { PairDialog } from './pairing/pair-dialog.tsx';
import { useRenderEvery } from './pairing/use-seconds-left.ts';
import { RenameDialog } from './rename-dialog.tsx';

const FEW = 6;
const CARDS_AT_A_TIME = 24;
const HALF_MINUTE_MS = 30_000;

type Opened = { readonly dialog: AccountDialog; readonly session: Session };

const DIALOGS = { rename: RenameDialog, logout: LogoutDialog, delete: DeleteDialog } as const;

/** One card for each account, and the dialogs that an address opens: `?pair=ID`, `?grab=ID`. */
export function AccountsScreen() {
  const { t } = useText();
  const { data: sessions, error, isFetching, refetch } = useQuery(accountsQuery);
  const [opened, setOpened] = useState<Opened | null>(null);
  useRenderEvery(HALF_MINUTE_MS);
  // Not inside of its card: a deletion may have more to say when the card is gone.
  const Dialog = opened && DIALOGS[opened.dialog];
  return (
    <Page
      title={t('nav.accounts')}
      text={sessions && sessions.length > 0 && <Summary sessions={sessions} />}
      actions={<CreateButton />}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!sessions && !error && <Loading />}
      {sessions && <NoSuchAccount sessions={sessions} isSettled={!isFetching} />}
      {sessions && <Accounts sessions={sessions} onOpen={setOpened} />}
      {Dialog && <Dialog session={opened.session} onClose={() => setOpened(null)} />}
      {sessions && <AddressDialogs sessions={sessions} />}
    </Page>
  );
}

function Summary({ sessions }: { readonly sessions: readonly Session[] }) {
  const { t } = useText();
  const connected = sessions.filter(({ status }) => status === 'connected').length;
  const waiting = sessions.filter(needsAttention).length;
  const parts = [
    t('accounts.count', { count: sessions.length }),
    t('accounts.count_connected', { count: connected }),
    waiting > 0 && t('accounts.count_attention', { count: waiting }),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** A key that is limited to some accounts cannot create another one. */
function CreateButton() {
  const { t } = useText();
  const { may, session_ids } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  if (!may('manage') || session_ids !== null) return null;
  return (
    <>
      <Button kind="main" onClick={() => setIsOpen(true)}>
        <Icon name="plus" />
        {t('accounts.create')}
      </Button>
      {isOpen && <CreateDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}

type AccountsProps = {
  readonly sessions: readonly Session[];
  readonly onOpen: (opened: Opened) => void;
};

function Accounts({ sessions, onOpen }: AccountsProps) {
  const { t } = useText();
  const search = useSearch({ from: '/' });
  const [shown, setShown] = useState(CARDS_AT_A_TIME);
  const kept = useKeptFocus<HTMLUListElement>(sessions.map(({ session_id }) => session_id));
  if (sessions.length === 0) {
    return (
      <EmptyState icon="accounts" title={t('accounts.empty.title')} action={<CreateButton />}>
        {t('accounts.empty.text')}
      </EmptyState>
    );
  }
  const isFiltered = search.q !== undefined || search.status !== undefined;
  const found = matching(sessions, search);
  return (
    <>
      {(sessions.length > FEW || isFiltered) && <AccountFilter found={found.length} />}
      {found.length === 0 && (
        <EmptyState icon="search" title={t('accounts.none.title')}>
          {t('accounts.none.text')}
        </EmptyState>
      )}
      <ul
        {...kept}
        className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,22rem),1fr))] gap-4"
      >
        {found.slice(0, shown).map((session) => (
          <li
            key={session.session_id}
            data-item={session.session_id}
            className="grid min-w-0 max-w-2xl"
          >
            <AccountCard session={session} onOpen={(dialog) => onOpen({ dialog, session })} />
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Button className="self-center" onClick={() => setShown(shown + CARDS_AT_A_TIME)}>
          {t('action.load_more')}
        </Button>
      )}
    </>
  );
}

type NoSuchAccountProps = {
  readonly sessions: readonly Session[];
  /** No newer list is asked for. */
  readonly isSettled: boolean;
};

/** An old or mistyped address opens no dialog, and says why. */
function NoSuchAccount({ sessions, isSettled }: NoSuchAccountProps) {
  const { t } = useText();
  const { may } = useMe();
  const [missing, setMissing] = useState<string | null>(null);
  const { pair, grab, ...rest } = useSearch({ from: '/' });
  const asked = pair ?? grab;
  if (asked === undefined) return null;
  const isKnown = sessions.some(({ session_id }) => session_id === asked);
  const isForbidden = isKnown && pair !== undefined && !may('manage');
  if (isKnown && !isForbidden) return null;
  // A list that is on its way may bring it: an account that was just created opens by its address.
  if (isSettled && missing !== asked) setMissing(asked);
  if (missing !== asked && !isForbidden) return null;
  const close = (
    <Link to="/" search={rest} replace className={buttonLook()}>
      {t('action.close')}
    </Link>
  );
  return (
    <div role="alert">
      <Notice
        tone="warn"
        title={t(isForbidden ? 'error.forbidden.title' : 'account.missing')}
        action={close}
      >
        {isForbidden
          ? t('error.forbidden.scopes', { scopes: 'manage' })
          : t('account.missing.text')}
      </Notice>
    </div>
  );
}

function AddressDialogs({ sessions }: { readonly sessions: readonly Session[] }) {
  const { may } = useMe();
  const { pair, grab } = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const close = () =>
    void navigate({
      search: ({ pair: _, grab: __, ...rest }: AccountsSearch) => rest,
      replace: true,
    });
  const find = (id?: string) => sessions.find(({ session_id }) => session_id === id);
  const toPair = find(pair);
  const toGrab = find(grab);
  if (toPair && may('manage')) {
    return <PairDialog key={toPair.session_id} session={toPair} onClose={close} />;
  }
  if (toGrab) return <GrabDialog key={toGrab.session_id} session={toGrab} onClose={close} />;
  return null;
}
