import type { WorkspaceSettings } from '@grabber/contracts/api/own-data';
import { type FormEvent, useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Card } from '../../ui/page.tsx';
import { type DraftField, draftsOf, FIELD_TYPES, fieldsOf, newDraft } from './field-drafts.ts';

type Fields = WorkspaceSettings['custom_fields'];

type FieldsProps = {
  readonly stored: Fields;
  readonly mayChange: boolean;
  readonly isBusy: boolean;
  readonly onSave: (fields: Fields) => void;
};

/** The own fields that contacts and groups of the workspace can have. */
export function CustomFields({ stored, mayChange, isBusy, onSave }: FieldsProps) {
  const { t } = useText();
  const [drafts, setDrafts] = useState(() => draftsOf(stored));
  const isChanged = JSON.stringify(fieldsOf(drafts)) !== JSON.stringify(stored);
  const change = (id: number, changed: Partial<DraftField>) =>
    setDrafts(drafts.map((draft) => (draft.id === id ? { ...draft, ...changed } : draft)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(fieldsOf(drafts));
  };
  return (
    <Card>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <h2 className="font-semibold">{t('access.fields.title')}</h2>
        <p className="text-muted">{t('access.fields.text')}</p>
        <fieldset disabled={!mayChange} className="flex flex-col gap-3">
          <legend className="sr-only">{t('access.fields.title')}</legend>
          {drafts.map((draft) => (
            <FieldRow
              key={draft.id}
              draft={draft}
              onChange={(changed) => change(draft.id, changed)}
              onRemove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}
            />
          ))}
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setDrafts([...drafts, newDraft(drafts)])}>
              <Icon name="plus" />
              {t('access.fields.add')}
            </Button>
            <Button kind="main" type="submit" isBusy={isBusy} disabled={!isChanged}>
              {t('action.save')}
            </Button>
          </div>
        </fieldset>
      </form>
    </Card>
  );
}

type RowProps = {
  readonly draft: DraftField;
  readonly onChange: (changed: Partial<DraftField>) => void;
  readonly onRemove: () => void;
};

function FieldRow({ draft, onChange, onRemove }: RowProps) {
  const { t } = useText();
  return (
    <div className="flex flex-wrap items-end gap-3 border-b border-line pb-3">
      <TextField
        className="min-w-40 flex-1"
        label={t('access.fields.name')}
        dir="ltr"
        required
        pattern="[a-z][a-z0-9_]*"
        title={t('access.fields.name_rule')}
        value={draft.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <SelectField
        className="min-w-36"
        label={t('access.fields.type')}
        value={draft.type}
        choices={FIELD_TYPES.map((value) => ({ value, label: t(`access.fields.type.${value}`) }))}
        onChange={(event) => onChange({ type: event.target.value as DraftField['type'] })}
      />
      {draft.type === 'choice' && (
        <TextField
          className="min-w-48 flex-2"
          label={t('access.fields.choices')}
          required
          value={draft.choices}
          onChange={(event) => onChange({ choices: event.target.value })}
        />
      )}
      <IconButton label={t('access.fields.remove', { name: draft.name })} onClick={onRemove}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}
