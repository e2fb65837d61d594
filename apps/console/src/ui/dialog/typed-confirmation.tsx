import { useText } from '../../text/use-text.ts';
import { TextField } from '../field.tsx';

type ConfirmationProps = {
  /** What must be typed. */
  readonly text: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** Guards what cannot be taken back: the person types a word that the page shows. */
export function TypedConfirmation({ text, value, onChange }: ConfirmationProps) {
  const { t } = useText();
  return (
    <TextField
      label={t('confirm.type', { text })}
      value={value}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

export const isConfirmed = (text: string, typed: string): boolean => typed.trim() === text;
