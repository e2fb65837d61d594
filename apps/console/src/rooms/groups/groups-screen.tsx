import {
  AccountChooser,
  MissingAccount,
  NoAccount,
  useAccount,
} from '../../book/account-chooser.tsx';
import { useText } from '../../text/use-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { TabBar } from '../../ui/tab-bar.tsx';
import { GroupView } from './group-view.tsx';
import { GroupsList } from './groups-list.tsx';
import { PeopleOfGroups } from './people-of-groups.tsx';
import { useGroupsAddress } from './use-groups-address.ts';

/** The groups of an account, one group, or the people of chosen groups: the address says which. */
export function GroupsScreen() {
  const { t } = useText();
  const { search, change } = useGroupsAddress();
  const { accounts, account, isMissing, error } = useAccount(search.account);
  if (account && search.group) {
    return <GroupView key={search.group} account={account.session_id} groupId={search.group} />;
  }
  return (
    <Page
      isFull
      title={t('nav.groups')}
      text={t('groups.text')}
      actions={
        accounts &&
        (account || isMissing) && (
          <AccountChooser
            accounts={accounts}
            value={account?.session_id ?? search.account ?? null}
            onChoose={(id) =>
              change({ account: id ?? undefined, group: undefined, groups: undefined })
            }
          />
        )
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {!account && !isMissing && accounts?.length !== 0 && !error && <Loading />}
      {isMissing && <MissingAccount />}
      {accounts?.length === 0 && <NoAccount />}
      {account && (
        <>
          <TabBar
            label={t('groups.views')}
            value={search.view ?? 'groups'}
            tabs={[
              { value: 'groups', title: t('groups.view.groups') },
              { value: 'people', title: t('groups.view.people') },
            ]}
            onChoose={(view) => change({ view: view === 'people' ? view : undefined })}
          />
          {search.view === 'people' ? (
            <PeopleOfGroups account={account} />
          ) : (
            <GroupsList account={account.session_id} />
          )}
        </>
      )}
    </Page>
  );
}
