import { type Static, Type } from 'typebox';
import { SessionId } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { CustomFieldName, CustomValue, Note, Tag, Tags } from '../own-data-values.ts';
import { WorkspaceName } from './access/workspace.ts';
import { ListContactsQuery, StoredContact } from './contact.ts';

const Count = Type.Integer({ minimum: 0 });

/** What is absent stays. Null, an empty list and an empty note delete. Of `custom_fields` only the named ones change. */
export const ChangeContactBody = Type.Object(
  {
    tags: Type.Optional(Nullable(Tags)),
    note: Type.Optional(Nullable(Note)),
    custom_fields: Type.Optional(
      Nullable(
        Type.Record(CustomFieldName, Nullable(CustomValue), { additionalProperties: false }),
      ),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type ChangeContactBody = Static<typeof ChangeContactBody>;

export const ChangedContact = Type.Object({ session_id: SessionId, contact: StoredContact });

const { sort: _, total: __, limit: ___, cursor: ____, ...filters } = ListContactsQuery.properties;

/** The filters of the list. */
export const ChangeTagsQuery = Type.Object(filters, { additionalProperties: false });
export type ChangeTagsQuery = Static<typeof ChangeTagsQuery>;

const SomeTags = Type.Array(Tag, { minItems: 1, maxItems: 10 });

export const ChangeTagsBody = Type.Object(
  { add: Type.Optional(SomeTags), remove: Type.Optional(SomeTags) },
  { additionalProperties: false, minProperties: 1 },
);
export type ChangeTagsBody = Static<typeof ChangeTagsBody>;

export const ChangedTags = Type.Object({
  session_id: SessionId,
  /** Contacts and groups that the filters let through. */
  matched_count: Count,
  changed_count: Count,
  /** Left as they are, because they would have too many tags. */
  refused_count: Count,
  /** True: the same call again changes the next ones. */
  has_more: Type.Boolean(),
});

/** A tag, and how many of those that the account has now have it. */
export const StoredTag = Type.Object({ name: Type.String(), contacts: Count, groups: Count });
export const TagList = Type.Object({ session_id: SessionId, tags: Type.Array(StoredTag) });

export const CustomFieldType = Type.Union([
  Type.Literal('text'),
  Type.Literal('number'),
  Type.Literal('boolean'),
  Type.Literal('date'),
  Type.Literal('choice'),
]);

/** `choices` only of a `choice`. */
export const CustomField = Type.Object(
  {
    name: CustomFieldName,
    type: CustomFieldType,
    choices: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 100 }),
    ),
  },
  { additionalProperties: false },
);

const settings = {
  /** The fields that contacts and groups of the workspace can have. */
  custom_fields: Type.Array(CustomField, { maxItems: 30 }),
  /** Grabs also keep the old and new values of what they change, for 30 days. */
  keeps_change_values: Type.Boolean(),
  /** The console shows a phone number only after a click on it. Answers have it either way. */
  masks_numbers: Type.Boolean(),
};

export const WorkspaceSettings = Type.Object({ workspace: Type.String(), ...settings });
export type WorkspaceSettings = Static<typeof WorkspaceSettings>;

export const WorkspaceSettingsQuery = Type.Object(
  /** Default: the caller's own. For the admin key: `default`. */
  { workspace: Type.Optional(WorkspaceName) },
  { additionalProperties: false },
);

export const ChangeWorkspaceSettingsBody = Type.Object(
  {
    custom_fields: Type.Optional(settings.custom_fields),
    keeps_change_values: Type.Optional(settings.keeps_change_values),
    masks_numbers: Type.Optional(settings.masks_numbers),
    workspace: Type.Optional(WorkspaceName),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type ChangeWorkspaceSettingsBody = Static<typeof ChangeWorkspaceSettingsBody>;
