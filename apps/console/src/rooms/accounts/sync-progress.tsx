import { useText } from '../../text/use-text.ts';
import { ProgressBar } from '../../ui/page.tsx';
import type { Session } from './account-state.ts';

type Sync = NonNullable<Session['sync']>;

const PARTS = ['groups', 'contacts', 'history', 'caught_up'] as const;
const WHOLE = 100;

/** Null: WhatsApp Web does not say. */
const MARKS = { true: '✓', false: '○', null: '?' } as const;
const SAID = {
  true: 'accounts.sync.has',
  false: 'accounts.sync.lacks',
  null: 'accounts.sync.unsaid',
} as const;

/** Which parts of the account WhatsApp Web has loaded. */
export function SyncProgress({ sync }: { readonly sync: Sync }) {
  const { t, number } = useText();
  return (
    <div className="flex flex-col gap-2">
      <p className="flex justify-between gap-2">
        <span>{t(`accounts.sync.${sync.state}`)}</span>
        <span className="tabular-nums">{number(sync.progress)}%</span>
      </p>
      <ProgressBar label={t('accounts.sync')} done={sync.progress} total={WHOLE} />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        {PARTS.map((part) => (
          <li key={part}>
            <span aria-hidden="true">{MARKS[`${sync[part]}`]}</span>{' '}
            {t(`accounts.sync.part.${part}`)}
            <span className="sr-only">{t(SAID[`${sync[part]}`])}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
