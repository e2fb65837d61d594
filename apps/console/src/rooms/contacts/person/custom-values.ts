/** A field that the workspace defines. */
export type CustomField = {
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'choice';
  readonly choices?: readonly string[];
};

export type CustomValue = string | number | boolean;

export const fieldText = (value: CustomValue | undefined): string =>
  value === undefined ? '' : String(value);

/** What the API takes for what was typed. Null deletes the value. */
export function fieldValue({ type }: CustomField, text: string): CustomValue | null {
  if (text === '') return null;
  if (type === 'number') return Number(text);
  return type === 'boolean' ? text === 'true' : text;
}
