import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useText } from '../../text/use-text.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { Session } from './account-state.ts';
import { useAccountAction, useKeep, type Verb } from './use-account-action.ts';

export type AccountDialog = 'rename' | 'logout' | 'delete';

type MenuProps = {
  readonly session: Session;
  readonly trigger: ReactElement;
  readonly onOpen: (dialog: AccountDialog) => void;
};

/** Everything that a key with the scope `manage` may do with an account. The click on its button has loaded it. */
export function AccountMenu({ session, trigger, onOpen }: MenuProps) {
  const { t } = useText();
  const navigate = useNavigate({ from: '/' });
  const { mutate } = useAccountAction(session);
  const keep = useKeep(session);
  const { session_id: id } = session;
  const other = session.keep === 'awake' ? 'asleep' : 'awake';
  const pair = () => void navigate({ search: (before) => ({ ...before, pair: id }) });
  return (
    <Menu trigger={trigger} isOpenAtFirst>
      <MenuItem onChoose={() => onOpen('rename')}>{t('accounts.rename')}</MenuItem>
      {session.status !== 'connected' && <MenuItem onChoose={pair}>{t('accounts.pair')}</MenuItem>}
      {verbsOf(session).map((verb) => (
        <MenuItem key={verb} onChoose={() => mutate(verb)}>
          {t(`accounts.${verb}`)}
        </MenuItem>
      ))}
      <MenuItem onChoose={() => keep.mutate(other)}>{t(`accounts.keep.${other}`)}</MenuItem>
      <div className="mt-1 border-t border-line pt-1">
        <MenuItem isDanger onChoose={() => onOpen('logout')}>
          {t('accounts.logout')}
        </MenuItem>
        <MenuItem isDanger onChoose={() => onOpen('delete')}>
          {t('accounts.delete')}
        </MenuItem>
      </div>
    </Menu>
  );
}

function verbsOf({ status, asleep }: Session): readonly Verb[] {
  if (asleep) return ['start', 'stop'];
  const runs = status === 'connected' || status === 'connecting' || status === 'qr';
  return runs ? ['restart', 'stop'] : ['start'];
}
