import { CONTACT_ROW_FIELDS, type ContactRow, selectList } from './contact-row.ts';

/** Fields of a row that leave in no stream. */
const LEFT_OUT = ['session_id', 'group_id', 'created_at'] as const;

export type ContactLineField = Exclude<keyof ContactRow, (typeof LEFT_OUT)[number]>;

/** The fields of a contact's line (see copy-line.ts), in their order. */
export const CONTACT_LINE_FIELDS = CONTACT_ROW_FIELDS.filter(
  (name): name is ContactLineField => !LEFT_OUT.some((one) => one === name),
);

/** Select list of such lines, from contacts c and their session x. */
export const CONTACT_LINE_COLUMNS = selectList(CONTACT_LINE_FIELDS);
