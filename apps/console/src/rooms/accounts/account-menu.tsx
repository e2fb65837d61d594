import { useNavigate } from '@tanstack/react-router';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { Session } from './account-state.ts';
import { useAccountAction, useKeep, type Verb } from './use-account-action.ts';

export type AccountDialog = 'rename' | 'logout' | 'delete';

type MenuProps = {
  readonly session: Session;
  readonly onOpen: (dialog: AccountDialog) => void;
};

/** Everything that a key with the scope `manage` may do with an account. */
export function AccountMenu({ session, onOpen }: MenuProps) {
  const { t } = useText();
  const { may } = useMe();
  const navigate = useNavigate({ from: '/' });
  const { mutate } = useAccountAction(session);
  const keep = useKeep(session);
  if (!may('manage')) return null;
  const { session_id: id, session_name: name } = session;
  const other = session.keep === 'awake' ? 'asleep' : 'awake';
  const pair = () => void navigate({ search: (before) => ({ ...before, pair: id }) });
  return (
    <Menu
      trigger={
        <IconButton label={t('accounts.menu', { name })} className="-me-2 -mt-1">
          <Icon name="more" className="stroke-3" />
        </IconButton>
      }
    >
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
