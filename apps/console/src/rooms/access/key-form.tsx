import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import { useSessions } from '../../api/sessions.ts';
import { useMe } from '../../signed-in/use-me.ts';
import { useWorkspaces } from '../../signed-in/workspaces.ts';
import { useText } from '../../text/use-text.ts';
import { AllOrSome, CheckGroup } from '../../ui/check-group.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { FormEnd } from '../../ui/dialog/form-end.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import {
  addressesOf,
  EXPIRIES,
  type Expiry,
  expiryTime,
  type KeyScope,
  SCOPES,
} from './key-facts.ts';

type FormProps = {
  readonly onClose: () => void;
  /** With the key, to be shown once. */
  readonly onCreated: (key: string) => void;
};

type Values = {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly expiry: Expiry;
  readonly day: string;
  readonly addresses: string;
  readonly sessions: readonly string[] | null;
  readonly workspace: string;
};

const FRESH: Values = {
  name: '',
  scopes: ['read'],
  expiry: '365',
  day: '',
  addresses: '',
  sessions: null,
  workspace: '',
};

/** Creates an API key with no more rights than it needs. */
export function KeyForm({ onClose, onCreated }: FormProps) {
  const { t } = useText();
  const [values, setValues] = useState(FRESH);
  const create = useCreate(onClose, onCreated);
  const change = (changed: Partial<Values>) => setValues({ ...values, ...changed });
  const isUnfinished = values.scopes.length === 0 || values.sessions?.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(values);
  };
  return (
    <Dialog
      isOpen
      mustBeClosed
      onClose={onClose}
      title={t('access.create')}
      text={t('access.create_text')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t('access.column.name')}
          hint={t('access.name_hint')}
          required
          maxLength={200}
          value={values.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <ScopesField values={values} change={change} />
        <LimitFields values={values} change={change} />
        <FormEnd
          action={t('access.create')}
          sent={create}
          isUnfinished={isUnfinished}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function useCreate(onClose: () => void, onCreated: FormProps['onCreated']) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, scopes, expiry, day, addresses, sessions, workspace }: Values) => {
      const expires = expiryTime(expiry, day);
      const allowed = addressesOf(addresses);
      return dataOf(
        api.POST('/api/keys', {
          body: {
            name: name.trim(),
            scopes: [...scopes],
            ...(expires && { expires_at: expires }),
            ...(allowed && { allowed_addresses: allowed }),
            ...(sessions && { sessions: [...sessions] }),
            ...(workspace && { workspace }),
          },
        }),
      );
    },
    onSuccess: ({ key }) => {
      void client.invalidateQueries({ queryKey: KEYS.keys });
      onClose();
      onCreated(key);
    },
  });
}

type PartProps = {
  readonly values: Values;
  readonly change: (changed: Partial<Values>) => void;
};

function ScopesField({ values, change }: PartProps) {
  const { t } = useText();
  const { may } = useMe();
  return (
    <CheckGroup
      label={t('access.column.scopes')}
      choices={SCOPES.map((scope) => ({
        value: scope,
        label: t(`access.scope.${scope}`),
        hint: t(`access.scope_hint.${scope}`),
        isDisabled: !may(scope) && !may('global'),
      }))}
      chosen={values.scopes}
      onChange={(chosen) => change({ scopes: SCOPES.filter((scope) => chosen.includes(scope)) })}
    />
  );
}

function LimitFields({ values, change }: PartProps) {
  const { t } = useText();
  const { sessions } = useSessions();
  const { workspaces } = useWorkspaces();
  return (
    <>
      <SelectField
        label={t('access.column.expires')}
        value={values.expiry}
        choices={EXPIRIES.map((value) => ({ value, label: t(`access.expiry.${value}`) }))}
        onChange={(event) => change({ expiry: event.target.value as Expiry })}
      />
      {values.expiry === 'day' && (
        <TextField
          label={t('access.expiry_day')}
          type="date"
          required
          value={values.day}
          onChange={(event) => change({ day: event.target.value })}
        />
      )}
      <AllOrSome
        label={t('access.sessions')}
        allLabel={t('access.every_session')}
        someLabel={t('access.some_sessions')}
        choices={sessions.map((one) => ({ value: one.session_id, label: one.session_name }))}
        chosen={values.sessions}
        onChange={(chosen) => change({ sessions: chosen })}
      />
      <TextArea
        label={t('access.addresses')}
        hint={t('access.addresses_hint')}
        dir="ltr"
        rows={2}
        value={values.addresses}
        onChange={(event) => change({ addresses: event.target.value })}
      />
      {workspaces.length > 1 && (
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
