import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { KEYS } from '../../../api/keys.ts';
import { settingsQuery } from '../../../api/queries.ts';
import { useText } from '../../../text/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../../ui/field.tsx';
import { ErrorNotice, Pill } from '../../../ui/notice.tsx';
import { useSay } from '../../../ui/toast.tsx';
import { tagsIn } from '../bulk/bulk-actions.tsx';
import type { ContactRow } from '../rows/contact-source.ts';
import { type CustomField, type CustomValue, fieldText, fieldValue } from './custom-values.ts';
import { Fact, Facts, Section } from './panel-parts.tsx';

type OwnDataProps = { readonly contact: ContactRow; readonly mayEdit: boolean };

/** Tags, note and custom fields: written by people, untouched by grabs. */
export function OwnData({ contact, mayEdit }: OwnDataProps) {
  const { t } = useText();
  const [isEditing, setIsEditing] = useState(false);
  const { tags, note, custom_fields: fields } = contact;
  const isEmpty = !tags?.length && !note && !fields;
  return (
    <Section title={t('contacts.own_data')}>
      {isEditing ? (
        <OwnDataForm contact={contact} onClose={() => setIsEditing(false)} />
      ) : (
        <div className="flex flex-col items-start gap-3">
          {isEmpty && <p className="text-muted">{t('contacts.own_data_text')}</p>}
          {tags && tags.length > 0 && (
            <p className="flex flex-wrap gap-1.5">
              {tags.map((tag) => (
                <Pill key={tag} tone="accent">
                  <bdi>{tag}</bdi>
                </Pill>
              ))}
            </p>
          )}
          {note && <bdi className="break-words whitespace-pre-wrap">{note}</bdi>}
          {fields && (
            <Facts>
              {Object.entries(fields).map(([name, value]) => (
                <Fact key={name} title={name}>
                  <bdi>{String(value)}</bdi>
                </Fact>
              ))}
            </Facts>
          )}
          {mayEdit && <Button onClick={() => setIsEditing(true)}>{t('contacts.edit')}</Button>}
        </div>
      )}
    </Section>
  );
}

type FormProps = { readonly contact: ContactRow; readonly onClose: () => void };

function OwnDataForm({ contact, onClose }: FormProps) {
  const { t } = useText();
  const say = useSay();
  const client = useQueryClient();
  const { data: settings } = useQuery(settingsQuery);
  const save = useMutation({
    mutationFn: (form: FormData) => saveOwnData(contact, form, settings?.custom_fields ?? []),
    onSuccess: async () => {
      say.done(t('contacts.saved'));
      await client.invalidateQueries({ queryKey: KEYS.book });
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <TextArea
        label={t('contacts.column.tags')}
        hint={t('contacts.tag_hint')}
        name="tags"
        dir="auto"
        defaultValue={contact.tags?.join('\n') ?? ''}
      />
      <TextArea
        label={t('contacts.column.note')}
        name="note"
        dir="auto"
        maxLength={5_000}
        defaultValue={contact.note ?? ''}
      />
      {settings?.custom_fields.map((field) => (
        <CustomFieldInput
          key={field.name}
          field={field}
          value={contact.custom_fields?.[field.name]}
        />
      ))}
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex gap-2">
        <Button type="submit" kind="main" isBusy={save.isPending}>
          {t('action.save')}
        </Button>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

async function saveOwnData(
  { session_id: id, contact_id: contactId }: ContactRow,
  form: FormData,
  fields: readonly CustomField[],
): Promise<void> {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const custom = fields.map((field) => [
    field.name,
    fieldValue(field, text(`field.${field.name}`)),
  ]);
  const body = {
    tags: tagsIn(text('tags')),
    note: text('note'),
    ...(fields.length > 0 && {
      custom_fields: Object.fromEntries(custom) as Record<string, CustomValue | null>,
    }),
  };
  const params = { path: { id, contactId } };
  await dataOf(api.PATCH('/api/sessions/{id}/contacts/{contactId}', { params, body }));
}

const INPUT_TYPES = { text: 'text', number: 'number', date: 'date' } as const;

function CustomFieldInput({
  field,
  value,
}: {
  readonly field: CustomField;
  readonly value: CustomValue | undefined;
}) {
  const { t } = useText();
  const name = `field.${field.name}`;
  const { type } = field;
  const defaultValue = fieldText(value);
  if (type === 'choice' || type === 'boolean') {
    const values =
      type === 'boolean'
        ? [
            { value: 'true', label: t('contacts.yes') },
            { value: 'false', label: t('contacts.no') },
          ]
        : (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
    const choices = [{ value: '', label: '–' }, ...values];
    return (
      <SelectField label={field.name} name={name} defaultValue={defaultValue} choices={choices} />
    );
  }
  return (
    <TextField
      label={field.name}
      name={name}
      type={INPUT_TYPES[type]}
      defaultValue={defaultValue}
      {...(type === 'number' && { step: 'any' })}
    />
  );
}
