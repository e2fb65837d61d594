import {
  ALL_COLUMNS,
  type ExportDelimiter,
  type ExportFormat,
  type ExportProfile,
  type PhoneStyle,
  PROFILE_FORMATS,
} from '@grabber/contracts/api/export';
import { ServiceError } from '@grabber/service-kit/service-error';
import { EXPORT_FORMATS, type FileOption } from '../../exports/export-formats.ts';
import type { ExportColumn } from '../../exports/export-table.ts';

/** What a caller chose of a file. Without a format it is csv. */
export type ExportChoice = {
  readonly format?: ExportFormat | undefined;
  readonly bom?: boolean | undefined;
  readonly phone?: PhoneStyle | undefined;
  readonly delimiter?: ExportDelimiter | undefined;
  readonly columns?: string | undefined;
  readonly profile?: ExportProfile | undefined;
};

const OPTIONS: readonly FileOption[] = ['bom', 'phone', 'delimiter', 'columns', 'profile'];
/** A profile is the layout that its program asks for. */
const FIXED_BY_PROFILE: readonly FileOption[] = ['phone', 'delimiter', 'columns'];

/** Throws VALIDATION_FAILED if the format does not have what was chosen. */
export function checkChoice(choice: ExportChoice): void {
  const { format = 'csv', profile } = choice;
  const chosen = OPTIONS.filter(
    (option) => choice[option] !== undefined && choice[option] !== false,
  );
  for (const option of chosen) {
    if (!EXPORT_FORMATS[format].takes.includes(option)) {
      throw refused(option, `is for ${formatsWith(option)} only`);
    }
    if (profile !== undefined && FIXED_BY_PROFILE.includes(option)) {
      throw refused(option, 'is not for a profile, which has its own');
    }
  }
  if (profile === undefined) return;
  const formats: readonly ExportFormat[] = PROFILE_FORMATS[profile];
  if (!formats.includes(format))
    throw refused('profile', `${profile} is for ${listed(formats)} only`);
}

/** The columns by the names that the caller chose. Throws VALIDATION_FAILED for a name that none has. */
export function chosenColumns<Row>(
  columns: readonly ExportColumn<Row>[],
  names: string | undefined,
): readonly ExportColumn<Row>[] {
  if (names === undefined) return columns.filter(({ isFurther = false }) => !isFurther);
  if (names === ALL_COLUMNS) return columns;
  const wanted = names.split(',');
  if (new Set(wanted).size < wanted.length) throw refused('columns', 'names a column twice');
  return wanted.map((wantedName) => {
    const column = columns.find(({ name }) => name === wantedName);
    if (column !== undefined) return column;
    const known = columns.map(({ name }) => name).join(', ');
    throw refused(
      'columns',
      `"${wantedName}" is no column; there are ${known}, or "${ALL_COLUMNS}"`,
    );
  });
}

/** Whether the caller chose the column with that name. */
export function choosesColumn({ columns }: ExportChoice, name: string): boolean {
  return columns === ALL_COLUMNS || columns?.split(',').includes(name) === true;
}

function refused(option: FileOption, message: string): ServiceError {
  const details = [{ path: `query.${option}`, message }];
  return new ServiceError('VALIDATION_FAILED', `An export has no such ${option}.`, { details });
}

function formatsWith(option: FileOption): string {
  const formats = Object.entries(EXPORT_FORMATS).filter(([, { takes }]) => takes.includes(option));
  return listed(formats.map(([name]) => name));
}

const listed = (names: readonly string[]): string => names.join(' and ');
