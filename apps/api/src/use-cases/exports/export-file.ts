import type { Context } from '../../context.ts';
import { EXPORT_FORMATS } from '../../exports/export-formats.ts';
import {
  type Blocks,
  type Chunks,
  countingRows,
  type ExportShape,
} from '../../exports/export-table.ts';
import { attachment } from '../../exports/file-name.ts';
import { withPhones } from '../../exports/phone-columns.ts';
import { checkChoice, chosenColumns, type ExportChoice } from './export-choice.ts';
import { withStreamSlot } from './with-stream-slot.ts';

/** A file that is created while it is sent. The caller must read `chunks` to the end or call `return`. */
export type ExportFile = {
  readonly contentType: string;
  /** The value of Content-Disposition. */
  readonly disposition: string;
  readonly chunks: Chunks;
};

/** Whose share of the exports it takes, and the signal that aborts when the caller leaves. */
export type ExportCaller = {
  readonly share: string;
  readonly signal: AbortSignal;
  /** Called with the number of rows of each block. */
  readonly onRows?: (count: number) => void;
};

/** The rows as a file in the requested format. Throws VALIDATION_FAILED before it reads any row. */
export function exportFile<Row>(
  { exports, clock }: Pick<Context, 'exports' | 'clock'>,
  choice: ExportChoice,
  source: {
    readonly shape: ExportShape<Row>;
    readonly blocks: Blocks;
    readonly caller: ExportCaller;
    readonly name: { readonly session: string; readonly what: string };
  },
): ExportFile {
  checkChoice(choice);
  const { format = 'csv', phone = 'e164', columns, ...options } = choice;
  const { contentType, extension, encode } = EXPORT_FORMATS[format];
  const shape = {
    ...source.shape,
    columns: withPhones(chosenColumns(source.shape.columns, columns), phone),
  };
  const { share, onRows } = source.caller;
  const blocks = withStreamSlot({ semaphore: exports, share }, countingRows(source.blocks, onRows));
  return {
    contentType,
    disposition: attachment({ ...source.name, date: clock() }, extension),
    chunks: encode(shape, blocks, options),
  };
}
