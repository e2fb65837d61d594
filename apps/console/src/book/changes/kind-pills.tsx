import { useText } from '../../text/use-text.ts';
import { Pill, type Tone } from '../../ui/notice.tsx';
import { type Change, type ChangeKind, kindsOf } from './change-kinds.ts';

const TONES: Readonly<Record<ChangeKind, Tone>> = {
  ...({ new: 'good', renamed: 'accent', number: 'accent', merged: 'plain' } as const),
  ...({ gone: 'warn', back: 'good', deleted: 'bad', other: 'plain' } as const),
  ...({ joined: 'good', left: 'warn', role_changed: 'accent' } as const),
};

/** What a change is called, of all its kinds. */
export function KindPills({ change }: { readonly change: Change }) {
  const { t } = useText();
  return kindsOf(change).map((kind) => (
    <Pill key={kind} tone={TONES[kind]}>
      {t(`changes.kind.${kind}`)}
    </Pill>
  ));
}
