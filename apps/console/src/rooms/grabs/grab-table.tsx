import { Link } from '@tanstack/react-router';
import { durationText } from '../../text/duration.ts';
import { useText } from '../../text/use-text.ts';
import { type Column, SimpleTable } from '../../ui/table/simple-table.tsx';
import { durationOf, type ListedGrab } from './grab-facts.ts';
import { GrabStatePill } from './grab-words.tsx';

type TableProps = {
  readonly grabs: readonly ListedGrab[];
  readonly nameOf: (session: string) => string;
  readonly hasAccounts: boolean;
};

export function GrabTable({ grabs, nameOf, hasAccounts }: TableProps) {
  const { t, language, number, time } = useText();
  const count = (title: string, of: (grab: ListedGrab) => number): Column<ListedGrab> => ({
    title,
    cell: (grab) => number(of(grab)),
    isNumber: true,
  });
  const account: Column<ListedGrab> = {
    title: t('grabs.account'),
    cell: ({ session_id }) => <bdi>{nameOf(session_id)}</bdi>,
  };
  const columns: Column<ListedGrab>[] = [
    {
      title: t('grabs.column.when'),
      cell: ({ grab_id, session_id, created_at }) => (
        <Link
          to="/grabs"
          search={(before) => ({ ...before, grab: grab_id, of: session_id })}
          className="whitespace-nowrap text-accent-text underline underline-offset-3"
        >
          {time(created_at)}
        </Link>
      ),
    },
    ...(hasAccounts ? [account] : []),
    {
      title: t('grabs.column.kind'),
      cell: ({ kind, refresh }) => (
        <span className="block min-w-36">
          {t(`grabs.kind.${kind}`)}
          {refresh && <span className="block text-sm text-muted">{t('grabs.with_refresh')}</span>}
        </span>
      ),
    },
    {
      title: t('grabs.column.state'),
      cell: (grab) => (
        <span className="flex flex-col items-start gap-1">
          <GrabStatePill state={grab.state} />
          <WhyShort grab={grab} />
        </span>
      ),
    },
    count(t('grabs.count.contacts'), ({ total_contacts }) => total_contacts),
    count(t('grabs.count.groups'), ({ total_groups }) => total_groups),
    count(t('grabs.count.new'), ({ saved_count }) => saved_count),
    count(t('grabs.count.gone'), ({ removed_count }) => removed_count),
    count(t('grabs.count.failed'), ({ failed_count }) => failed_count),
    count(t('grabs.queries'), ({ queries_sent }) => queries_sent),
    {
      title: t('grabs.column.duration'),
      cell: (grab) => {
        const ms = durationOf(grab);
        return (
          <span className="whitespace-nowrap">
            {ms === null ? '–' : durationText(language, ms)}
          </span>
        );
      },
      isNumber: true,
    },
  ];
  return (
    <SimpleTable
      label={t('nav.grabs')}
      columns={columns}
      rows={grabs}
      keyOf={({ grab_id }) => grab_id}
    />
  );
}

/** The first reason in a word, and how many more there are. */
function WhyShort({ grab }: { readonly grab: ListedGrab }) {
  const { number } = useText();
  const codes = grab.error
    ? [grab.error.code]
    : [...new Set(grab.incomplete_reasons.map(({ code }) => code))];
  const [first, ...others] = codes;
  if (first === undefined) return null;
  return (
    <code className="text-xs whitespace-nowrap text-muted">
      {first}
      {others.length > 0 && ` +${number(others.length)}`}
    </code>
  );
}
