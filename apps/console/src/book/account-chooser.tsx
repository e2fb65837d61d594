import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessionsQuery } from '../api/queries.ts';
import { useText } from '../text/use-text.ts';
import { buttonLook } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { EmptyState } from '../ui/notice.tsx';

export type Account = {
  readonly session_id: string;
  readonly session_name: string;
  /** Its own. Null: it was never linked. */
  readonly phone_number: string | null;
};

type Accounts = {
  /** Null: they are not loaded yet. */
  readonly accounts: readonly Account[] | null;
  /** The one that the address names, else the first. Null: no account, or not loaded yet. */
  readonly account: Account | null;
  readonly error: unknown;
};

/** The accounts that the key may see, and the one that a screen shows. */
export function useAccount(named: string | undefined): Accounts {
  const { data, error } = useQuery(sessionsQuery);
  const accounts = data?.sessions ?? null;
  const chosen = accounts?.find(({ session_id }) => session_id === named);
  return { accounts, account: chosen ?? accounts?.[0] ?? null, error };
}

type ChooserProps = {
  readonly accounts: readonly Account[];
  /** Null: all accounts. */
  readonly value: string | null;
  readonly onChoose: (id: string | null) => void;
  /** Also offers all accounts together. */
  readonly hasAll?: boolean;
};

/** Which account a screen shows. The address holds it as `account`. */
export function AccountChooser({ accounts, value, onChoose, hasAll = false }: ChooserProps) {
  const { t } = useText();
  if (accounts.length < 2 && !hasAll) return null;
  const choices = accounts.map(({ session_id, session_name }) => ({
    value: session_id,
    label: session_name,
  }));
  const all = { value: '', label: t('account.all') };
  return (
    <SelectField
      label={t('account.choose')}
      hideLabel
      className="w-56 max-w-full"
      value={value ?? ''}
      choices={hasAll ? [all, ...choices] : choices}
      onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
    />
  );
}

/** What a screen shows while there is no account at all. */
export function NoAccount() {
  const { t } = useText();
  return (
    <EmptyState
      icon="accounts"
      title={t('account.none')}
      action={
        <Link to="/" className={buttonLook('main')}>
          {t('nav.accounts')}
        </Link>
      }
    >
      {t('account.none.text')}
    </EmptyState>
  );
}
