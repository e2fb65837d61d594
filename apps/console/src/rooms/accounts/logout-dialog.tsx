import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import type { Session } from './account-state.ts';
import { useAccountAction } from './use-account-action.ts';

export type AccountDialogProps = { readonly session: Session; readonly onClose: () => void };

/** Unlinks the device. What is stored stays. */
export function LogoutDialog({ session, onClose }: AccountDialogProps) {
  const { t } = useText();
  const { mutate, isPending, error } = useAccountAction(session);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('accounts.logout')}
      text={t('accounts.logout.text', { name: session.session_name })}
    >
      <div className="flex flex-col gap-4">
        {error !== null && <ErrorNotice error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            kind="danger"
            isBusy={isPending}
            onClick={() => mutate('logout', { onSuccess: onClose })}
          >
            {t('accounts.logout')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
