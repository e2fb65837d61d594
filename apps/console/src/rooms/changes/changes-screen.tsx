import {
  type Account,
  AccountChooser,
  MissingAccount,
  NoAccount,
  useAccount,
} from '../../book/account-chooser.tsx';
import { useText } from '../../text/use-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { ChangesList } from './changes-list.tsx';
import { ALL } from './changes-search.ts';
import { PersonChip } from './person-chip.tsx';
import { SinceChooser } from './since-chooser.tsx';
import { useChangesAddress } from './use-changes-address.ts';
import { useStart } from './use-start.ts';

/** What changed in an account's address book, or in all of them, since a grab, a day or a cursor. */
export function ChangesScreen() {
  const { t } = useText();
  const { search, change } = useChangesAddress();
  const isOfAll = search.account === ALL;
  const { accounts, account, isMissing, error } = useAccount(isOfAll ? undefined : search.account);
  return (
    <Page
      isFull
      title={t('nav.changes')}
      text={t('changes.text')}
      actions={
        accounts &&
        accounts.length > 0 && (
          <AccountChooser
            accounts={accounts}
            value={isOfAll ? null : (account?.session_id ?? search.account ?? null)}
            hasAll={accounts.length > 1}
            onChoose={(id) => change({ account: id ?? ALL, cursor: undefined, person: undefined })}
          />
        )
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {!account && !isMissing && accounts?.length !== 0 && !error && <Loading />}
      {isMissing && <MissingAccount />}
      {accounts?.length === 0 && <NoAccount />}
      {accounts && account && <Started accounts={accounts} account={isOfAll ? null : account} />}
    </Page>
  );
}

type StartedProps = {
  readonly accounts: readonly Account[];
  /** Null: all. */
  readonly account: Account | null;
};

function Started({ accounts, account }: StartedProps) {
  const { search } = useChangesAddress();
  const id = account?.session_id ?? null;
  const { start, since, grabbedAt, error } = useStart(id, search);
  return (
    <>
      <SinceChooser since={since} grabbedAt={grabbedAt} isOfAll={id === null}>
        {id !== null && search.person !== undefined && (
          <PersonChip account={id} row={search.person} />
        )}
      </SinceChooser>
      {error ? <ErrorNotice error={error} /> : !start && <Loading />}
      {start && <ChangesList accounts={accounts} account={id} start={start} since={since} />}
    </>
  );
}
