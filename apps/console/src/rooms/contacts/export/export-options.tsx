import { useText } from '../../../text/use-text.ts';
import { CheckField, SelectField } from '../../../ui/field.tsx';
import {
  DELIMITERS,
  type ExportChoice,
  FORMATS,
  isTable,
  PHONE_STYLES,
  profilesOf,
  withFormat,
} from './export-choice.ts';

type OptionsProps = {
  readonly choice: ExportChoice;
  readonly onChange: (choice: ExportChoice) => void;
};

/** The value of a list of choices that has it. */
function chosen<T extends string>(values: readonly T[], value: string): T | undefined {
  return values.find((one) => one === value);
}

export function ExportOptions({ choice, onChange }: OptionsProps) {
  const { t } = useText();
  const profiles = profilesOf(choice.format);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={t('contacts.export_format')}
        hint={t(`contacts.format_hint.${choice.format}`)}
        value={choice.format}
        choices={FORMATS.map((value) => ({ value, label: t(`contacts.format.${value}`) }))}
        onChange={({ target }) => {
          onChange(withFormat(choice, chosen(FORMATS, target.value) ?? 'csv'));
        }}
      />
      {profiles.length > 0 && (
        <SelectField
          label={t('contacts.export_profile')}
          hint={t('contacts.export_profile_hint')}
          value={choice.profile ?? ''}
          choices={[
            { value: '', label: t('contacts.export_no_profile') },
            ...profiles.map((value) => ({ value, label: t(`contacts.profile.${value}`) })),
          ]}
          onChange={({ target }) =>
            onChange({ ...choice, profile: chosen(profiles, target.value) ?? null })
          }
        />
      )}
      {isTable(choice.format) && choice.profile === null && (
        <TableOptions choice={choice} onChange={onChange} />
      )}
      {(choice.format === 'csv' || choice.format === 'google-csv') && (
        <CheckField
          label={t('contacts.export_bom')}
          hint={t('contacts.export_bom_hint')}
          checked={choice.bom}
          onChange={({ target }) => onChange({ ...choice, bom: target.checked })}
        />
      )}
    </div>
  );
}

const COLUMN_CHOICES = ['usual', 'table', 'all'] as const;

function TableOptions({ choice, onChange }: OptionsProps) {
  const { t } = useText();
  return (
    <>
      <SelectField
        label={t('contacts.export_columns')}
        value={choice.columns}
        choices={COLUMN_CHOICES.map((value) => ({
          value,
          label: t(`contacts.export_columns.${value}`),
        }))}
        onChange={({ target }) =>
          onChange({ ...choice, columns: chosen(COLUMN_CHOICES, target.value) ?? 'usual' })
        }
      />
      <SelectField
        label={t('contacts.export_phone')}
        value={choice.phone}
        choices={PHONE_STYLES.map((value) => ({ value, label: t(`contacts.phone.${value}`) }))}
        onChange={({ target }) =>
          onChange({ ...choice, phone: chosen(PHONE_STYLES, target.value) ?? 'e164' })
        }
      />
      {choice.format === 'csv' && (
        <SelectField
          label={t('contacts.export_delimiter')}
          value={choice.delimiter}
          choices={DELIMITERS.map((value) => ({ value, label: t(`contacts.delimiter.${value}`) }))}
          onChange={({ target }) =>
            onChange({ ...choice, delimiter: chosen(DELIMITERS, target.value) ?? 'comma' })
          }
        />
      )}
    </>
  );
}
