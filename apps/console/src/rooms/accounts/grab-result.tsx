import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { grabQuery } from '../../api/queries.ts';
import { gapText } from '../../book/gap-text.ts';
import { useMe } from '../../signed-in/use-me.ts';
import type { MessageId } from '../../text/messages/id.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice, Notice, Pill, StepOf, type Tone } from '../../ui/notice.tsx';
import { type Grab, isHeldBack, isStored } from './grab-state.ts';
import { useStartGrab } from './use-account-action.ts';

type Ended = Exclude<Grab['state'], 'queued' | 'running'>;

const TONES: Readonly<Record<Ended, Tone>> = {
  complete: 'good',
  partial: 'warn',
  failed: 'bad',
  cancelled: 'plain',
};

const FIGURES = [
  ['accounts.people', 'total_contacts'],
  ['accounts.groups', 'total_groups'],
  ['accounts.new', 'saved_count'],
  ['accounts.gone', 'removed_count'],
] as const satisfies readonly (readonly [MessageId, keyof Grab])[];

/** How a grab ended, and every reason why something may be missing. */
export function GrabResult({ grab }: { readonly grab: Grab }) {
  const { t, number, ago } = useText();
  if (grab.state === 'queued' || grab.state === 'running') return null;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2.5">
        <Pill tone={TONES[grab.state]}>{t(`accounts.grab.is.${grab.state}`)}</Pill>
        <span className="text-muted">{ago(grab.finished_at)}</span>
      </p>
      {isStored(grab) && (
        <dl className="grid grid-cols-2 gap-2 rounded-xl bg-page p-3 sm:grid-cols-4">
          {FIGURES.map(([title, field]) => (
            <div key={field} className="flex flex-col-reverse justify-end">
              <dt className="text-sm text-muted">{t(title)}</dt>
              <dd className="text-xl font-semibold tabular-nums">{number(grab[field])}</dd>
            </div>
          ))}
        </dl>
      )}
      {grab.state === 'complete' && <p>{t('accounts.grab.complete')}</p>}
      {grab.error && (
        <Notice tone={grab.state === 'failed' ? 'bad' : 'plain'}>
          <p dir="auto">{grab.error.message}</p>
          <StepOf code={grab.error.code} />
          <p className="mt-1 text-sm text-muted">{t('error.code', { code: grab.error.code })}</p>
        </Notice>
      )}
      <Gaps grab={grab} />
    </div>
  );
}

function Gaps({ grab }: { readonly grab: Grab }) {
  const { t, number } = useText();
  const { incomplete_reasons: reasons, failed_count, excluded_count, grab_id } = grab;
  if (reasons.length === 0 && failed_count === 0 && excluded_count === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('accounts.gaps')}</h3>
      <ul className="flex flex-col gap-2">
        {reasons.map((reason) => {
          const { code, type = 'contact', count } = reason;
          return (
            <Gap key={`${code} ${type}`} title={`${code} · ${number(count)}`}>
              {code === 'REMOVAL_HELD_BACK'
                ? t('accounts.gaps.held_back', { count, type })
                : gapText(t, reason)}
            </Gap>
          );
        })}
        {excluded_count > 0 && (
          <Gap title={t('accounts.gaps.excluded', { count: excluded_count })}>
            {t('accounts.gaps.excluded.text')}
          </Gap>
        )}
      </ul>
      {(failed_count > 0 || reasons.length > 0) && (
        <Failures id={grab.session_id} grabId={grab_id} count={failed_count} />
      )}
      {isHeldBack(grab) && <ConfirmRemovals grab={grab} />}
    </section>
  );
}

function Gap({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li className="rounded-lg bg-warn-soft px-3 py-2">
      <p dir="auto">{children}</p>
      <p className="text-sm text-warn">{title}</p>
    </li>
  );
}

type FailuresProps = { readonly id: string; readonly grabId: string; readonly count: number };

/** The items that could not be read or stored, each with its reason. */
function Failures({ id, grabId, count }: FailuresProps) {
  const { t } = useText();
  const { data } = useQuery(grabQuery(id, grabId));
  if (!data || data.errors.length === 0) return null;
  return (
    <details>
      <summary className="min-h-6 cursor-pointer">
        {t('accounts.gaps.failed', { count, listed: data.errors.length })}
      </summary>
      <ul className="mt-2 max-h-56 overflow-y-auto rounded-lg border border-line text-sm">
        {data.errors.map(({ type, contact_id, reason }) => (
          <li key={`${type} ${contact_id} ${reason}`} className="border-b border-line px-3 py-1.5">
            {t(`accounts.gaps.of.${type}`)} <bdi className="break-all">{contact_id}</bdi>
            <span dir="auto" className="block text-muted">
              {reason}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Rows were held back, because too many were missing at once. */
function ConfirmRemovals({ grab }: { readonly grab: Grab }) {
  const { t } = useText();
  const { may } = useMe();
  const start = useStartGrab(grab.session_id);
  if (!may('grab')) return null;
  return (
    <>
      {start.isError && <ErrorNotice error={start.error} />}
      <Button
        className="self-start"
        isBusy={start.isPending}
        onClick={() => start.mutate({ kind: grab.kind, confirm_removals: true })}
      >
        {t('accounts.gaps.confirm_removals')}
      </Button>
    </>
  );
}
