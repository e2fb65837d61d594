import type { Schema } from '@grabber/api-client';
import { durationText } from '../../text/duration.ts';
import { useText } from '../../text/use-text.ts';

const PHASES = ['wait', 'read', 'store'] as const;
const ENGINE_PHASES = ['engine_groups', 'engine_contacts', 'engine_total'] as const;

/** How long each phase took, as bars on one scale. */
export function GrabTimings({ timings }: { readonly timings: Schema<'GrabTimings'> }) {
  const { t, language } = useText();
  const known = [...PHASES, ...ENGINE_PHASES].flatMap((phase) => {
    const ms = timings[`${phase}_ms`];
    return ms === undefined ? [] : [{ phase, ms }];
  });
  if (known.length === 0) return null;
  const most = Math.max(...known.map(({ ms }) => ms), 1);
  return (
    <section>
      <h3 className="mb-2 font-semibold">{t('grabs.timings')}</h3>
      <ul className="flex flex-col gap-1.5">
        {known.map(({ phase, ms }) => (
          <li
            key={phase}
            className="grid grid-cols-[minmax(6rem,10rem)_1fr_auto] items-center gap-3 text-sm"
          >
            <span className={phase.startsWith('engine') ? 'ps-3 text-muted' : undefined}>
              {t(`grabs.timing.${phase}`)}
            </span>
            <span className="h-2 rounded-full bg-accent-soft" aria-hidden="true">
              <span
                className="block h-full min-w-px rounded-full bg-accent"
                style={{ width: `${(ms / most) * 100}%` }}
              />
            </span>
            <span className="min-w-22 text-end whitespace-nowrap tabular-nums">
              {durationText(language, ms)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
