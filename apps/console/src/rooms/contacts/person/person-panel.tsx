import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useMe } from '../../../signed-in/use-me.ts';
import { useText } from '../../../text/use-text.ts';
import { Dialog } from '../../../ui/dialog/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Initials } from '../../../ui/initials.tsx';
import { ErrorNotice, Pill } from '../../../ui/notice.tsx';
import { Loading } from '../../../ui/page.tsx';
import type { ContactRow, Group } from '../rows/contact-source.ts';
import { type NameOf, ShownName } from '../table/contact-cell.tsx';
import { FoldedName } from './folded-name.tsx';
import { OwnData } from './own-data.tsx';
import { Fact, Facts, Section } from './panel-parts.tsx';
import { ChangesOf } from './person-changes.tsx';
import { GroupsOf, HistoryOf } from './person-groups.tsx';
import { NamesOf, NumberOf } from './person-names.tsx';
import { PersonPrivacy } from './person-privacy.tsx';
import { personQuery } from './person-query.ts';

type PanelProps = {
  readonly session: string;
  /** The number of the row, or its `contact_id`. */
  readonly named: number | string;
  readonly nameOf: NameOf;
  readonly onClose: () => void;
  /** Called with the number of the row where the address says its `contact_id`. */
  readonly onFound: (row: number) => void;
};

/** All that is stored about one person or group of an account. */
export function PersonPanel({ session, named, nameOf, onClose, onFound }: PanelProps) {
  const { t } = useText();
  const { data, error, refetch } = useQuery(personQuery(session, named));
  const found = useRef(onFound);
  found.current = onFound;
  const row = data?.contact.id;
  useEffect(() => {
    if (typeof named === 'string' && row !== undefined) found.current(row);
  }, [named, row]);
  const waiting = t(error ? 'contacts.person' : 'state.loading');
  const shown = data && (
    <FoldedName name={data.contact.name}>
      <ShownName row={data.contact} />
    </FoldedName>
  );
  return (
    <Dialog isOpen place="side" title={shown ?? waiting} onClose={onClose}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && (
        <div className="flex flex-col gap-6">
          <Summary contact={data.contact} account={nameOf(session)} />
          <Details contact={data.contact} groups={data.groups} onClose={onClose} />
        </div>
      )}
    </Dialog>
  );
}

function Summary({ contact, account }: { readonly contact: ContactRow; readonly account: string }) {
  const { t } = useText();
  const person = contact.type === 'individual' ? contact : null;
  return (
    <div className="flex items-center gap-3">
      {person ? (
        <Initials name={contact.name} isLarge />
      ) : (
        <span className="inline-flex size-12 items-center justify-center rounded-2xl bg-accent-soft text-accent-text">
          <Icon name="groups" />
        </span>
      )}
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="text-sm text-muted">
          {t('contacts.in_account')} <bdi>{account}</bdi> ·{' '}
          {t(`contacts.name_source.${contact.name_source}`)}
        </p>
        <p className="flex flex-wrap gap-1.5">
          <Pill tone={contact.status === 'active' ? 'good' : 'warn'}>
            {t(`contacts.status.${contact.status}`)}
          </Pill>
          {person?.is_saved && <Pill>{t('contacts.column.saved')}</Pill>}
          {person?.is_business && <Pill>{t('contacts.column.business')}</Pill>}
          {person?.is_blocked && <Pill tone="bad">{t('contacts.column.blocked')}</Pill>}
          {!contact.on_whatsapp && <Pill tone="warn">{t('contacts.without_whatsapp')}</Pill>}
        </p>
      </div>
    </div>
  );
}

type DetailsProps = {
  readonly contact: ContactRow;
  readonly groups: Parameters<typeof GroupsOf>[0]['groups'];
  readonly onClose: () => void;
};

function Details({ contact, groups, onClose }: DetailsProps) {
  const { t, day, time } = useText();
  const { may } = useMe();
  const { session_id: session, contact_id: contactId } = contact;
  return (
    <>
      {contact.status === 'inactive' && <p className="text-muted">{t('contacts.inactive_text')}</p>}
      {contact.type === 'group' ? (
        <GroupFacts group={contact} />
      ) : (
        <>
          <NumberOf person={contact} />
          <NamesOf person={contact} />
        </>
      )}
      <Section title={t('contacts.known_since')}>
        <Facts>
          <Fact title={t('contacts.column.last_activity')}>{day(contact.last_activity_at)}</Fact>
          <Fact title={t('contacts.column.grabbed')}>{time(contact.grabbed_at)}</Fact>
          {contact.labels && (
            <Fact title={t('contacts.column.labels')}>
              <bdi>{contact.labels.join(', ')}</bdi>
            </Fact>
          )}
        </Facts>
      </Section>
      <OwnData key={contact.id} contact={contact} mayEdit={may('manage')} />
      <ChangesOf session={session} row={contact.id} />
      {contact.type === 'individual' && (
        <>
          <GroupsOf session={session} groups={groups} />
          <HistoryOf session={session} contactId={contactId} />
          <PersonPrivacy person={contact} onErased={onClose} />
        </>
      )}
    </>
  );
}

function GroupFacts({ group }: { readonly group: Group }) {
  const { t, number, day } = useText();
  const count = group.group_participants_count;
  return (
    <Section title={t('contacts.group')}>
      <Facts>
        <Fact title={t('contacts.members')}>{count === null ? '–' : number(count)}</Fact>
        <Fact title={t('contacts.created')}>{day(group.group_created_at)}</Fact>
        <Fact title={t('contacts.address')}>
          <bdi dir="ltr" className="break-all">
            {group.contact_id}
          </bdi>
        </Fact>
        {group.group_description && (
          <Fact title={t('contacts.description')}>
            <bdi className="whitespace-pre-wrap">{group.group_description}</bdi>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
