import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { keysQuery } from '../../api/queries.ts';
import { useSessions } from '../../api/sessions.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { type AccessSearch, OUTCOMES, readAccessSearch } from './access-search.ts';

/** What the audit shows. Each choice is in the address at once. */
export function AuditFilters() {
  const { t } = useText();
  const search = useSearch({ from: '/access' });
  const navigate = useNavigate({ from: '/access' });
  const choose = (changed: Partial<Record<keyof AccessSearch, string>>) =>
    void navigate({
      replace: true,
      search: (before) => readAccessSearch({ ...before, ...changed, tab: 'audit' }),
    });
  const isFiltered = Object.entries(search).some(
    ([name, value]) => name !== 'tab' && value !== undefined,
  );
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] items-end gap-3">
      <Selects search={search} choose={choose} />
      <TextField
        // The field follows the address, and the address follows the field when it is left.
        key={search.route}
        label={t('access.audit.route')}
        dir="ltr"
        placeholder="/api/sessions/:id/contacts"
        defaultValue={search.route}
        onBlur={(event) => choose({ route: event.target.value.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') choose({ route: event.currentTarget.value.trim() });
        }}
      />
      <TextField
        label={t('access.audit.since')}
        type="date"
        value={search.since ?? ''}
        onChange={(event) => choose({ since: event.target.value })}
      />
      <TextField
        label={t('access.audit.until')}
        type="date"
        value={search.until ?? ''}
        onChange={(event) => choose({ until: event.target.value })}
      />
      {isFiltered && (
        <Button kind="quiet" onClick={() => void navigate({ search: { tab: 'audit' } })}>
          {t('access.audit.clear')}
        </Button>
      )}
    </div>
  );
}

type SelectsProps = {
  readonly search: AccessSearch;
  readonly choose: (changed: Partial<Record<keyof AccessSearch, string>>) => void;
};

function Selects({ search, choose }: SelectsProps) {
  const { t } = useText();
  const { sessions } = useSessions();
  const { data } = useQuery(keysQuery);
  const keys = (data?.keys ?? []).map(({ key_id, name }) => ({ value: key_id, label: name }));
  const accounts = sessions.map((one) => ({ value: one.session_id, label: one.session_name }));
  const all = { value: '', label: t('access.audit.all') };
  return (
    <>
      <SelectField
        label={t('access.audit.key')}
        value={search.key ?? ''}
        choices={[all, { value: 'admin', label: t('access.admin_key') }, ...keys]}
        onChange={(event) => choose({ key: event.target.value })}
      />
      <SelectField
        label={t('access.audit.session')}
        value={search.session ?? ''}
        choices={[all, ...accounts]}
        onChange={(event) => choose({ session: event.target.value })}
      />
      <SelectField
        label={t('access.audit.outcome')}
        value={search.outcome ?? ''}
        choices={[
          all,
          ...OUTCOMES.map((value) => ({ value, label: t(`access.outcome.${value}`) })),
        ]}
        onChange={(event) => choose({ outcome: event.target.value })}
      />
    </>
  );
}
