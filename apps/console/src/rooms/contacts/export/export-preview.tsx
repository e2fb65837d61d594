import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { KEYS } from '../../../api/keys.ts';
import { useMasksNumbers } from '../../../book/phone-number.tsx';
import { readBeginning } from '../../../files/api-file.ts';
import { maskedText } from '../../../text/number-mask.ts';
import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice, Notice } from '../../../ui/notice.tsx';
import { Loading } from '../../../ui/page.tsx';
import type { Listing } from '../contacts-search.ts';
import type { ColumnId } from '../table/column-layout.ts';
import { type ExportChoice, previewChoice } from './export-choice.ts';
import { exportUrl } from './export-file.ts';
import { type Preview, previewOf } from './file-text.ts';

type WantedPreview = {
  readonly listing: Listing;
  readonly choice: ExportChoice;
  readonly shown: readonly ColumnId[];
  readonly isEnabled: boolean;
};

/** How the file begins. */
export function usePreview({ listing, choice, shown, isEnabled }: WantedPreview) {
  const previewed = previewChoice(choice);
  const url = exportUrl(listing, previewed, shown);
  return useQuery({
    queryKey: KEYS.contacts('preview', url),
    queryFn: async ({ signal }) => previewOf(await readBeginning(url, signal), previewed),
    enabled: isEnabled,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** The first rows of the file as its reader will see them. */
export function ExportPreview({ data, error, refetch }: ReturnType<typeof usePreview>) {
  const { t } = useText();
  const masks = useMasksNumbers();
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">{t('contacts.preview')}</h3>
        {masks && (
          <Button aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
            {t(isShown ? 'number.mask_all' : 'number.show_all')}
          </Button>
        )}
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Shown preview={data} seen={masks && !isShown ? maskedText : asItIs} />}
    </div>
  );
}

type Seen = (text: string) => string;
const asItIs: Seen = (text) => text;

function Shown({ preview, seen }: { readonly preview: Preview; readonly seen: Seen }) {
  const { t } = useText();
  if (preview.kind === 'empty') return <Notice tone="warn">{t('contacts.preview_empty')}</Notice>;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('contacts.preview')}
      dir="ltr"
      className="max-h-72 overflow-auto rounded-xl border border-line bg-page"
    >
      {preview.kind === 'table' ? (
        <TablePreview titles={preview.titles} rows={preview.rows} seen={seen} />
      ) : (
        preview.texts.map((text) => (
          <pre
            key={text}
            className="border-b border-line p-3 text-sm whitespace-pre-wrap last:border-0"
          >
            {seen(text)}
          </pre>
        ))
      )}
    </section>
  );
}

type TableProps = Omit<Extract<Preview, { kind: 'table' }>, 'kind'> & { readonly seen: Seen };

function TablePreview({ titles, rows, seen }: TableProps) {
  return (
    <table className="border-collapse text-sm">
      <thead>
        <tr>
          {titles.map((title, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a program may want two columns of one title
            <th key={column} scope="col" className="border border-line px-2 py-1 text-start">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows may be equal, and they do not move
          <tr key={index} className="bg-surface">
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
              <td key={column} className="max-w-56 truncate border border-line px-2 py-1">
                <bdi>{seen(cell)}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
