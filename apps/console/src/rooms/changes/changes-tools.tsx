import {
  CHANGE_KINDS,
  type Change,
  type ChangeKind,
  countKinds,
} from '../../book/changes/change-kinds.ts';
import { useText } from '../../text/use-text.ts';
import { ToggleChip } from '../../ui/chip.tsx';
import type { Whose } from './changes-query.ts';
import { SaveChanges } from './save-changes.tsx';
import { useChangesAddress } from './use-changes-address.ts';

type ToolsProps = {
  readonly changes: readonly Change[];
  /** Those that the filters let through. */
  readonly shown: readonly Change[];
  /** Behind the last loaded one. */
  readonly cursor: string;
  /** Not all are loaded. */
  readonly hasMore: boolean;
  readonly whose: Whose;
};

/** The filters with their counts, and the file of what they let through. */
export function ChangesTools({ changes, shown, ...rest }: ToolsProps) {
  const { t, number } = useText();
  const { search, change } = useChangesAddress();
  const counts = countKinds(changes);
  const chosen = search.show ?? [];
  const offered = CHANGE_KINDS.filter((kind) => counts.has(kind) || chosen.includes(kind));
  const toggle = (kind: ChangeKind, isOn: boolean) => {
    const show = isOn ? [...chosen, kind] : chosen.filter((one) => one !== kind);
    change({ show: show.length === 0 ? undefined : show });
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <ul aria-label={t('changes.kinds')} className="flex flex-1 basis-80 flex-wrap gap-2">
        {offered.map((kind) => (
          <li key={kind}>
            <ToggleChip isOn={chosen.includes(kind)} onToggle={(isOn) => toggle(kind, isOn)}>
              {t(`changes.kind.${kind}`)}
              <span className="tabular-nums">{number(counts.get(kind) ?? 0)}</span>
            </ToggleChip>
          </li>
        ))}
      </ul>
      {(shown.length > 0 || rest.hasMore) && <SaveChanges shown={shown} {...rest} />}
    </div>
  );
}
