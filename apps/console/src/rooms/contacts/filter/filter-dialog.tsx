import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import type { ContactsSearch } from '../contacts-search.ts';
import {
  type ChangeSearch,
  type FilterName,
  filtersOffered,
  filtersSet,
  NO_FILTERS,
} from './filter-chips.tsx';
import { type Choice, choiceOf } from './filter-choices.ts';
import { useNames } from './filter-names.ts';

type FilterDialogProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly search: ContactsSearch;
  readonly onChange: ChangeSearch;
  /** How many match. Null: not counted yet. */
  readonly total: number | null;
};

/** All filters. Each works at once, so that the table behind it answers. */
export function FilterDialog({ isOpen, onClose, search, onChange, total }: FilterDialogProps) {
  const { t } = useText();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('contacts.filters')} place="side">
      <div className="grid gap-4 sm:grid-cols-2">
        {filtersOffered(search).map((name) => (
          <Filter key={name} name={name} search={search} onChange={onChange} />
        ))}
      </div>
      {search.account === undefined && (
        <p className="mt-4 text-sm text-muted">{t('contacts.filters_of_one_account')}</p>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button disabled={filtersSet(search).length === 0} onClick={() => onChange(NO_FILTERS)}>
          {t('contacts.filters_clear')}
        </Button>
        <Button kind="main" onClick={onClose}>
          {total === null ? t('action.close') : t('contacts.filters_done', { count: total })}
        </Button>
      </div>
    </Dialog>
  );
}

type FilterProps = Pick<FilterDialogProps, 'search' | 'onChange'> & { readonly name: FilterName };

function Filter({ name, search, onChange }: FilterProps) {
  const { t } = useText();
  const names = useNames(name, search.account);
  const choices = useChoices(name, names.choices);
  const label = t(`contacts.filter.${name}`);
  if (name === 'changed') return <DayFilter search={search} onChange={onChange} />;
  if (name === 'field' || names.areTyped)
    return <TypedFilter name={name} search={search} onChange={onChange} />;
  const value = search[name];
  const known = choices.some((choice) => choice.value === String(value));
  const all = known || value === undefined ? choices : [...choices, choiceOf(String(value))];
  const isFlag = typeof value === 'boolean' || choices.every((choice) => isFlagText(choice.value));
  return (
    <SelectField
      label={label}
      value={value === undefined ? '' : String(value)}
      choices={[{ value: '', label: t('contacts.any') }, ...all]}
      onChange={({ target }) => {
        const chosen = target.value;
        const set = isFlag && choices.length > 0 ? chosen === 'true' : chosen;
        onChange({ [name]: chosen === '' ? undefined : set });
      }}
    />
  );
}

const isFlagText = (text: string) => text === 'true' || text === 'false';

function useChoices(name: FilterName, names: readonly Choice[]): readonly Choice[] {
  const { t } = useText();
  switch (name) {
    case 'type':
      return [
        { value: 'individual', label: t('contacts.person') },
        { value: 'group', label: t('contacts.group') },
      ];
    case 'status':
      return (['active', 'inactive'] as const).map((value) => ({
        value,
        label: t(`contacts.status.${value}`),
      }));
    case 'whatsapp':
      return [{ value: 'false', label: t('contacts.without_whatsapp') }];
    case 'label':
    case 'tag':
    case 'group':
      return names;
    default:
      return [
        { value: 'true', label: t('contacts.yes') },
        { value: 'false', label: t('contacts.no') },
      ];
  }
}

function DayFilter({ search, onChange }: Omit<FilterProps, 'name'>) {
  const { t } = useText();
  return (
    <TextField
      type="date"
      label={t('contacts.filter.changed')}
      hint={t('contacts.changed_hint')}
      value={search.changed?.slice(0, 'yyyy-mm-dd'.length) ?? ''}
      onChange={({ target }) => onChange({ changed: target.value || undefined })}
    />
  );
}

function TypedFilter({ name, search, onChange }: FilterProps) {
  const { t } = useText();
  const isField = name === 'field';
  return (
    <TextField
      label={t(`contacts.filter.${name}`)}
      hint={t(isField ? 'contacts.field_hint' : 'contacts.whole_name_hint')}
      defaultValue={String(search[name] ?? '')}
      {...(isField && { pattern: '[a-z][a-z0-9_]{0,39}:.*' })}
      onBlur={({ target }) => {
        const isUsable = target.value === '' || target.checkValidity();
        if (isUsable) onChange({ [name]: target.value || undefined });
      }}
    />
  );
}
