import { csvText } from '../../files/csv.ts';
import { fileName, saveFile } from '../../files/save-file.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ToggleChip } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useSay } from '../../ui/toast.tsx';
import { CHANGE_KINDS, type Change, type ChangeKind, countKinds } from './change-kinds.ts';
import { changesTable } from './changes-table.ts';
import { useChangesAddress } from './use-changes-address.ts';

type ToolsProps = {
  readonly changes: readonly Change[];
  /** Those that the filters let through. */
  readonly shown: readonly Change[];
  /** Where the next reader goes on. Null: not all are loaded. */
  readonly cursor: string | null;
};

/** The filters with their counts, and the file of what they let through. */
export function ChangesTools({ changes, shown, cursor }: ToolsProps) {
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
      {shown.length > 0 && <Files shown={shown} cursor={cursor} />}
    </div>
  );
}

function Files({ shown, cursor }: Pick<ToolsProps, 'shown' | 'cursor'>) {
  const { t } = useText();
  const { change } = useChangesAddress();
  const say = useSay();
  const save = () => {
    const { titles, rows } = changesTable(shown);
    saveFile(fileName(t('changes.file'), 'csv'), 'text/csv', csvText(titles, rows));
    say.done(t('changes.saved', { count: shown.length }));
  };
  return (
    <div className="flex flex-wrap gap-2">
      {cursor !== null && (
        <Button kind="quiet" title={t('changes.from_now.text')} onClick={() => change({ cursor })}>
          {t('changes.from_now')}
        </Button>
      )}
      <Button onClick={save}>
        <Icon name="download" />
        {t('changes.export', { count: shown.length })}
      </Button>
    </div>
  );
}
