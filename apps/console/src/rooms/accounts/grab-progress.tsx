import { useLive } from '../../signed-in/use-live.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Button, Spinner } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/page.tsx';
import type { RunningGrab } from './grab-state.ts';
import { useCancelGrab } from './use-account-action.ts';

/** How far a grab is, by the events, and its end by a person. */
export function GrabProgress({ id, grab }: { readonly id: string; readonly grab: RunningGrab }) {
  const { t, number } = useText();
  const { may } = useMe();
  const cancel = useCancelGrab(id);
  const live = useLive().progress.get(id);
  const progress = grab.isQueued ? undefined : live;
  const text = progress
    ? t(`accounts.grab.reading_${progress.phase}`)
    : t(grab.isQueued ? 'accounts.grab.queued' : 'accounts.grab.running');
  return (
    <div className="flex flex-col gap-2 rounded-xl border border-line p-3">
      <p className="flex items-center justify-between gap-2">
        <span role="status" className="flex items-center gap-2 font-medium">
          <Spinner className="text-accent" />
          {text}
        </span>
        {progress && (
          <span className="tabular-nums text-muted">
            {t('accounts.grab.of', {
              done: number(progress.done),
              total: number(progress.total),
            })}
          </span>
        )}
      </p>
      {progress && <ProgressBar label={text} done={progress.done} total={progress.total} />}
      {grab.failure && (
        <Notice tone="warn" title={t('accounts.grab.again')}>
          <p dir="auto">{grab.failure.message}</p>
          <p className="mt-1 text-sm text-muted">{t('error.code', { code: grab.failure.code })}</p>
        </Notice>
      )}
      {may('grab') && (
        <Button
          className="self-start"
          isBusy={cancel.isPending}
          onClick={() => cancel.mutate(grab.grab_id)}
        >
          {t('accounts.grab.cancel')}
        </Button>
      )}
    </div>
  );
}
