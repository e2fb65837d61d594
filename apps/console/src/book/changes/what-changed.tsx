import { Link } from '@tanstack/react-router';
import { useText } from '../../text/use-text.ts';
import { PhoneNumber, TextOrNumber } from '../phone-number.tsx';
import { fieldMessage, tellingFields, valuesOf, valueText } from './change-fields.ts';
import type { Change } from './change-kinds.ts';
import type { Names } from './change-names.ts';

type WhatProps = { readonly change: Change; readonly names: Names };

/** What is different now: in words, with the old and the new value where they are kept. */
export function WhatChanged({ change, names }: WhatProps) {
  const { t } = useText();
  switch (change.change) {
    case 'created':
      return <Detail change={change} />;
    case 'removed':
      return <p className="text-sm text-muted">{t('changes.what.removed')}</p>;
    case 'deleted':
      return <Deleted change={change} names={names} />;
    case 'membership':
      return <Membership change={change} />;
    case 'changed':
      return <Fields change={change} />;
  }
}

type Of<Kind extends Change['change']> = { readonly change: Extract<Change, { change: Kind }> };

function Detail({ change }: Of<'created'>) {
  const { t } = useText();
  const { type, phone_number = null } = change.contact;
  return (
    <p className="text-sm text-muted">
      {t(`changes.type.${type}`)}
      {phone_number !== null && (
        <>
          {' · '}
          <PhoneNumber number={`+${phone_number}`} />
        </>
      )}
    </p>
  );
}

function Deleted({ change, names }: WhatProps & Of<'deleted'>) {
  const { t } = useText();
  const isNamed = names.has(`${change.session_id} ${change.merged_into}`);
  if (change.reason !== 'merged') {
    return <p className="text-sm text-muted">{t(`changes.what.${change.reason}`)}</p>;
  }
  return (
    <p className="text-sm text-muted">
      {t(isNamed ? 'changes.what.merged' : 'changes.what.merged_into', {
        id: change.id,
        into: change.merged_into ?? 0,
      })}
    </p>
  );
}

function Membership({ change }: Of<'membership'>) {
  const { t, time } = useText();
  const { group_id, group_name, role, old_role, happened_at, reason } = change.membership;
  return (
    <p className="text-sm">
      <Link
        to="/groups"
        search={{ account: change.session_id, group: group_id, tab: 'history' }}
        className="inline-block min-h-6 underline-offset-4 hover:text-accent-text hover:underline"
      >
        <bdi>{group_name ?? t('groups.unnamed')}</bdi>
      </Link>
      <span className="text-muted">
        {change.membership.change === 'role_changed' &&
          ` · ${t('groups.role.from_to', {
            from: t(`groups.role.${old_role ?? 'participant'}`),
            to: t(`groups.role.${role}`),
          })}`}
        {reason !== null && ` · ${t(`groups.reason.${reason}`)}`}
        {happened_at !== null && ` · ${time(happened_at)}`}
      </span>
    </p>
  );
}

function Fields({ change }: Of<'changed'>) {
  const { t, time, number } = useText();
  const words = {
    none: t('changes.value.none'),
    yes: t('changes.value.yes'),
    no: t('changes.value.no'),
  };
  const text = (value: unknown) => valueText(value, { ...words, time, number });
  const named = tellingFields(change.fields).map((field) => {
    const message = fieldMessage(field);
    const name = message === null ? field : t(message);
    return { field, name, values: valuesOf(change, field) };
  });
  const bare = named.filter(({ values }) => values === null);
  return (
    <div className="flex flex-col gap-0.5 text-sm">
      {named.map(
        ({ field, name, values }) =>
          values && (
            <p key={field} className="break-words">
              <span className="text-muted">{name}: </span>
              {'old' in values && <Old text={text(values.old)} />}
              <ins className="no-underline">
                <TextOrNumber text={text(values.new)} />
              </ins>
            </p>
          ),
      )}
      {bare.length > 0 && (
        <p className="text-muted">
          {t('changes.fields', { names: bare.map(({ name }) => name).join(', ') })}
        </p>
      )}
    </div>
  );
}

function Old({ text }: { readonly text: string }) {
  return (
    <>
      <del className="text-muted">
        <TextOrNumber text={text} />
      </del>
      <span aria-hidden="true" className="mx-1.5 inline-block text-muted rtl:-scale-x-100">
        →
      </span>
    </>
  );
}
