import { useQuery } from '@tanstack/react-query';
import { KEYS } from '../../../api/keys.ts';
import { useText } from '../../../text/use-text.ts';
import { ErrorNotice } from '../../../ui/notice.tsx';
import { Loading } from '../../../ui/page.tsx';
import type { ColumnId } from '../column-layout.ts';
import type { Listing } from '../contacts-search.ts';
import type { Picked } from '../selection.ts';
import { type ExportChoice, previewChoice } from './export-choice.ts';
import { exportUrl, fileOfRows, readBeginning } from './export-file.ts';
import { type Preview, previewOf } from './file-text.ts';

type PreviewProps = {
  readonly listing: Listing;
  /** The single rows that are chosen. Null: all of the listing. */
  readonly picked: readonly Picked[] | null;
  readonly choice: ExportChoice;
  readonly shown: readonly ColumnId[];
};

const FIRST_ROWS = 3;

/** The first rows of the file as its reader will see them. */
export function ExportPreview({ listing, picked, choice, shown }: PreviewProps) {
  const { t } = useText();
  const asText = previewChoice(choice);
  const url = exportUrl(listing, asText, shown);
  const some = picked?.slice(0, FIRST_ROWS) ?? null;
  const { data, error, refetch } = useQuery({
    queryKey: KEYS.contacts('preview', url, some),
    queryFn: async ({ signal }) => {
      const file =
        some && (await fileOfRows(some, asText, shown, signal).then((all) => all.text()));
      return previewOf(file ?? (await readBeginning(url, signal)), asText);
    },
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <div className="min-w-0">
      <h3 className="mb-2 font-medium">{t('contacts.preview')}</h3>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Shown preview={data} />}
    </div>
  );
}

function Shown({ preview }: { readonly preview: Preview }) {
  const { t } = useText();
  const isEmpty = preview.kind === 'table' ? preview.rows.length === 0 : preview.texts.length === 0;
  if (isEmpty) return <p className="text-muted">{t('contacts.preview_empty')}</p>;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('contacts.preview')}
      dir="ltr"
      className="max-h-72 overflow-auto rounded-xl border border-line bg-page"
    >
      {preview.kind === 'table' ? (
        <TablePreview titles={preview.titles} rows={preview.rows} />
      ) : (
        preview.texts.map((text) => (
          <pre
            key={text}
            className="border-b border-line p-3 text-sm whitespace-pre-wrap last:border-0"
          >
            {text}
          </pre>
        ))
      )}
    </section>
  );
}

function TablePreview({ titles, rows }: Omit<Extract<Preview, { kind: 'table' }>, 'kind'>) {
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
                <bdi>{cell}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
