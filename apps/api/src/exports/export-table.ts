import type { EncodeJson } from './json/json-lines.ts';

/**
 * The content of a cell. `text`: written by people. `phone`: digits that are not a quantity. `e164`: the same,
 * to be written with a plus sign. `plain`: made by the system, with nothing to escape in any format. `flag`: true or false.
 */
export type CellKind = 'text' | 'phone' | 'e164' | 'plain' | 'number' | 'flag';

export type ExportColumn<Row> = {
  readonly name: string;
  readonly kind: CellKind;
  readonly value: (row: Row) => string | boolean | null;
  /** Only in a table that names it. */
  readonly isFurther?: boolean;
  /** Of a layout that other programs ask for, without a value in any row. */
  readonly isEmpty?: boolean;
};

/** A person for the address book of a phone or a mail program. */
export type ExportPerson = {
  /** Where the person is reached. It changes when WhatsApp tells the number of an LID. */
  readonly id: string;
  /** Stays the same for as long as the person is stored. */
  readonly uid: string;
  readonly name: string | null;
  readonly phone_number: string | null;
  readonly nickname: string | null;
  readonly company: string | null;
  /** The person's status text. Absent: unknown. */
  readonly note?: string | null;
  /** The labels or lists that the person is in. Absent: unknown. */
  readonly labels?: readonly string[];
  /** ISO 8601. Null: unknown. */
  readonly revised_at: string | null;
};

/** How to write one kind of row in each file format. */
export type ExportShape<Row> = {
  readonly title: string;
  /** The rows of a block. */
  readonly rows: (block: Buffer) => readonly Row[];
  /** Every column that a table can have. Phone numbers are digits. */
  readonly columns: readonly ExportColumn<Row>[];
  /** Encodes the rows of a block as JSON, in the form of the API's other answers. */
  readonly json: EncodeJson;
  /** Null: the row is not a person, and files of persons leave it out. */
  readonly person: (row: Row) => ExportPerson | null;
};

/** Blocks of lines, as the database streams them (see streamCopy). Never all in memory at once. */
export type Blocks = AsyncIterable<Buffer>;
/** The rows of such blocks, as they arrive. */
export type Pages<Row> = AsyncIterable<readonly Row[]>;
export type Chunks = AsyncGenerator<string | Buffer>;

const NEWLINE = 0x0a;

/** The same blocks. `onRows` gets how many lines each one holds. */
export async function* countingRows(
  blocks: Blocks,
  onRows: (count: number) => void = () => {},
): AsyncGenerator<Buffer> {
  for await (const block of blocks) {
    let count = 0;
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) count += 1;
    onRows(count);
    yield block;
  }
}
