import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isGone } from '../../api/api-failure.ts';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useDownload } from '../../files/use-download.ts';
import { useText } from '../../text/use-text.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx';
import { EmptyState, ErrorNotice, Pill } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { exportAddress, MEMBER_FORMATS, type MemberFormat } from './export-address.ts';
import { GroupHistory } from './group-history.tsx';
import { GroupMembers } from './group-members.tsx';
import { GroupPast } from './group-past.tsx';
import type { Group } from './group-tree.ts';
import { GROUP_TABS } from './groups-search.ts';
import { GroupPills } from './use-group-columns.tsx';
import { useGroupsAddress } from './use-groups-address.ts';

type OneGroup = Omit<Group, 'members_stored'>;
type GroupProps = { readonly account: string; readonly groupId: string };

/** One group: its members, who joined and left, and who has left. */
export function GroupView({ account, groupId }: GroupProps) {
  const { t } = useText();
  const { search, change } = useGroupsAddress();
  const { group, isMissing, error, refetch } = useGroup(account, groupId);
  const tab = search.tab ?? 'members';
  const save = useDownload();
  const saveMembers = (format: MemberFormat, withPast: boolean) =>
    save.mutate(exportAddress.members({ account, groupId, format, withPast }));
  return (
    <Page
      isFull
      title={group?.name ?? t('groups.group')}
      text={
        <Link {...backLink(search, account)} className={BACK}>
          {t('groups.back')}
        </Link>
      }
      actions={group && <ExportMenu isBusy={save.isPending} onChoose={saveMembers} />}
    >
      {isMissing && <GoneGroup back={backLink(search, account)} />}
      {error && !isMissing && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {save.error && <ErrorNotice error={save.error} />}
      {!group && !isMissing && !error && <Loading />}
      {group && (
        <>
          <Facts account={account} group={group} />
          <TabBar
            label={t('groups.group.views')}
            value={tab}
            tabs={GROUP_TABS.map((value) => ({ value, title: t(`groups.tab.${value}`) }))}
            onChoose={(value) => change({ tab: value === 'members' ? undefined : value })}
          />
          {tab === 'members' && <GroupMembers account={account} groupId={groupId} />}
          {tab === 'history' && <GroupHistory account={account} groupId={groupId} />}
          {tab === 'past' && <GroupPast account={account} groupId={groupId} />}
        </>
      )}
    </Page>
  );
}

const BACK = 'inline-flex min-h-6 items-center text-accent-text underline underline-offset-4';

/** Back to the list as it was, without the group. */
function backLink(search: ReturnType<typeof useGroupsAddress>['search'], account: string) {
  const { group: _, tab: __, ...rest } = search;
  return { to: '/groups', search: { ...rest, account } } as const;
}

function GoneGroup({ back }: { readonly back: ReturnType<typeof backLink> }) {
  const { t } = useText();
  const action = (
    <Link {...back} className={buttonLook('main')}>
      {t('groups.back')}
    </Link>
  );
  return (
    <EmptyState icon="search" title={t('groups.gone')} action={action}>
      {t('groups.gone.text')}
    </EmptyState>
  );
}

/** A group by its id. Null: not loaded yet, or no id. */
function useGroup(account: string, groupId: string | null) {
  const { data, error, refetch } = useQuery({
    enabled: groupId !== null,
    queryKey: KEYS.groups(account, groupId, 'one'),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/api/sessions/{id}/contacts/{contactId}', {
          params: { path: { id: account, contactId: groupId ?? '' } },
          signal,
        }),
      ),
  });
  const contact = data?.contact;
  const group = contact?.type === 'group' ? contact : null;
  // An address can also name a person in place of a group.
  const isMissing = isGone(error) || (contact !== undefined && group === null);
  return { group, isMissing, error, refetch };
}

type ExportProps = {
  readonly isBusy: boolean;
  readonly onChoose: (format: MemberFormat, withPast: boolean) => void;
};

function ExportMenu({ isBusy, onChoose }: ExportProps) {
  const { t } = useText();
  return (
    <Menu
      trigger={
        <Button isBusy={isBusy}>
          {!isBusy && <Icon name="download" />}
          {t('groups.export.members')}
          <Icon name="down" className="size-4" />
        </Button>
      }
    >
      {[false, true].map((withPast) => (
        <MenuGroup
          key={String(withPast)}
          title={t(withPast ? 'groups.export.with_past' : 'groups.export.current')}
        >
          {MEMBER_FORMATS.map((format) => (
            <MenuItem key={format} onChoose={() => onChoose(format, withPast)}>
              {t(`groups.format.${format}`)}
            </MenuItem>
          ))}
        </MenuGroup>
      ))}
    </Menu>
  );
}

function Facts({ account, group }: { readonly account: string; readonly group: OneGroup }) {
  const { t, day, ago } = useText();
  const { group: community } = useGroup(account, group.community_id);
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <Pill>{t('unit.people', { count: group.group_participants_count ?? 0 })}</Pill>
        <GroupPills group={group} />
        {group.requires_approval && <Pill>{t('groups.is.approval')}</Pill>}
        {group.members_can_add === false && <Pill>{t('groups.is.closed')}</Pill>}
      </p>
      <p className="text-sm text-muted">
        {t('groups.fact.created', { day: day(group.group_created_at) })}
        {' · '}
        {t('groups.fact.grabbed', { time: ago(group.grabbed_at) })}
        {community && (
          <>
            {' · '}
            {t('groups.fact.community')}{' '}
            <Link
              to="/groups"
              search={{ account, group: community.contact_id }}
              className="text-accent-text underline underline-offset-4"
            >
              <bdi>{community.name}</bdi>
            </Link>
          </>
        )}
      </p>
      {group.group_description && (
        <details className="max-w-prose text-sm">
          <summary className="cursor-pointer py-1 text-muted">{t('groups.description')}</summary>
          <p dir="auto" className="max-h-40 overflow-y-auto whitespace-pre-line break-words">
            {group.group_description}
          </p>
        </details>
      )}
    </div>
  );
}
