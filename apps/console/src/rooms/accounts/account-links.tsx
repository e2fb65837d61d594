import { Link } from '@tanstack/react-router';
import { useText } from '../../text/use-text.ts';
import { buttonLook } from '../../ui/button.tsx';

type LinkProps = { readonly id: string };

const PLACES = ['contacts', 'groups', 'changes'] as const;

// Each room reads the account from its own search parameters.
/** The rooms that show this account. */
export function AccountLinks({ id }: LinkProps) {
  const { t } = useText();
  return (
    <ul className="flex flex-wrap gap-x-4">
      {PLACES.map((place) => (
        <li key={place}>
          <Link
            to={`/${place}`}
            search={{ account: id }}
            className="inline-flex min-h-9 items-center text-accent-text underline-offset-4 hover:underline"
          >
            {t(`nav.${place}`)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Where a person goes after the first grab. */
export function OpenContacts({ id }: LinkProps) {
  const { t } = useText();
  return (
    <Link to="/contacts" search={{ account: id }} className={buttonLook('main')}>
      {t('accounts.open_contacts')}
    </Link>
  );
}
