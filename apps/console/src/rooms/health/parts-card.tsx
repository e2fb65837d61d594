import { useText } from '../../text/use-text.ts';
import { Notice, Pill, type Tone } from '../../ui/notice.tsx';
import type { Health } from './health-data.ts';

const TONES: Readonly<Record<Health['status'], Tone>> = {
  ok: 'good',
  degraded: 'warn',
  unavailable: 'bad',
};
const PARTS = ['database', 'engine', 'read_only', 'disk', 'schema'] as const;

/** Whether all works, and the parts that do not, with what to do. */
export function Parts({ health }: { readonly health: Health }) {
  const { t } = useText();
  const checks = health.checks ?? {};
  const broken = PARTS.filter((part) => (checks[part] ?? 'ok') !== 'ok');
  return (
    <>
      <div role="status">
        <Notice tone={TONES[health.status]} title={t(`health.status.${health.status}`)}>
          {broken.length === 0 ? (
            t(health.status === 'ok' ? 'health.all_well' : 'health.look_again')
          ) : (
            <ul className="flex list-disc flex-col gap-1 ps-5">
              {broken.map((part) => (
                <li key={part}>{t(`health.broken.${part}`, { code: checks[part] ?? '' })}</li>
              ))}
            </ul>
          )}
        </Notice>
      </div>
      <ul className="flex flex-wrap gap-2">
        {PARTS.filter((part) => checks[part] !== undefined).map((part) => (
          <li key={part}>
            <Pill tone={checks[part] === 'ok' ? 'good' : 'bad'}>
              {t(`health.part.${part}`)}: {checks[part] === 'ok' ? t('health.ok') : checks[part]}
            </Pill>
          </li>
        ))}
      </ul>
    </>
  );
}
