import type { ParticipantRole } from '@grabber/contracts/engine/group';
import { PersonLink } from '../../book/person-link.tsx';
import { PhoneNumber } from '../../book/phone-number.tsx';
import { useText } from '../../text/use-text.ts';
import { Pill } from '../../ui/notice.tsx';

export type Person = {
  readonly participant_id: string;
  readonly name: string;
  readonly phone_number: string | null;
  readonly masked_number: string | null;
  readonly lid: string | null;
  readonly phone_e164?: string | null;
};

/** The columns of a table of people on a wide screen: name, number, LID, and two more. */
export const PEOPLE_GRID =
  'grid-cols-1 md:grid-cols-[minmax(0,2fr)_minmax(0,1.2fr)_minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,1fr)]';

export function NameCell({
  account,
  person,
}: {
  readonly account: string;
  readonly person: Person;
}) {
  const { participant_id, lid } = person;
  return (
    <span className="block truncate">
      <PersonLink account={account} person={{ contactId: participant_id, lid }}>
        {person.name}
      </PersonLink>
    </span>
  );
}

/** The number, else what WhatsApp shows of it, else why it is not known. */
export function NumberCell({ person }: { readonly person: Person }) {
  const { t } = useText();
  const { phone_e164, phone_number, masked_number } = person;
  if (phone_number !== null) return <PhoneNumber number={phone_e164 ?? `+${phone_number}`} />;
  return (
    <span className="text-muted" title={t('groups.number.hidden.text')}>
      {masked_number === null ? (
        t('groups.number.hidden')
      ) : (
        <bdi dir="ltr" className="tabular-nums">
          {masked_number}
        </bdi>
      )}
    </span>
  );
}

export function LidCell({ lid }: { readonly lid: string | null }) {
  return lid === null ? null : (
    <span className="block truncate text-sm text-muted">
      <bdi dir="ltr" className="tabular-nums">
        {lid}
      </bdi>
    </span>
  );
}

export function RolePill({ role }: { readonly role: ParticipantRole }) {
  const { t } = useText();
  return <Pill tone={role === 'participant' ? 'plain' : 'accent'}>{t(`groups.role.${role}`)}</Pill>;
}
