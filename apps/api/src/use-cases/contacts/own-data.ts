import type {
  ChangeContactBody,
  ChangeTagsBody,
  ChangeTagsQuery,
} from '@grabber/contracts/api/own-data';
import type { ContactRow } from '@grabber/database/contacts/contact-row';
import { findContact } from '@grabber/database/contacts/find-contact';
import { listTags, type NameCount } from '@grabber/database/contacts/list-labels';
import {
  changeOwnData,
  changeTags as changeRows,
  type TagsChanged,
} from '@grabber/database/contacts/own-data';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import {
  type CustomField,
  findWorkspaceSettings,
} from '@grabber/database/workspaces/workspace-settings';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { storableLine, storableText } from '../../mappers/sanitise-text.ts';
import { addressIn, chosenRows } from './chosen-rows.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from './delete-contacts.ts';
import { contactNotFound } from './require-contact.ts';

type Needs = Pick<Context, 'db'>;
type Fault = { readonly path: string; readonly message: string };

/** As many as the contract lets one call give. */
const MAX_TAGS = 50;
/** A few seconds of work. The same call again changes the next ones. */
const MAX_ROWS = 10_000;

/**
 * Changes what people wrote to one contact or group, by any address of it. Throws CONTACT_NOT_FOUND,
 * VALIDATION_FAILED for a custom field that the workspace does not define, GrabLockTimeout.
 */
export async function changeContact(
  { db }: Needs,
  session: SessionRow,
  address: string,
  body: ChangeContactBody,
): Promise<ContactRow> {
  const { id: session_id, workspace_id } = session;
  const found = await findContact(db, addressIn(session, address));
  if (!found) throw contactNotFound();
  const settings = body.custom_fields ? await findWorkspaceSettings(db, workspace_id) : null;
  requireDefined(body.custom_fields ?? {}, settings?.custom_fields ?? []);
  const options = { session_id, row_id: found.id, lock_timeout_ms: ADDRESS_BOOK_LOCK_TIMEOUT_MS };
  const changed = await changeOwnData(db, options, storable(body));
  if (!changed) throw contactNotFound();
  return changed;
}

/** The texts as the database can hold them: filters find them in the same form. */
function storable({ tags, note, custom_fields }: ChangeContactBody): ChangeContactBody {
  const text = <Value>(value: Value) => (typeof value === 'string' ? storableText(value) : value);
  return {
    ...(tags !== undefined && { tags: tags && uniqueTags(tags) }),
    ...(note !== undefined && { note: text(note) }),
    ...(custom_fields !== undefined && {
      custom_fields:
        custom_fields &&
        Object.fromEntries(
          Object.entries(custom_fields).map(([name, value]) => [name, text(value)]),
        ),
    }),
  } as ChangeContactBody;
}

function uniqueTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(storableLine))].filter((tag) => tag !== '');
}

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** What a value of each type must be. */
const CHECKS: Readonly<
  Record<CustomField['type'], { is: (value: unknown, field: CustomField) => boolean; text: string }>
> = {
  text: { is: (value) => typeof value === 'string', text: 'must be a text' },
  number: { is: (value) => typeof value === 'number', text: 'must be a number' },
  boolean: { is: (value) => typeof value === 'boolean', text: 'must be true or false' },
  date: {
    is: (value) => typeof value === 'string' && DATE.test(value),
    text: 'must be a date such as 2026-11-28',
  },
  choice: {
    is: (value, { choices }) => choices?.some((choice) => choice === value) === true,
    text: 'must be one of the choices of the field',
  },
};

/** Any field may be deleted, also one that the workspace does not define any more. */
function requireDefined(values: Readonly<Record<string, unknown>>, fields: readonly CustomField[]) {
  const faults = Object.entries(values).flatMap(([name, value]): Fault[] => {
    if (value === null) return [];
    const path = `body.custom_fields.${name}`;
    const field = fields.find((one) => one.name === name);
    if (field === undefined) return [{ path, message: 'is no custom field of the workspace' }];
    const { is, text } = CHECKS[field.type];
    return is(value, field) ? [] : [{ path, message: text }];
  });
  refuse(faults, 'A custom field is not valid.');
}

function refuse(details: readonly Fault[], message: string): void {
  if (details.length > 0) throw new ServiceError('VALIDATION_FAILED', message, { details });
}

/**
 * Adds and removes tags of all rows that match the filters: those on WhatsApp, unless a filter says otherwise.
 * Throws VALIDATION_FAILED, SearchTermInvalid and GrabLockTimeout.
 */
export async function changeTags(
  { db }: Needs,
  session: SessionRow,
  filters: ChangeTagsQuery,
  { add = [], remove = [] }: ChangeTagsBody,
): Promise<TagsChanged> {
  const change = { add: uniqueTags(add), remove: uniqueTags(remove) };
  const both = change.add.filter((tag) => change.remove.includes(tag));
  const message = 'adds a tag that remove takes away';
  refuse(both.length > 0 ? [{ path: 'body.add', message }] : [], 'A tag is in both lists.');
  const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
  const options = { ...chosenRows(session, filters), lock_timeout_ms };
  return changeRows(db, options, { ...change, max_tags: MAX_TAGS, max_rows: MAX_ROWS });
}

/** The tags of the session's active contacts and groups, each with how many have it. */
export function readTags({ db }: Needs, session: SessionRow): Promise<NameCount[]> {
  return listTags(db, session.id);
}
