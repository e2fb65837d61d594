import {
  ALL_COLUMNS,
  type ExportDelimiter,
  type ExportFormat,
  type ExportProfile,
  type PhoneStyle,
  PROFILE_FORMATS,
} from '@grabber/contracts/api/export';
import { type LocalText, ServiceError } from '@grabber/service-kit/service-error';
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
      throw refused(option, {
        en: `is for ${formatsWith(option)} only`,
        id: `hanya untuk ${formatsWith(option).replace(' and ', ' dan ')}`,
      });
    }
    if (profile !== undefined && FIXED_BY_PROFILE.includes(option)) {
      throw refused(option, {
        en: 'is not for a profile, which has its own',
        id: 'tidak berlaku untuk profile, yang sudah menentukannya sendiri',
      });
    }
  }
  if (profile === undefined) return;
  const formats: readonly ExportFormat[] = PROFILE_FORMATS[profile];
  if (!formats.includes(format))
    throw refused('profile', {
      en: `${profile} is for ${listed(formats)} only`,
      id: `${profile} hanya untuk ${listed(formats).replace(' and ', ' dan ')}`,
    });
}

/** The columns by the names that the caller chose. Throws VALIDATION_FAILED for a name that none has. */
export function chosenColumns<Row>(
  columns: readonly ExportColumn<Row>[],
  names: string | undefined,
): readonly ExportColumn<Row>[] {
  if (names === undefined) return columns.filter(({ isFurther = false }) => !isFurther);
  if (names === ALL_COLUMNS) return columns;
  const wanted = names.split(',');
  if (new Set(wanted).size < wanted.length) throw refused('columns', TWICE);
  return wanted.map((wantedName) => {
    const column = columns.find(({ name }) => name === wantedName);
    if (column !== undefined) return column;
    const known = columns.map(({ name }) => name).join(', ');
    throw refused('columns', {
      en: `"${wantedName}" is no column; there are ${known}, or "${ALL_COLUMNS}"`,
      id: `"${wantedName}" bukan kolom; yang ada ${known}, atau "${ALL_COLUMNS}"`,
    });
  });
}

/** Whether the caller chose the column with that name. */
export function choosesColumn({ columns }: ExportChoice, name: string): boolean {
  return columns === ALL_COLUMNS || columns?.split(',').includes(name) === true;
}

const TWICE = { en: 'names a column twice', id: 'menyebut satu kolom dua kali' };

function refused(option: FileOption, message: LocalText): ServiceError {
  const details = [{ path: `query.${option}`, message }];
  return new ServiceError('VALIDATION_FAILED', `An export has no such ${option}.`, { details });
}

function formatsWith(option: FileOption): string {
  const formats = Object.entries(EXPORT_FORMATS).filter(([, { takes }]) => takes.includes(option));
  return listed(formats.map(([name]) => name));
}

const listed = (names: readonly string[]): string => names.join(' and ');
