import { useState } from 'react';
import { useMe } from '../../../signed-in/use-me.ts';
import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { Listing } from '../contacts-search.ts';
import { ExportDialog } from '../export/export-dialog.tsx';
import type { ColumnId } from '../table/column-layout.ts';
import { RemoveDialog, TagDialog } from './bulk-actions.tsx';
import { NO_SELECTION, offersAll, type Selection } from './selection.ts';

type BarProps = {
  readonly selection: Selection;
  readonly listing: Listing;
  /** How many match the filters. Null: not counted yet. */
  readonly total: number | null;
  readonly shown: readonly ColumnId[];
  readonly sessions: readonly string[];
  readonly onSelect: (selection: Selection) => void;
};

/** What is asked for, of how many rows: afterwards other rows may match. */
type Open = { readonly what: 'export' | 'tag' | 'exclude' | 'delete'; readonly count: number };

/** What can be done with the chosen rows. */
export function SelectionBar(props: BarProps) {
  const { selection, listing, total, onSelect } = props;
  const { t } = useText();
  const { may } = useMe();
  const [open, setOpen] = useState<Open | null>(null);
  const count = selection.kind === 'all' ? (total ?? 0) : selection.rows.size;
  if (selection.kind === 'some' && count === 0) return null;
  const close = () => setOpen(null);
  const ask = (what: Open['what']) => setOpen({ what, count });
  const bulk = {
    ...props,
    count: open?.count ?? count,
    onClose: close,
    onDone: () => onSelect(NO_SELECTION),
  };
  const excludesPeople = listing.session === null || listing.filters.type !== 'group';
  return (
    <section
      aria-label={t('contacts.selection')}
      className="flex flex-wrap items-center gap-2 rounded-xl bg-accent-soft px-3 py-2"
    >
      <div className="me-auto max-w-72">
        <p role="status" className="font-medium text-accent-text">
          {t(selection.kind === 'all' ? 'contacts.selected_all' : 'contacts.selected', { count })}
        </p>
        {selection.kind === 'all' && <p className="text-sm">{t('contacts.selected_all_hint')}</p>}
      </div>
      {offersAll(selection, total) && (
        <Button kind="quiet" onClick={() => onSelect({ kind: 'all' })}>
          {t('contacts.select_matching', { count: total ?? 0 })}
        </Button>
      )}
      <Button onClick={() => ask('export')}>
        <Icon name="download" className="size-4.5" />
        {t('contacts.export')}
      </Button>
      {may('manage') && (
        <>
          <Button onClick={() => ask('tag')}>{t('contacts.tag')}</Button>
          {excludesPeople && (
            <Button onClick={() => ask('exclude')}>{t('contacts.exclude')} …</Button>
          )}
          <Button className="text-bad" onClick={() => ask('delete')}>
            {t('contacts.delete')} …
          </Button>
        </>
      )}
      <Button kind="quiet" onClick={() => onSelect(NO_SELECTION)}>
        {t('contacts.select_none')}
      </Button>
      {open?.what === 'export' && <ExportDialog {...props} count={count} onClose={close} />}
      {open?.what === 'tag' && <TagDialog {...bulk} />}
      {(open?.what === 'exclude' || open?.what === 'delete') && (
        <RemoveDialog {...bulk} excludes={open?.what === 'exclude'} />
      )}
    </section>
  );
}
