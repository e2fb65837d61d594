import type { ExportFormat } from '@grabber/contracts/api/export';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { EXPORT_FORMATS } from '../../exports/export-formats.ts';
import type { Blocks, Chunks, ExportShape } from '../../exports/export-table.ts';
import { attachment } from '../../exports/file-name.ts';
import { withStreamSlot } from './with-stream-slot.ts';

/** A file that is made while it is sent. Who takes it must read it or call its `return`. */
export type ExportFile = {
  readonly contentType: string;
  /** the value of Content-Disposition */
  readonly disposition: string;
  readonly chunks: Chunks;
};

/** What was asked for; csv by default. */
export type ExportChoice = {
  readonly format?: ExportFormat | undefined;
  readonly bom?: boolean | undefined;
};

/** Who asks, and until when. */
export type ExportCaller = { readonly keyId: string; readonly signal: AbortSignal };

/** Rows on their way into a file of that choice. Throws VALIDATION_FAILED; nothing is read before. */
export function exportFile<Row>(
  { exports, clock }: Pick<Context, 'exports' | 'clock'>,
  { format = 'csv', bom }: ExportChoice,
  source: {
    readonly shape: ExportShape<Row>;
    readonly blocks: Blocks;
    readonly keyId: string;
    readonly name: { readonly session: string; readonly what: string };
  },
): ExportFile {
  const { contentType, extension, takesBom, encode } = EXPORT_FORMATS[format];
  if (bom === true && !takesBom) {
    const details = [{ path: 'query.bom', message: 'is for csv and google-csv only' }];
    throw new ServiceError('VALIDATION_FAILED', 'bom is not of this format.', { details });
  }
  const semaphore = { acquire: (signal?: AbortSignal) => exports.acquire(source.keyId, signal) };
  return {
    contentType,
    disposition: attachment({ ...source.name, date: clock() }, extension),
    chunks: encode(source.shape, withStreamSlot(semaphore, source.blocks), { bom }),
  };
}
