import { Link } from '@tanstack/react-router';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { nextStep, type Session } from './account-state.ts';
import { useAccountAction } from './use-account-action.ts';

type StepProps = { readonly session: Session; readonly isGrabbing: boolean };

/** The one thing to do next with an account. */
export function AccountStep({ session, isGrabbing }: StepProps) {
  const { t } = useText();
  const { may } = useMe();
  const { mutate, isPending } = useAccountAction(session);
  const id = session.session_id;
  const step = nextStep(session);
  if (step === 'start' && may('manage')) {
    return (
      <Button
        kind={session.action_required ? 'plain' : 'main'}
        isBusy={isPending}
        onClick={() => mutate('start')}
      >
        {t('accounts.start')}
      </Button>
    );
  }
  if (step === 'pair' && may('manage')) {
    return (
      <Link to="/" search={(before) => ({ ...before, pair: id })} className={buttonLook('main')}>
        {t('accounts.pair')}
      </Link>
    );
  }
  if (step === 'grab' && may('grab')) {
    return (
      <Link
        to="/"
        search={(before) => ({ ...before, grab: id })}
        className={buttonLook(isGrabbing ? 'plain' : 'main')}
      >
        {isGrabbing ? t('accounts.grab_watch') : t('accounts.grab')}
      </Link>
    );
  }
  return null;
}
