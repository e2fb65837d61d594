import { useState } from 'react';
import { saveBlob } from '../../../files/save-file.ts';
import { useText } from '../../../text/use-text.ts';
import { Button, buttonLook } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useSay } from '../../../ui/toast.tsx';
import type { ColumnId } from '../column-layout.ts';
import type { Listing } from '../contacts-search.ts';
import type { Selection } from '../selection.ts';
import { type ExportChoice, endingOf, FIRST_CHOICE } from './export-choice.ts';
import { exportUrl, fileOfRows } from './export-file.ts';
import { ExportOptions } from './export-options.tsx';
import { ExportPreview } from './export-preview.tsx';

type ExportDialogProps = {
  readonly selection: Selection;
  readonly listing: Listing;
  readonly count: number;
  readonly shown: readonly ColumnId[];
  readonly onClose: () => void;
};

/** More single rows than this would be as many requests. */
const MOST_ROWS = 200;

/** Chooses a file, shows how it begins, and saves it. */
export function ExportDialog({ selection, listing, count, shown, onClose }: ExportDialogProps) {
  const { t } = useText();
  const [choice, setChoice] = useState<ExportChoice>(
    selection.kind === 'all' ? FIRST_CHOICE : { ...FIRST_CHOICE, format: 'csv' },
  );
  const picked = selection.kind === 'some' ? [...selection.rows.values()] : null;
  const isTooMany = picked !== null && picked.length > MOST_ROWS;
  return (
    <Dialog isOpen onClose={onClose} isWide title={t('contacts.export_title', { count })}>
      <div className="flex flex-col gap-5">
        <ExportOptions choice={choice} isOfRows={picked !== null} onChange={setChoice} />
        <ExportPreview listing={listing} picked={picked} choice={choice} shown={shown} />
        {isTooMany && (
          <Notice tone="warn">{t('contacts.export_too_many', { count: MOST_ROWS })}</Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          {picked === null ? (
            <a
              className={buttonLook('main')}
              href={exportUrl(listing, choice, shown)}
              download
              onClick={onClose}
            >
              <Icon name="download" />
              {t('contacts.export_save')}
            </a>
          ) : (
            <SaveRows
              isDisabled={isTooMany}
              onDone={onClose}
              read={(signal) => fileOfRows(picked, choice, shown, signal)}
              name={`contacts.${endingOf(choice.format)}`}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
}

type SaveRowsProps = {
  readonly isDisabled: boolean;
  readonly read: (signal: AbortSignal) => Promise<Blob>;
  readonly name: string;
  readonly onDone: () => void;
};

function SaveRows({ isDisabled, read, name, onDone }: SaveRowsProps) {
  const { t } = useText();
  const say = useSay();
  const [isBusy, setIsBusy] = useState(false);
  const save = async () => {
    setIsBusy(true);
    try {
      saveBlob(name, await read(new AbortController().signal));
      onDone();
    } catch (error) {
      say.failed(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button kind="main" isBusy={isBusy} disabled={isDisabled} onClick={() => void save()}>
      <Icon name="download" />
      {t('contacts.export_save')}
    </Button>
  );
}
