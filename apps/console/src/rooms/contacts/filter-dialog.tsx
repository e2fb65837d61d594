import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import type { ContactsSearch } from './contacts-search.ts';
import {
  type ChangeSearch,
  type FilterName,
  filtersOffered,
  filtersSet,
  NO_FILTERS,
} from './filter-chips.tsx';

const MOST_GROUPS = 1_000;
const TEN_MINUTES_MS = 600_000;

type Choice = { readonly value: string; readonly label: string };

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
  const choices = useChoices(name, search.account);
  const label = t(`contacts.filter.${name}`);
  if (name === 'changed') return <DayFilter search={search} onChange={onChange} />;
  const isTyped = name === 'field' || (search.account === undefined && isName(name));
  if (isTyped) return <TypedFilter name={name} search={search} onChange={onChange} />;
  const value = search[name];
  const known = choices.some((choice) => choice.value === String(value));
  const all = known || value === undefined ? choices : [...choices, ofText(String(value))];
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

const isName = (name: FilterName) => name === 'label' || name === 'tag';
const isFlagText = (text: string) => text === 'true' || text === 'false';
const ofText = (text: string): Choice => ({ value: text, label: text });

function useChoices(name: FilterName, session: string | undefined): readonly Choice[] {
  const { t } = useText();
  const names = useNames(name, session);
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

/** The labels, tags or groups that an account has. Over all accounts the name is typed. */
function useNames(name: FilterName, session: string | undefined): readonly Choice[] {
  const { data = [] } = useQuery({
    queryKey: KEYS.contacts('names', name, session),
    enabled: session !== undefined && (name === 'label' || name === 'tag' || name === 'group'),
    staleTime: TEN_MINUTES_MS,
    queryFn: () => readNames(name, session ?? ''),
  });
  return data;
}

async function readNames(name: FilterName, id: string): Promise<Choice[]> {
  const path = { id };
  if (name === 'label') {
    const { labels } = await dataOf(api.GET('/api/sessions/{id}/labels', { params: { path } }));
    return labels.map((label) => ofText(label.name));
  }
  if (name === 'tag') {
    const { tags } = await dataOf(api.GET('/api/sessions/{id}/tags', { params: { path } }));
    return tags.map((tag) => ofText(tag.name));
  }
  const query = { limit: MOST_GROUPS };
  const params = { path, query };
  const { groups } = await dataOf(api.GET('/api/sessions/{id}/groups', { params }));
  const choices = groups.map((group) => ({ value: group.contact_id, label: group.name }));
  return choices.sort((one, other) => one.label.localeCompare(other.label));
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
