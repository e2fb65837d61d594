import type { MemberOfGroups } from '@grabber/contracts/api/membership';
import { Link } from '@tanstack/react-router';
import type { Account } from '../../book/account-chooser.tsx';
import { TextOrNumber } from '../../book/phone-number.tsx';
import { useText } from '../../text/use-text.ts';
import { Pill } from '../../ui/notice.tsx';
import type { VirtualColumn } from '../../ui/table/virtual-table.tsx';
import { LidCell, NameCell, NumberCell } from './person-cells.tsx';

const MOST_NAMES = 3;

/** What the list of people shows of each. */
export function usePeopleColumns({
  session_id: account,
  phone_number: own,
}: Account): readonly VirtualColumn<MemberOfGroups>[] {
  const { t } = useText();
  return [
    {
      title: t('groups.column.name'),
      cell: (person) =>
        person.is_contact ? (
          <NameCell account={account} person={person} />
        ) : (
          <span className="block truncate font-medium">
            <TextOrNumber text={person.name} />
          </span>
        ),
    },
    { title: t('groups.column.number'), cell: (person) => <NumberCell person={person} /> },
    { title: t('groups.column.lid'), cell: ({ lid }) => <LidCell lid={lid} /> },
    {
      title: t('groups.column.contact'),
      cell: ({ is_contact, phone_number }) => {
        if (own !== null && phone_number === own) {
          return <Pill tone="accent">{t('groups.is.self')}</Pill>;
        }
        return (
          <Pill tone={is_contact ? 'good' : 'plain'}>
            {t(is_contact ? 'groups.is.contact' : 'groups.is.no_contact')}
          </Pill>
        );
      },
    },
    {
      title: t('groups.column.groups'),
      cell: ({ groups }) => <GroupNames account={account} groups={groups} />,
    },
  ];
}

type NamesProps = { readonly account: string; readonly groups: MemberOfGroups['groups'] };

function GroupNames({ account, groups }: NamesProps) {
  const { t, number } = useText();
  const more = groups.length - MOST_NAMES;
  return (
    <p className="text-sm">
      <span className="me-1.5 font-medium tabular-nums">{number(groups.length)}</span>
      {groups.slice(0, MOST_NAMES).map(({ group_id, group_name, role }, index) => (
        <span key={group_id}>
          {index > 0 && ', '}
          <Link
            to="/groups"
            search={{ account, group: group_id }}
            className="inline-block max-w-48 truncate align-bottom underline-offset-4 hover:underline"
          >
            <bdi>{group_name ?? t('groups.unnamed')}</bdi>
          </Link>
          {role !== 'participant' && (
            <span className="text-muted"> ({t(`groups.role.${role}`)})</span>
          )}
        </span>
      ))}
      {more > 0 && <span className="text-muted"> {t('groups.people.more', { count: more })}</span>}
    </p>
  );
}
