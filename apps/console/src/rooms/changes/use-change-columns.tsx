import { useMemo } from 'react';
import type { Account } from '../../book/account-chooser.tsx';
import { useText } from '../../text/use-text.ts';
import { Pill, type Tone } from '../../ui/notice.tsx';
import type { VirtualColumn } from '../../ui/virtual-table.tsx';
import { type Change, type ChangeKind, type DayRow, kindsOf } from './change-kinds.ts';
import { namesOf } from './change-names.ts';
import { Who } from './change-who.tsx';
import { WhatChanged } from './what-changed.tsx';

const TONES: Readonly<Record<ChangeKind, Tone>> = {
  ...({ new: 'good', renamed: 'accent', number: 'accent', merged: 'plain' } as const),
  ...({ gone: 'warn', back: 'good', deleted: 'bad', other: 'plain' } as const),
  ...({ joined: 'good', left: 'warn', role_changed: 'accent' } as const),
};

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
      (change) =>
        kindsOf(change).map((kind) => (
          <Pill key={kind} tone={TONES[kind]}>
            {t(`changes.kind.${kind}`)}
          </Pill>
        )),
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
