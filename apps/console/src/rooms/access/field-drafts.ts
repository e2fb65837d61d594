import type { WorkspaceSettings } from '@grabber/contracts/api/own-data';

type Fields = WorkspaceSettings['custom_fields'];

export const FIELD_TYPES = ['text', 'number', 'boolean', 'date', 'choice'] as const;

/** A field while a person edits it. */
export type DraftField = {
  readonly id: number;
  readonly name: string;
  readonly type: (typeof FIELD_TYPES)[number];
  /** With commas between them. */
  readonly choices: string;
};

export function draftsOf(fields: Fields): DraftField[] {
  return fields.map(({ name, type, choices = [] }, id) => ({
    id,
    name,
    type,
    choices: choices.join(', '),
  }));
}

export function newDraft(drafts: readonly DraftField[]): DraftField {
  const id = Math.max(-1, ...drafts.map((draft) => draft.id)) + 1;
  return { id, name: '', type: 'text', choices: '' };
}

/** The fields of the drafts, as the API takes them. */
export function fieldsOf(drafts: readonly DraftField[]): Fields {
  return drafts.map(({ name, type, choices }) => ({
    name: name.trim(),
    type,
    ...(type === 'choice' && { choices: choicesOf(choices) }),
  }));
}

function choicesOf(text: string): string[] {
  const choices = text.split(',').map((choice) => choice.trim());
  return [...new Set(choices)].filter((choice) => choice !== '');
}
