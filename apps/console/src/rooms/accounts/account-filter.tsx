import { useNavigate, useSearch } from '@tanstack/react-router';
import { useText } from '../../text/use-text.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { type AccountsSearch, SHOWN } from './accounts-search.ts';

/** Which cards are shown, as the address says it. */
export function AccountFilter({ found }: { readonly found: number }) {
  const { t } = useText();
  const search = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const change = (changes: { readonly [Key in keyof AccountsSearch]?: string }) =>
    void navigate({
      search: (before) => ({ ...before, ...changes }) as AccountsSearch,
      replace: true,
    });
  const choices = SHOWN.map((value) => ({ value, label: t(`accounts.is.${value}`) }));
  return (
    <search className="flex flex-wrap items-end gap-3">
      <TextField
        label={t('accounts.filter')}
        type="search"
        className="w-72 max-w-full"
        value={search.q ?? ''}
        onChange={(event) => change({ q: event.target.value })}
      />
      <SelectField
        label={t('accounts.filter_status')}
        className="w-56 max-w-full"
        value={search.status ?? ''}
        choices={[{ value: '', label: t('accounts.filter_all') }, ...choices]}
        onChange={(event) => change({ status: event.target.value })}
      />
      <p role="status" className="min-h-9 content-center text-muted">
        {t('accounts.count', { count: found })}
      </p>
    </search>
  );
}
