import type { StoredPastParticipant } from '@grabber/contracts/api/group';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useText } from '../../text/use-text.ts';
import type { VirtualColumn } from '../../ui/table/virtual-table.tsx';
import { pastMembersQuery } from './group-queries.ts';
import { PeopleTable } from './people-table.tsx';

type PastProps = { readonly account: string; readonly groupId: string };

/** Who has left the group, as far as WhatsApp Web has said it or a grab has noticed. */
export function GroupPast({ account, groupId }: PastProps) {
  const { t, day } = useText();
  const past = useInfiniteQuery(pastMembersQuery(account, groupId));
  const columns: readonly VirtualColumn<StoredPastParticipant>[] = [
    {
      title: t('groups.column.how'),
      cell: ({ reason }) => t(`groups.reason.${reason ?? 'unknown'}`),
    },
    {
      title: t('groups.column.left_at'),
      className: 'text-sm text-muted',
      cell: ({ left_at }) => (left_at === null ? t('groups.since.unknown') : day(left_at)),
    },
  ];
  return (
    <PeopleTable
      account={account}
      label={t('groups.tab.past')}
      pages={past}
      rows={past.data?.pages.flatMap(({ past_participants }) => past_participants) ?? []}
      columns={columns}
      none={t('groups.past.none')}
      noneText={t('groups.past.none.text')}
    />
  );
}
