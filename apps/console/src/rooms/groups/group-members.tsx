import type { StoredParticipant } from '@grabber/contracts/api/group';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useText } from '../../text/use-text.ts';
import type { VirtualColumn } from '../../ui/table/virtual-table.tsx';
import { membersQuery } from './group-queries.ts';
import { PeopleTable } from './people-table.tsx';
import { RolePill } from './person-cells.tsx';

type MembersProps = { readonly account: string; readonly groupId: string };

/** Who is in the group now. */
export function GroupMembers({ account, groupId }: MembersProps) {
  const { t, day } = useText();
  const members = useInfiniteQuery(membersQuery(account, groupId));
  const columns: readonly VirtualColumn<StoredParticipant>[] = [
    { title: t('groups.column.role'), cell: ({ role }) => <RolePill role={role} /> },
    {
      title: t('groups.column.since'),
      className: 'text-sm text-muted',
      cell: ({ joined_at }) =>
        joined_at === null ? (
          <span className="max-md:hidden">{t('groups.since.unknown')}</span>
        ) : (
          <>
            <span className="md:hidden">{t('groups.column.since')} </span>
            {day(joined_at)}
          </>
        ),
    },
  ];
  return (
    <PeopleTable
      account={account}
      label={t('groups.tab.members')}
      pages={members}
      rows={members.data?.pages.flatMap(({ participants }) => participants) ?? []}
      columns={columns}
      none={t('groups.members.none')}
      noneText={t('groups.members.none.text')}
    />
  );
}
