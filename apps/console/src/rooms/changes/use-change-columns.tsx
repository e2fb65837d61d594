import { useMemo } from 'react';
import type { Account } from '../../book/account-chooser.tsx';
import type { Change, DayRow } from '../../book/changes/change-kinds.ts';
import { namesOf } from '../../book/changes/change-names.ts';
import { KindPills } from '../../book/changes/kind-pills.tsx';
import { WhatChanged } from '../../book/changes/what-changed.tsx';
import { useText } from '../../text/use-text.ts';
import type { VirtualColumn } from '../../ui/table/virtual-table.tsx';
import { Who } from './change-who.tsx';

/** What the list shows of each change. `changes`: all that are loaded, which name merged rows. */
export function useChangeColumns(
  accounts: readonly Account[],
  changes: readonly Change[],
  hasAccount: boolean,
): readonly VirtualColumn<DayRow>[] {
  const { t, language } = useText();
  const names = useMemo(() => namesOf(changes), [changes]);
  const time = useMemo(() => new Intl.DateTimeFormat(language, { timeStyle: 'short' }), [language]);
  const accountName = (id: string) =>
    accounts.find(({ session_id }) => session_id === id)?.session_name ?? id;
  const column = (
    title: string,
    cell: (change: Change) => React.ReactNode,
    className?: string,
  ): VirtualColumn<DayRow> => ({
    title,
    cell: (row) => ('change' in row ? cell(row.change) : null),
    ...(className && { className }),
  });
  return [
    column(
      t('changes.column.kind'),
      (change) => <KindPills change={change} />,
      'flex flex-wrap gap-1',
    ),
    column(t('changes.column.who'), (change) => <Who change={change} names={names} />),
    column(t('changes.column.what'), (change) => <WhatChanged change={change} names={names} />),
    ...(hasAccount
      ? [
          column(
            t('account.choose'),
            ({ session_id }) => <bdi>{accountName(session_id)}</bdi>,
            'truncate text-sm text-muted',
          ),
        ]
      : []),
    column(
      t('changes.column.time'),
      ({ changed_at }) => changed_at !== null && time.format(new Date(changed_at)),
      'text-sm text-muted md:text-end tabular-nums',
    ),
  ];
}
