import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { keysQuery } from '../../api/queries.ts';
import { useSessions } from '../../api/sessions.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type AccessSearch, filterCount, OUTCOMES, readAccessSearch } from './access-search.ts';

/** What the audit shows. Each choice is in the address at once. */
export function AuditFilters() {
  const { t, number } = useText();
  const search = useSearch({ from: '/access' });
  const navigate = useNavigate({ from: '/access' });
  const choose = (changed: Partial<Record<keyof AccessSearch, string>>) =>
    void navigate({
      replace: true,
      search: (before) => readAccessSearch({ ...before, ...changed, tab: 'audit' }),
    });
  const count = filterCount(search);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="flex flex-col gap-3">
      {/* On a phone six fields would push the table out of sight. */}
      <Button
        className="self-start sm:hidden"
        aria-expanded={isOpen}
        aria-controls="audit-filters"
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('access.audit.filters')}
        {count > 0 && <span className="tabular-nums">{number(count)}</span>}
        <Icon name="down" className="size-4" />
      </Button>
      <div
        id="audit-filters"
        className={classNames(
          'grid items-end gap-3 sm:grid-cols-2 md:grid-cols-3 2xl:grid-cols-6',
          !isOpen && 'max-sm:hidden',
        )}
      >
        <Selects search={search} choose={choose} />
        <RouteAndDays search={search} choose={choose} />
      </div>
      {count > 0 && (
        <Button
          kind="quiet"
          className="self-start"
          onClick={() => void navigate({ search: { tab: 'audit' } })}
        >
          {t('access.audit.clear')}
        </Button>
      )}
    </div>
  );
}

type FieldsProps = {
  readonly search: AccessSearch;
  readonly choose: (changed: Partial<Record<keyof AccessSearch, string>>) => void;
};

function RouteAndDays({ search, choose }: FieldsProps) {
  const { t } = useText();
  return (
    <>
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
    </>
  );
}

function Selects({ search, choose }: FieldsProps) {
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
