import { Link, useMatches } from '@tanstack/react-router';
import { useMe } from '../signed-in/use-me.ts';
import { useText } from '../text/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import { accountAt, placesOf, searchWith } from './places.ts';

const LINK =
  'flex min-h-10 items-center gap-3 rounded-lg px-3 text-muted transition hover:bg-accent-soft hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent-text';

export function Navigation({ onChoose }: { readonly onChoose?: () => void }) {
  const { t } = useText();
  const me = useMe();
  const account = useMatches({
    select: (matches) => accountAt(matches.at(-1)?.routeId ?? '', matches.at(-1)?.search ?? {}),
  });
  return (
    <nav aria-label={t('app.menu')} className="flex flex-col gap-0.5 p-3">
      {placesOf(me).map(({ to, icon, title }) => (
        <Link
          key={to}
          to={to}
          // Each room reads what is its own; their types have nothing in common.
          search={searchWith(to, account) as never}
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
