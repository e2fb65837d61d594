import {
  type Account,
  AccountChooser,
  NoAccount,
  useAccount,
} from '../../book/account-chooser.tsx';
import { useText } from '../../text/use-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { ChangesList } from './changes-list.tsx';
import { SinceChooser } from './since-chooser.tsx';
import { useChangesAddress } from './use-changes-address.ts';
import { useStart } from './use-start.ts';

const ALL = 'all';

/** What changed in an account's address book, or in all of them, since a grab, a day or a cursor. */
export function ChangesScreen() {
  const { t } = useText();
  const { search, change } = useChangesAddress();
  const { accounts, account: named, error } = useAccount(search.account);
  const account = search.account === ALL ? null : named;
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
            value={account?.session_id ?? null}
            hasAll={accounts.length > 1}
            onChoose={(id) => change({ account: id ?? ALL, cursor: undefined })}
          />
        )
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {!accounts && !error && <Loading />}
      {accounts?.length === 0 && <NoAccount />}
      {accounts && accounts.length > 0 && <Started accounts={accounts} account={account} />}
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
      <SinceChooser since={since} grabbedAt={grabbedAt} isOfAll={id === null} />
      {error ? <ErrorNotice error={error} /> : !start && <Loading />}
      {start && <ChangesList accounts={accounts} account={id} start={start} since={since} />}
    </>
  );
}
