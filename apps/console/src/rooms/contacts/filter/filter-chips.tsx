import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { ContactsSearch } from '../contacts-search.ts';

export type ChangeSearch = (
  changes: {
    readonly [Name in keyof ContactsSearch]?: ContactsSearch[Name] | undefined;
  },
) => void;

/** The filters in the order in which the screen shows them. */
const FILTER_NAMES = [
  ...(['type', 'status', 'saved', 'business', 'blocked', 'number', 'username'] as const),
  ...(['whatsapp', 'note', 'changed', 'label', 'tag', 'group', 'field'] as const),
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** Those that the API does not have over all accounts. */
const OF_ONE_ACCOUNT: readonly FilterName[] = ['type'];

export function filtersOffered({ account }: ContactsSearch): readonly FilterName[] {
  return FILTER_NAMES.filter((name) => account !== undefined || !OF_ONE_ACCOUNT.includes(name));
}

export function filtersSet(search: ContactsSearch): readonly FilterName[] {
  return filtersOffered(search).filter((name) => search[name] !== undefined);
}

export const NO_FILTERS = Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]));

type ChipsProps = {
  readonly search: ContactsSearch;
  readonly onChange: ChangeSearch;
  /** The name of the group of the filter. */
  readonly groupName: string | null;
};

/** The filters that are set, each with a button that takes it away. */
export function FilterChips({ search, onChange, groupName }: ChipsProps) {
  const text = useText();
  const { t } = text;
  const set = filtersSet(search);
  if (set.length === 0) return null;
  return (
    <ul aria-label={t('contacts.filters_set')} className="flex flex-wrap items-center gap-2">
      {set.map((name) => {
        const value = valueText(name, search, groupName, text);
        const title = t(`contacts.filter.${name}`);
        return (
          <li key={name}>
            <button
              type="button"
              className="inline-flex min-h-8 max-w-72 cursor-pointer items-center gap-1.5 rounded-full bg-accent-soft ps-3 pe-2 text-sm text-accent-text hover:brightness-95"
              onClick={() => onChange({ [name]: undefined })}
            >
              <span className="truncate">
                {title}: <bdi>{value}</bdi>
              </span>
              <Icon name="close" className="size-4" />
              <span className="sr-only">{t('contacts.filter_remove')}</span>
            </button>
          </li>
        );
      })}
      <li>
        <Button kind="quiet" className="min-h-8 text-sm" onClick={() => onChange(NO_FILTERS)}>
          {t('contacts.filters_clear')}
        </Button>
      </li>
    </ul>
  );
}

function valueText(
  name: FilterName,
  search: ContactsSearch,
  groupName: string | null,
  { t, day }: ReturnType<typeof useText>,
): string {
  const value = search[name];
  if (name === 'group') return groupName ?? String(value);
  if (name === 'changed') return day(String(value));
  if (name === 'type') return t(value === 'group' ? 'contacts.group' : 'contacts.person');
  if (name === 'status') return t(`contacts.status.${search.status ?? 'active'}`);
  if (typeof value === 'boolean') return t(value ? 'contacts.yes' : 'contacts.no');
  return String(value);
}
