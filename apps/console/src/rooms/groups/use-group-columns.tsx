import { Link } from '@tanstack/react-router';
import { useText } from '../../text/use-text.ts';
import { Pill } from '../../ui/notice.tsx';
import type { VirtualColumn } from '../../ui/table/virtual-table.tsx';
import type { Group, TreeRow } from './group-tree.ts';

/** What the list shows of each group. */
export function useGroupColumns(
  account: string,
  chosen: readonly string[],
  onToggle: (id: string) => void,
): readonly VirtualColumn<TreeRow>[] {
  const { t, number, day } = useText();
  return [
    {
      title: t('groups.column.choose'),
      isTitleHidden: true,
      className: 'self-start leading-6',
      cell: ({ group }) => (
        <input
          type="checkbox"
          className="size-4.5 accent-accent align-middle"
          aria-label={t('groups.choose', { name: group.name })}
          checked={chosen.includes(group.contact_id)}
          onChange={() => onToggle(group.contact_id)}
        />
      ),
    },
    {
      title: t('groups.column.name'),
      cell: (row) => <GroupName account={account} row={row} />,
    },
    {
      title: t('groups.column.members'),
      className: 'md:text-end tabular-nums max-md:col-start-2 max-md:text-sm max-md:text-muted',
      cell: ({ group }) => (
        <>
          <span className="max-md:hidden">{number(group.members_stored)}</span>
          <span className="md:hidden">{t('unit.people', { count: group.members_stored })}</span>
        </>
      ),
    },
    {
      title: t('groups.column.about'),
      className: 'flex flex-wrap gap-1.5 max-md:col-start-2',
      cell: ({ group }) => <GroupPills group={group} />,
    },
    {
      title: t('groups.column.created'),
      className: 'max-md:hidden text-sm text-muted',
      cell: ({ group }) => day(group.group_created_at),
    },
  ];
}

function GroupName({ account, row }: { readonly account: string; readonly row: TreeRow }) {
  const { t } = useText();
  const { group, depth, children } = row;
  return (
    <div className={depth === 1 ? 'border-s-2 border-line ms-2 ps-4' : undefined}>
      <Link
        to="/groups"
        search={{ account, group: group.contact_id }}
        className="inline-flex min-h-6 max-w-full font-medium underline-offset-4 hover:text-accent-text hover:underline"
      >
        <bdi className="truncate">{group.name}</bdi>
      </Link>
      {group.is_community && (
        <p className="text-sm text-muted">{t('groups.community_of', { count: children })}</p>
      )}
    </div>
  );
}

/** What is special about a group, in words. */
export function GroupPills({ group }: { readonly group: Omit<Group, 'members_stored'> }) {
  const { t } = useText();
  return (
    <>
      {group.status === 'inactive' && <Pill tone="warn">{t('groups.is.inactive')}</Pill>}
      {group.is_community && <Pill tone="accent">{t('groups.is.community')}</Pill>}
      {group.is_admin && <Pill tone="good">{t('groups.is.admin')}</Pill>}
      {group.is_announce && <Pill>{t('groups.is.announce')}</Pill>}
      {group.is_suspended && <Pill tone="bad">{t('groups.is.suspended')}</Pill>}
      {group.is_terminated && <Pill tone="bad">{t('groups.is.terminated')}</Pill>}
    </>
  );
}
