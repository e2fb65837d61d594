import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, dataOf } from '../../../api/client.ts';
import { KEYS } from '../../../api/keys.ts';
import type { Change } from '../../../book/changes/change-kinds.ts';
import { namesOf } from '../../../book/changes/change-names.ts';
import { KindPills } from '../../../book/changes/kind-pills.tsx';
import { rowHistory } from '../../../book/changes/row-history.ts';
import { WhatChanged } from '../../../book/changes/what-changed.tsx';
import { useText } from '../../../text/use-text.ts';
import { ErrorNotice } from '../../../ui/notice.tsx';
import { Loading } from '../../../ui/page.tsx';
import { Section } from './panel-parts.tsx';

/** The API answers the oldest first: so many hold the whole history of nearly all rows. */
const PAGE = 1_000;
const SHOWN = 10;
const LINK = 'underline-offset-4 hover:text-accent-text hover:underline';

type ChangesProps = { readonly session: string; readonly row: number };

function changesQuery({ session, row }: ChangesProps) {
  return {
    queryKey: KEYS.contacts('changes', session, row),
    queryFn: async () => {
      const params = { path: { id: session }, query: { row_id: row, limit: PAGE } };
      const path = '/api/sessions/{id}/contacts/changes' as const;
      const { changes } = await dataOf(api.GET(path, { params }));
      const all = changes.map((change): Change => ({ session_id: session, ...change }));
      return rowHistory(all).toReversed();
    },
  };
}

/** What grabs saw of this person or group: new, renamed, number learnt, merged, gone, back. The latest first. */
export function ChangesOf({ session, row }: ChangesProps) {
  const { t } = useText();
  const { data, error, refetch } = useQuery(changesQuery({ session, row }));
  const names = namesOf(data ?? []);
  return (
    <Section title={t('contacts.changes_of')}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      <ol className="flex flex-col gap-3">
        {data?.slice(0, SHOWN).map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a change has no name, and the list grows at its start alone
          <li key={data.length - index} className="flex flex-col items-start gap-1">
            <div className="flex flex-wrap items-center gap-1.5">
              <KindPills change={change} />
              <When change={change} />
            </div>
            <WhatChanged change={change} names={names} />
          </li>
        ))}
      </ol>
      {data && (
        <Link
          to="/changes"
          search={{ account: session, person: row }}
          className={`mt-3 inline-block font-medium text-accent-text ${LINK}`}
        >
          {t('contacts.changes_all', { count: data.length })}
        </Link>
      )}
    </Section>
  );
}

/** The time, which leads to the grab that saw it. */
function When({ change }: { readonly change: Change }) {
  const { t, time } = useText();
  const { changed_at: at, grab_id: grab, session_id: account } = change;
  if (at === null) return <span className="text-sm text-muted">{t('changes.long_ago')}</span>;
  if (grab === null) return <span className="text-sm text-muted">{time(at)}</span>;
  return (
    <Link
      to="/grabs"
      search={{ grab, of: account }}
      className={`text-sm text-muted underline ${LINK}`}
    >
      {t('contacts.by_grab', { time: time(at) })}
    </Link>
  );
}
