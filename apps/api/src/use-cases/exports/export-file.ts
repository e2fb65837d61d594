import type { ExportFormat } from '@grabber/contracts/api/export';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { EXPORT_FORMATS } from '../../exports/export-formats.ts';
import {
  type Blocks,
  type Chunks,
  countingRows,
  type ExportShape,
} from '../../exports/export-table.ts';
import { attachment } from '../../exports/file-name.ts';
import { withStreamSlot } from './with-stream-slot.ts';

/** A file that is created while it is sent. The caller must read `chunks` to the end or call `return`. */
export type ExportFile = {
  readonly contentType: string;
  /** The value of Content-Disposition. */
  readonly disposition: string;
  readonly chunks: Chunks;
};

/** The requested format, by default csv. */
export type ExportChoice = {
  readonly format?: ExportFormat | undefined;
  readonly bom?: boolean | undefined;
};

/** Whose share of the exports it takes, and the signal that aborts when the caller leaves. */
export type ExportCaller = {
  readonly share: string;
  readonly signal: AbortSignal;
  /** Called with the number of rows of each block. */
  readonly onRows?: (count: number) => void;
};

/** The formats that may begin with a byte order mark, as a refusal names them. */
const WITH_BOM = Object.entries(EXPORT_FORMATS)
  .filter(([, { takesBom }]) => takesBom)
  .map(([name]) => name)
  .join(' and ');

/** The rows as a file in the requested format. Throws VALIDATION_FAILED before it reads any row. */
export function exportFile<Row>(
  { exports, clock }: Pick<Context, 'exports' | 'clock'>,
  { format = 'csv', bom }: ExportChoice,
  source: {
    readonly shape: ExportShape<Row>;
    readonly blocks: Blocks;
    readonly caller: ExportCaller;
    readonly name: { readonly session: string; readonly what: string };
  },
): ExportFile {
  const { contentType, extension, takesBom, encode } = EXPORT_FORMATS[format];
  if (bom === true && !takesBom) {
    const details = [{ path: 'query.bom', message: `is for ${WITH_BOM} only` }];
    throw new ServiceError('VALIDATION_FAILED', 'This format has no bom.', { details });
  }
  const { share, onRows } = source.caller;
  const blocks = withStreamSlot({ semaphore: exports, share }, countingRows(source.blocks, onRows));
  return {
    contentType,
    disposition: attachment({ ...source.name, date: clock() }, extension),
    chunks: encode(source.shape, blocks, { bom }),
  };
}
