import { Link } from '@tanstack/react-router';
import { useMe } from '../signed-in/use-me.ts';
import { useText } from '../text/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import { placesOf } from './places.ts';

const LINK =
  'flex min-h-10 items-center gap-3 rounded-lg px-3 text-muted transition hover:bg-accent-soft hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent-text';

export function Navigation({ onChoose }: { readonly onChoose?: () => void }) {
  const { t } = useText();
  const me = useMe();
  return (
    <nav aria-label={t('app.menu')} className="flex flex-col gap-0.5 p-3">
      {placesOf(me).map(({ to, icon, title }) => (
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
