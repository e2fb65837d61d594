import { useState } from 'react';
import { useDownload } from '../../../files/use-download.ts';
import { useText } from '../../../text/use-text.ts';
import { Button, buttonLook } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ErrorNotice, Notice } from '../../../ui/notice.tsx';
import { listingOfRows, MOST_IDS, type Selection } from '../bulk/selection.ts';
import type { Listing } from '../contacts-search.ts';
import type { ColumnId } from '../table/column-layout.ts';
import { type ExportChoice, FIRST_CHOICE, textChoice } from './export-choice.ts';
import { exportUrl } from './export-file.ts';
import { ExportOptions } from './export-options.tsx';
import { ExportPreview, usePreview } from './export-preview.tsx';

type ExportDialogProps = {
  readonly selection: Selection;
  readonly listing: Listing;
  readonly count: number;
  readonly shown: readonly ColumnId[];
  readonly onClose: () => void;
};

/** Chooses a file, shows how it begins, and saves it. */
export function ExportDialog({ selection, listing, count, shown, onClose }: ExportDialogProps) {
  const { t } = useText();
  const [choice, setChoice] = useState<ExportChoice>(FIRST_CHOICE);
  const picked = selection.kind === 'some' ? [...selection.rows.values()] : null;
  const isTooMany = picked !== null && picked.length > MOST_IDS;
  const exported = picked === null || isTooMany ? listing : listingOfRows(listing, picked);
  const url = exportUrl(exported, choice, shown);
  const asText = exportUrl(exported, textChoice(choice), shown);
  const preview = usePreview({ listing: exported, choice, shown, isEnabled: !isTooMany });
  const mayBeSaved = !isTooMany && preview.data?.kind !== 'empty';
  const save = useDownload();
  return (
    <Dialog isOpen onClose={onClose} isWide title={t('contacts.export_title', { count })}>
      <div className="flex flex-col gap-5">
        <ExportOptions choice={choice} onChange={setChoice} />
        {isTooMany ? (
          <Notice tone="warn">{t('contacts.export_too_many', { count: MOST_IDS })}</Notice>
        ) : (
          <ExportPreview {...preview} />
        )}
        {save.isError && <ErrorNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          {mayBeSaved && (
            <a
              className={buttonLook('main')}
              href={url}
              download
              aria-disabled={save.isPending || undefined}
              onClick={(event) => {
                event.preventDefault();
                if (!save.isPending) save.mutate({ url, asText }, { onSuccess: onClose });
              }}
            >
              <Icon name="download" />
              {t('contacts.export_save')}
            </a>
          )}
        </div>
      </div>
    </Dialog>
  );
}
