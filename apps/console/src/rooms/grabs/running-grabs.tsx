import { useLive } from '../../signed-in/use-live.ts';
import { useText } from '../../text/use-text.ts';
import { OutOf } from '../../ui/out-of.tsx';
import { Card, ProgressBar } from '../../ui/page.tsx';
import { CancelGrab } from './cancel-grab.tsx';
import { isActive, type ListedGrab } from './grab-facts.ts';
import { GrabStatePill } from './grab-words.tsx';

type RunningProps = {
  readonly grabs: readonly ListedGrab[];
  readonly nameOf: (session: string) => string;
};

/** What runs or waits now, with its progress by the events. */
export function RunningGrabs({ grabs, nameOf }: RunningProps) {
  const { t } = useText();
  const active = grabs.filter(isActive);
  if (active.length === 0) return null;
  return (
    <section aria-label={t('grabs.now')} className="flex flex-col gap-3">
      {active.map((grab) => (
        <RunningGrab key={grab.grab_id} grab={grab} name={nameOf(grab.session_id)} />
      ))}
    </section>
  );
}

function RunningGrab({ grab, name }: { readonly grab: ListedGrab; readonly name: string }) {
  const { t } = useText();
  return (
    <Card className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <bdi className="min-w-0 font-medium">{name}</bdi>
        <span className="text-muted">{t(`grabs.kind.${grab.kind}`)}</span>
        <GrabStatePill state={grab.state} />
        <span className="ms-auto">
          <CancelGrab grab={grab} />
        </span>
      </div>
      <GrabProgress grab={grab} />
    </Card>
  );
}

/** How far a running grab is: by the last event of its session. */
export function GrabProgress({ grab }: { readonly grab: ListedGrab }) {
  const { t, number } = useText();
  const progress = useLive().progress.get(grab.session_id);
  if (grab.state === 'queued') {
    const tried = grab.attempts > 0 && grab.error;
    return (
      <p className="text-muted">
        {tried ? t('grabs.tried', { count: grab.attempts, code: tried.code }) : t('grabs.waits')}
      </p>
    );
  }
  const isOfThis = progress && (progress.grab_id === null || progress.grab_id === grab.grab_id);
  if (!isOfThis) return <p className="text-muted">{t('grabs.starts')}</p>;
  const { phase, done, total } = progress;
  const isRead = total > 0 && done >= total;
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressBar label={t(`grabs.phase.${phase}`)} done={done} total={total} />
      <p className="text-sm text-muted">
        {t(`grabs.phase.${phase}`)} · <OutOf now={number(done)} of={number(total)} />
        {isRead && ` · ${t('grabs.storing')}`}
      </p>
    </div>
  );
}
