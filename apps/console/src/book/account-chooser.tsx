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
  /** The one that the address names, or the first where it names none. Null: no such account, or not loaded yet. */
  readonly account: Account | null;
  /** The address names one that was deleted, or that is not for the key. */
  readonly isMissing: boolean;
  readonly error: unknown;
};

/** The accounts that the key may see, and the one that a screen shows. */
export function useAccount(named: string | undefined): Accounts {
  const { data, error } = useQuery(sessionsQuery);
  const isMissing = useIsMissing(named);
  const accounts = data?.sessions ?? null;
  const chosen = accounts?.find(({ session_id }) => session_id === named);
  const account = (named === undefined ? accounts?.[0] : chosen) ?? null;
  return { accounts, account, isMissing, error };
}

/** Whether an address names an account that was deleted, or that the key may not see. */
export function useIsMissing(named: string | undefined): boolean {
  const { data, isFetching } = useQuery(sessionsQuery);
  // A list that is on its way may bring it. Without any account a screen says what comes first.
  if (named === undefined || isFetching || !data || data.sessions.length === 0) return false;
  return data.sessions.every(({ session_id }) => session_id !== named);
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
  const isUnknown = value !== null && !accounts.some(({ session_id }) => session_id === value);
  if (accounts.length < 2 && !hasAll && !isUnknown) return null;
  const choices = accounts.map(({ session_id, session_name }) => ({
    value: session_id,
    label: session_name,
  }));
  const all = { value: '', label: t('account.all') };
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <SelectField
      label={t('account.choose')}
      hideLabel
      // A long name is cut.
      title={chosen?.label}
      className="max-w-[min(20rem,88vw)] min-w-56"
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

/** What a screen shows in place of an account that the key may not see, or that was deleted. */
export function MissingAccount() {
  const { t } = useText();
  return (
    <EmptyState icon="search" title={t('account.missing')}>
      {t('account.missing.text')}
    </EmptyState>
  );
}
