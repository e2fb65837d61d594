import { useQuery } from '@tanstack/react-query';
import { useText } from '../../text/use-text.ts';
import { RemovableChip, ToggleChip } from '../../ui/chip.tsx';
import { SelectField } from '../../ui/field.tsx';
import { groupsQuery } from './group-queries.ts';
import { MOST_GROUPS } from './groups-search.ts';
import { useGroupsAddress } from './use-groups-address.ts';

const MOST_WITHOUT_CHOICE = 10;

/** Which groups, in how many of them, contacts or not. */
export function PeopleFilters({ account }: { readonly account: string }) {
  const { t } = useText();
  const { search, change } = useGroupsAddress();
  const { data } = useQuery(groupsQuery(account, {}));
  const { groups = [], min = 1, contact } = search;
  const nameOf = (id: string) => data?.find(({ contact_id }) => contact_id === id)?.name ?? id;
  const choose = (chosen: readonly string[]) =>
    change({
      groups: chosen.length > 0 ? chosen : undefined,
      ...(chosen.length > 0 && min > chosen.length && { min: undefined }),
    });
  const rest = data?.filter(({ contact_id }) => !groups.includes(contact_id)) ?? [];
  const most = Math.max(min, groups.length || MOST_WITHOUT_CHOICE);
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <SelectField
          label={t('groups.people.add')}
          hideLabel
          className="w-60 max-w-full"
          value=""
          disabled={groups.length >= MOST_GROUPS}
          choices={[
            {
              value: '',
              label: t(groups.length === 0 ? 'groups.people.all' : 'groups.people.add'),
            },
            ...rest.map(({ contact_id, name }) => ({ value: contact_id, label: name })),
          ]}
          onChange={({ target }) => target.value && choose([...groups, target.value])}
        />
        <SelectField
          label={t('groups.people.min')}
          hideLabel
          className="max-w-full min-w-52"
          value={String(min)}
          choices={numbers.map((count) => ({
            value: String(count),
            label: t('groups.people.in_at_least', { count }),
          }))}
          onChange={({ target }) => change({ min: Number(target.value) })}
        />
        <ToggleChip
          isOn={contact === false}
          onToggle={(isOn) => change({ contact: isOn ? false : undefined })}
        >
          {t('groups.people.not_contacts')}
        </ToggleChip>
        <ToggleChip
          isOn={contact === true}
          onToggle={(isOn) => change({ contact: isOn ? true : undefined })}
        >
          {t('groups.people.contacts')}
        </ToggleChip>
      </div>
      {groups.length > 0 && (
        <ul aria-label={t('groups.people.chosen')} className="flex flex-wrap gap-2">
          {groups.map((id) => (
            <li key={id} className="max-w-full min-w-0">
              <RemovableChip
                label={t('groups.people.remove', { name: nameOf(id) })}
                onRemove={() => choose(groups.filter((one) => one !== id))}
              >
                {nameOf(id)}
              </RemovableChip>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
