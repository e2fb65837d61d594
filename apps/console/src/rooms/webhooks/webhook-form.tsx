import type { ApiWebhook, WebhookEventType } from '@grabber/contracts/api/webhook';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiFailure } from '../../api/api-failure.ts';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useSessions } from '../../api/sessions.ts';
import { useWorkspaces } from '../../signed-in/workspaces.ts';
import { useText } from '../../text/use-text.ts';
import { AllOrSome } from '../../ui/check-group.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { FormEnd } from '../../ui/dialog/form-end.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { EVENT_TYPES, knownTypes } from './webhook-events.ts';

export type CreatedWebhook = { readonly webhook_id: string; readonly secret: string };

type FormProps = {
  /** Null: a new one. */
  readonly webhook: ApiWebhook | null;
  readonly onClose: () => void;
  readonly onCreated?: (created: CreatedWebhook) => void;
};

type Values = {
  readonly url: string;
  readonly description: string;
  readonly sessions: readonly string[] | null;
  readonly events: readonly WebhookEventType[] | null;
  readonly batch: string;
  readonly workspace: string;
};

const ofWebhook = (webhook: ApiWebhook | null): Values => ({
  url: webhook?.url ?? '',
  description: webhook?.description ?? '',
  sessions: webhook?.session_ids ?? null,
  events: webhook?.event_types ? knownTypes(webhook.event_types) : null,
  batch: String(webhook?.max_batch ?? 1),
  workspace: '',
});

/** Creates a webhook, or changes one. */
export function WebhookForm({ webhook, onClose, onCreated }: FormProps) {
  const { t } = useText();
  const [values, setValues] = useState(() => ofWebhook(webhook));
  const save = useSave(webhook, onClose, onCreated);
  const change = (changed: Partial<Values>) => setValues({ ...values, ...changed });
  const isEmpty = values.sessions?.length === 0 || values.events?.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(values);
  };
  return (
    <Dialog
      isOpen
      mustBeClosed
      onClose={onClose}
      title={t(webhook ? 'webhooks.edit' : 'webhooks.create')}
      text={t('webhooks.form_text')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Receiver values={values} change={change} isNew={webhook === null} error={save.error} />
        <AllOrSome
          label={t('webhooks.events')}
          allLabel={t('webhooks.every_event')}
          someLabel={t('webhooks.some_events')}
          choices={EVENT_TYPES.map((value) => ({
            value,
            label: t(`webhooks.event.${value}`),
            hint: value,
          }))}
          chosen={values.events}
          onChange={(chosen) => change({ events: chosen && knownTypes(chosen) })}
        />
        <SessionsField values={values} change={change} />
        <TextField
          label={t('webhooks.batch')}
          hint={t('webhooks.batch_hint')}
          type="number"
          min={1}
          max={100}
          required
          value={values.batch}
          onChange={(event) => change({ batch: event.target.value })}
        />
        <FormEnd
          action={t(webhook ? 'action.save' : 'webhooks.create')}
          sent={save}
          isUnfinished={isEmpty}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function useSave(
  webhook: ApiWebhook | null,
  onClose: () => void,
  onCreated: FormProps['onCreated'],
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ url, description, sessions, events, batch, workspace }: Values) => {
      const body = {
        url,
        description: description.trim() || null,
        session_ids: sessions && [...sessions],
        event_types: events && [...events],
        max_batch: Number(batch),
      };
      if (webhook) {
        const params = { path: { webhookId: webhook.webhook_id } };
        await dataOf(api.PATCH('/api/webhooks/{webhookId}', { params, body }));
        return null;
      }
      const placed = { ...body, ...(workspace && { workspace }) };
      return dataOf(api.POST('/api/webhooks', { body: placed }));
    },
    onSuccess: (created) => {
      void client.invalidateQueries({ queryKey: KEYS.webhooks });
      onClose();
      if (created) onCreated?.(created);
    },
  });
}

type PartProps = {
  readonly values: Values;
  readonly change: (changed: Partial<Values>) => void;
};

function Receiver({
  values,
  change,
  isNew,
  error,
}: PartProps & { readonly isNew: boolean; readonly error: unknown }) {
  const { t } = useText();
  const { workspaces } = useWorkspaces();
  const refused = error instanceof ApiFailure && error.details.find(({ path }) => /url/.test(path));
  return (
    <>
      <TextField
        label={t('webhooks.url')}
        hint={t('webhooks.url_hint')}
        error={refused ? refused.message : undefined}
        type="url"
        dir="ltr"
        required
        placeholder="https://crm.example.com/hooks/whatsapp"
        value={values.url}
        onChange={(event) => change({ url: event.target.value })}
      />
      <TextField
        label={t('webhooks.description')}
        maxLength={200}
        value={values.description}
        onChange={(event) => change({ description: event.target.value })}
      />
      {isNew && workspaces.length > 1 && (
        <SelectField
          label={t('workspace.one')}
          value={values.workspace || 'default'}
          choices={workspaces.map(({ name }) => ({ value: name, label: name }))}
          onChange={(event) => change({ workspace: event.target.value })}
        />
      )}
    </>
  );
}

function SessionsField({ values, change }: PartProps) {
  const { t } = useText();
  const { sessions } = useSessions();
  return (
    <AllOrSome
      label={t('webhooks.accounts')}
      allLabel={t('webhooks.every_account')}
      someLabel={t('webhooks.some_accounts')}
      choices={sessions.map((one) => ({ value: one.session_id, label: one.session_name }))}
      chosen={values.sessions}
      onChange={(chosen) => change({ sessions: chosen })}
    />
  );
}
