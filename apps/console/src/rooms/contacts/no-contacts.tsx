import { Link } from '@tanstack/react-router';
import { useText } from '../../text/use-text.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import type { ContactsSearch } from './contacts-search.ts';
import { type ChangeSearch, filtersSet, NO_FILTERS } from './filter/filter-chips.tsx';

type NoContactsProps = {
  readonly search: ContactsSearch;
  readonly onChange: ChangeSearch;
  readonly hasAccounts: boolean;
};

/** Why the table is empty, and what fills it. */
export function NoContacts({ search, onChange, hasAccounts }: NoContactsProps) {
  const { t } = useText();
  if (search.q !== undefined || filtersSet(search).length > 0) {
    return (
      <EmptyState
        icon="search"
        title={t('contacts.none_match')}
        action={
          <Button onClick={() => onChange({ ...NO_FILTERS, q: undefined })}>
            {t('contacts.filters_clear')}
          </Button>
        }
      >
        {t('contacts.none_match_text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="contacts"
      title={t('contacts.none')}
      action={
        <Link to="/" className={buttonLook('main')}>
          {t('contacts.to_accounts')}
        </Link>
      }
    >
      {t(hasAccounts ? 'contacts.none_grabbed' : 'contacts.none_linked')}
    </EmptyState>
  );
}
