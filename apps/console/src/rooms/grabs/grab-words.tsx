import { useText } from '../../text/use-text.ts';
import { Spinner } from '../../ui/button.tsx';
import { Pill, type Tone } from '../../ui/notice.tsx';
import type { GrabState } from './grabs-search.ts';

const TONES: Readonly<Record<GrabState, Tone>> = {
  queued: 'plain',
  running: 'accent',
  complete: 'good',
  partial: 'warn',
  failed: 'bad',
  cancelled: 'plain',
};

export function GrabStatePill({ state }: { readonly state: GrabState }) {
  const { t } = useText();
  return (
    <Pill tone={TONES[state]}>
      {state === 'running' && <Spinner className="size-3" />}
      {t(`grabs.state.${state}`)}
    </Pill>
  );
}
