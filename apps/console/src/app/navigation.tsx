import { Link } from '@tanstack/react-router';
import type { Scope } from '../api/me.ts';
import { useMe } from '../signed-in/use-me.ts';
import type { MessageId } from '../text/messages/id.ts';
import { useText } from '../text/use-text.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

type Place = {
  readonly to:
    | '/'
    | `/${'contacts' | 'groups' | 'changes' | 'grabs' | 'schedules' | 'webhooks' | 'access' | 'system'}`;
  readonly icon: IconName;
  readonly title: MessageId;
  /** Without it the place is not offered. */
  readonly needs: Scope;
};

/** The rooms of the console, in the order of the menu. */
const PLACES: readonly Place[] = [
  { to: '/', icon: 'accounts', title: 'nav.accounts', needs: 'read' },
  { to: '/contacts', icon: 'contacts', title: 'nav.contacts', needs: 'read' },
  { to: '/groups', icon: 'groups', title: 'nav.groups', needs: 'read' },
  { to: '/changes', icon: 'changes', title: 'nav.changes', needs: 'read' },
  { to: '/grabs', icon: 'grabs', title: 'nav.grabs', needs: 'read' },
  { to: '/schedules', icon: 'schedules', title: 'nav.schedules', needs: 'grab' },
  { to: '/webhooks', icon: 'webhooks', title: 'nav.webhooks', needs: 'manage' },
  { to: '/access', icon: 'access', title: 'nav.access', needs: 'admin' },
  { to: '/system', icon: 'health', title: 'nav.health', needs: 'read' },
];

const LINK =
  'flex min-h-10 items-center gap-3 rounded-lg px-3 text-muted transition hover:bg-accent-soft hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent-text';

export function Navigation({ onChoose }: { readonly onChoose?: () => void }) {
  const { t } = useText();
  const { may } = useMe();
  return (
    <nav aria-label={t('app.menu')} className="flex flex-col gap-0.5 p-3">
      {PLACES.filter(({ needs }) => may(needs)).map(({ to, icon, title }) => (
        <Link
          key={to}
          to={to}
          onClick={onChoose}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          className={LINK}
        >
          <Icon name={icon} />
          {t(title)}
        </Link>
      ))}
    </nav>
  );
}
