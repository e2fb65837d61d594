import { type ReactNode, useContext } from 'react';
import { ApiFailure, isGone } from '../api/api-failure.ts';
import { nextStepOf } from '../text/next-step.ts';
import { useText } from '../text/use-text.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { CloseDialog } from './dialog/close-dialog.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent';

const SOFT: Readonly<Record<Tone, string>> = {
  plain: 'bg-page text-muted',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent-text',
};

/** A short word about a state, for example "connected". */
export function Pill({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap',
        SOFT[tone],
      )}
    >
      {children}
    </span>
  );
}

type NoticeProps = {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

export function Notice({ tone = 'plain', title, children, action }: NoticeProps) {
  return (
    <div className={classNames('flex flex-wrap items-start gap-3 rounded-xl p-4', SOFT[tone])}>
      {(tone === 'warn' || tone === 'bad') && <Icon name="warning" className="mt-0.5" />}
      <div className="min-w-0 flex-1 basis-56">
        {title && <p className="font-semibold">{title}</p>}
        <div className="break-words text-text">{children}</div>
      </div>
      {action}
    </div>
  );
}

/** What failed, its code, and what to do. */
export function ErrorNotice({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const { t } = useText();
  if (isGone(error)) return <GoneNotice />;
  const failure = error instanceof ApiFailure ? error : null;
  const text = failure?.code === 'OFFLINE' ? t('error.offline') : failure?.message;
  return (
    <div role="alert">
      <Notice
        tone="bad"
        title={t('error.title')}
        action={onRetry && <Button onClick={onRetry}>{t('action.retry')}</Button>}
      >
        <p>{text || t('error.unknown')}</p>
        {failure && <NextStep failure={failure} />}
        {failure && failure.details.length > 0 && (
          <ul className="list-disc ps-5">
            {failure.details.map(({ path, message }) => (
              <li key={path}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        )}
        {failure && (
          <p className="mt-1 text-sm text-muted">
            {t('error.code', { code: failure.code })}
            {failure.requestId && ` · ${t('error.request', { id: failure.requestId })}`}
          </p>
        )}
      </Notice>
    </div>
  );
}

/** What an address names and the account does not store. In a panel the next step is to close it. */
function GoneNotice() {
  const { t } = useText();
  const close = useContext(CloseDialog);
  return (
    <div role="alert">
      <Notice
        tone="warn"
        title={t('error.gone')}
        action={close && <Button onClick={close}>{t('action.close')}</Button>}
      >
        {t('error.gone.text')}
      </Notice>
    </div>
  );
}

/** What to do about an error, where its message does not say it. */
export function StepOf({ code }: { readonly code: string }) {
  const { t } = useText();
  const step = nextStepOf(code);
  return step && <p>{t(step)}</p>;
}

function NextStep({ failure: { code, retryAfter } }: { readonly failure: ApiFailure }) {
  const { t } = useText();
  return (
    <>
      <StepOf code={code} />
      {retryAfter !== null && <p>{t('error.retry_after', { seconds: retryAfter })}</p>}
    </>
  );
}

type EmptyProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** An empty state says what belongs here and how it comes. */
export function EmptyState({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-14 text-center">
      <span className="rounded-2xl bg-accent-soft p-4 text-accent-text">
        <Icon name={icon} className="size-8" />
      </span>
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="text-muted">{children}</div>
      {action}
    </div>
  );
}
