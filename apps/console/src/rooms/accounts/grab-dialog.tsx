import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { statusQuery } from '../../api/queries.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { CheckField, SelectField } from '../../ui/field.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { grabsQuery } from './account-queries.ts';
import type { Session } from './account-state.ts';
import { GrabProgress } from './grab-progress.tsx';
import { GrabResult } from './grab-result.tsx';
import { GRAB_KINDS, type GrabKind, lastEnded } from './grab-state.ts';
import type { AccountDialogProps } from './logout-dialog.tsx';
import { useStartGrab } from './use-account-action.ts';
import { useRunningGrab } from './use-running-grab.ts';

/** A grab of an account: what to read, how far it is, and how the last one ended. */
export function GrabDialog({ session, onClose }: AccountDialogProps) {
  const { t } = useText();
  const { may } = useMe();
  const { session_id: id, session_name: name } = session;
  const { data: grabs = [] } = useQuery(grabsQuery(id));
  const running = useRunningGrab(id);
  const last = lastEnded(grabs);
  return (
    <Dialog isOpen onClose={onClose} title={t('accounts.grab.title', { name })}>
      <div className="flex flex-col gap-5">
        {running && <GrabProgress id={id} grab={running} />}
        {!running && may('grab') && <GrabForm session={session} />}
        {!running && last && (
          <section className="flex flex-col gap-3 border-t border-line pt-4">
            <h3 className="font-semibold">{t('accounts.grab.last')}</h3>
            <GrabResult grab={last} />
          </section>
        )}
      </div>
    </Dialog>
  );
}

function GrabForm({ session }: { readonly session: Session }) {
  const { t } = useText();
  const [kind, setKind] = useState<GrabKind>('all');
  const [isRefresh, setIsRefresh] = useState(false);
  const start = useStartGrab(session.session_id);
  if (session.status !== 'connected') {
    return <Notice tone="warn">{t('accounts.grab.not_connected')}</Notice>;
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({ kind, ...(isRefresh && kind !== 'contacts' && { refresh: true }) });
      }}
    >
      <SelectField
        label={t('accounts.grab.kind')}
        value={kind}
        choices={GRAB_KINDS.map((value) => ({ value, label: t(`accounts.grab.kind.${value}`) }))}
        onChange={(event) => setKind(event.target.value as GrabKind)}
      />
      {kind !== 'contacts' && (
        <RefreshChoice id={session.session_id} isChosen={isRefresh} onChoose={setIsRefresh} />
      )}
      {session.sync?.state === 'syncing' && (
        <p className="text-muted">{t('accounts.grab.early')}</p>
      )}
      {start.isError && <ErrorNotice error={start.error} />}
      <Button kind="main" type="submit" className="self-start" isBusy={start.isPending}>
        {t('accounts.grab')}
      </Button>
    </form>
  );
}

type RefreshProps = {
  readonly id: string;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
};

/** What WhatsApp sees is limited: how often it may still be asked, and when again. */
function RefreshChoice({ id, isChosen, onChoose }: RefreshProps) {
  const { t, time } = useText();
  const { data: status } = useQuery(statusQuery(id));
  const { left = null, next_at = null } = status?.budget.refreshes ?? {};
  const isSpent = left === 0;
  const budget = isSpent
    ? t('accounts.grab.refresh_spent', { time: time(next_at) })
    : left !== null && t('accounts.grab.refresh_left', { count: left });
  return (
    <CheckField
      label={t('accounts.grab.refresh')}
      hint={
        <>
          {t('accounts.grab.refresh.hint')} {budget}
        </>
      }
      checked={isChosen && !isSpent}
      disabled={isSpent}
      onChange={(event) => onChoose(event.target.checked)}
    />
  );
}
