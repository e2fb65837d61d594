import { useText } from '../../../text/use-text.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import {
  boundedWidth,
  type ColumnId,
  type ColumnLayout,
  columnTitle,
  DEFAULT_LAYOUT,
  MAX_WIDTH,
  MIN_WIDTH,
  movedColumn,
  widthOf,
} from './column-layout.ts';

type ColumnDialogProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly layout: ColumnLayout;
  /** The columns that the table can have. */
  readonly offered: readonly ColumnId[];
  readonly onChange: (layout: ColumnLayout) => void;
};

const WIDTH_STEP = 8;

/** Which columns the table has, in what order and how wide: all of it by keyboard, too. */
export function ColumnDialog({ isOpen, onClose, ...columns }: ColumnDialogProps) {
  const { t } = useText();
  const { offered, onChange } = columns;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      place="side"
      title={t('contacts.columns')}
      text={t('contacts.columns_text')}
    >
      <ol className="divide-y divide-line">
        {offered.map((id) => (
          <ColumnLine key={id} id={id} {...columns} />
        ))}
      </ol>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => onChange(DEFAULT_LAYOUT)}>{t('contacts.columns_reset')}</Button>
        <Button kind="main" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </Dialog>
  );
}

function ColumnLine({
  id,
  layout,
  offered,
  onChange,
}: Omit<ColumnDialogProps, 'isOpen' | 'onClose'> & { readonly id: ColumnId }) {
  const { t } = useText();
  const title = t(columnTitle(id));
  const isShown = !layout.hidden.includes(id);
  const place = offered.indexOf(id);
  const toggle = () => {
    const hidden = isShown ? [...layout.hidden, id] : layout.hidden.filter((other) => other !== id);
    onChange({ ...layout, hidden });
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <label className="flex min-w-40 flex-1 items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4.5 accent-accent"
          checked={isShown}
          disabled={id === 'name'}
          onChange={toggle}
        />
        {title}
      </label>
      <input
        type="range"
        className="w-28 accent-accent"
        aria-label={t('contacts.column_width', { name: title })}
        min={MIN_WIDTH}
        max={MAX_WIDTH}
        step={WIDTH_STEP}
        value={widthOf(layout, id)}
        disabled={!isShown}
        onChange={({ target }) => {
          const width = boundedWidth(Number(target.value));
          onChange({ ...layout, widths: { ...layout.widths, [id]: width } });
        }}
      />
      <span className="flex">
        <IconButton
          label={t('contacts.column_up', { name: title })}
          disabled={place === 0}
          onClick={() => onChange(movedColumn(layout, id, -1, offered))}
        >
          <Icon name="up" />
        </IconButton>
        <IconButton
          label={t('contacts.column_down', { name: title })}
          disabled={place === offered.length - 1}
          onClick={() => onChange(movedColumn(layout, id, 1, offered))}
        >
          <Icon name="down" />
        </IconButton>
      </span>
    </li>
  );
}
