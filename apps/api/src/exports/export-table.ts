import type { EncodeJson } from './json/json-lines.ts';

/**
 * What a cell holds. `text` is what people wrote; `phone` digits that are no quantity; `plain` what
 * the system made and can hold nothing that a format must escape; `flag` true or false.
 */
export type CellKind = 'text' | 'phone' | 'plain' | 'number' | 'flag';

export type ExportColumn<Row> = {
  readonly name: string;
  readonly kind: CellKind;
  readonly value: (row: Row) => string | boolean | null;
};

/** Someone to be written into a phone's or a mail program's address book. */
export type ExportPerson = {
  readonly id: string;
  readonly name: string | null;
  readonly phone_number: string | null;
  readonly nickname: string | null;
  readonly company: string | null;
  /** What the person says; absent: unknown */
  readonly note?: string | null;
  /** ISO 8601; null: unknown */
  readonly revised_at: string | null;
};

/** How one kind of row looks in each kind of file. */
export type ExportShape<Row> = {
  readonly title: string;
  /** The rows of a block. */
  readonly rows: (block: Buffer) => readonly Row[];
  readonly columns: readonly ExportColumn<Row>[];
  /** The rows of a block as JSON, as the API's other answers show them. */
  readonly json: EncodeJson;
  /** Null: no person, and in no file of persons. */
  readonly person: (row: Row) => ExportPerson | null;
};

/** What the database streams: blocks of lines (see streamCopy), never all at once. */
export type Blocks = AsyncIterable<Buffer>;
/** The rows of such blocks, as they come. */
export type Pages<Row> = AsyncIterable<readonly Row[]>;
export type Chunks = AsyncGenerator<string | Buffer>;
