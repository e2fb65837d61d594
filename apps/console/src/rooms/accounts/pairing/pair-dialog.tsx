import { useEffect, useState } from 'react';
import { useText } from '../../../text/use-text.ts';
import { Button, Spinner } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { AccountProblem } from '../account-problem.tsx';
import type { Session } from '../account-state.ts';
import type { AccountDialogProps } from '../logout-dialog.tsx';
import { useAccountAction } from '../use-account-action.ts';
import { PairCode } from './pair-code.tsx';
import { PairHelp, PairPromise } from './pair-help.tsx';
import { PairLinked } from './pair-linked.tsx';
import { PairQr } from './pair-qr.tsx';

/** Links a phone: the browser starts, the phone scans, the account loads, the first grab stores it. */
export function PairDialog({ session, onClose }: AccountDialogProps) {
  const { t } = useText();
  const { status, session_name: name } = session;
  // The person who saw the QR here has linked the phone just now: the first grab may follow by itself.
  const [wasScanned, setWasScanned] = useState(false);
  useEffect(() => {
    if (status === 'qr') setWasScanned(true);
  }, [status]);
  const loading = wasScanned ? 'accounts.pair.loading' : 'accounts.pair.starting';
  return (
    <Dialog isOpen isWide onClose={onClose} title={t('accounts.pair.title', { name })}>
      <div className="flex flex-col gap-5">
        <p role="status" className="sr-only">
          {status === 'qr' && t('accounts.do.waiting')}
          {status === 'connecting' && t(loading)}
          {status === 'connected' && t('accounts.pair.linked')}
        </p>
        {status === 'qr' && <Scan session={session} />}
        {status === 'connecting' && (
          <p className="flex items-center gap-3 py-8">
            <Spinner className="size-6 text-accent" />
            {t(loading)}
          </p>
        )}
        {status === 'connected' && (
          <PairLinked session={session} isNew={wasScanned} onClose={onClose} />
        )}
        {(status === 'disconnected' || status === 'logged_out' || status === 'failed') && (
          <Begin session={session} />
        )}
      </div>
    </Dialog>
  );
}

function Scan({ session }: { readonly session: Session }) {
  const { t } = useText();
  const { session_id: id, action_required } = session;
  return (
    <>
      <AccountProblem session={{ action_required, last_error: null }} tone="warn" />
      <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        <section className="flex flex-col gap-3">
          <h3 className="font-semibold">{t('accounts.pair.by_qr')}</h3>
          <PairQr id={id} />
        </section>
        <section className="flex flex-col gap-3">
          <h3 className="font-semibold">{t('accounts.pair.by_code')}</h3>
          <PairCode id={id} />
        </section>
      </div>
      <PairHelp />
      <PairPromise />
    </>
  );
}

/** No browser runs: what will happen, and the start of it. */
function Begin({ session }: { readonly session: Session }) {
  const { t } = useText();
  const { mutate, isPending } = useAccountAction(session);
  return (
    <>
      <AccountProblem session={session} tone="warn" />
      <p>{t('accounts.pair.begin')}</p>
      <PairPromise />
      <Button kind="main" className="self-start" isBusy={isPending} onClick={() => mutate('start')}>
        {t('accounts.pair.start')}
      </Button>
    </>
  );
}
