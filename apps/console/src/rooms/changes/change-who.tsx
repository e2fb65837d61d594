import { Link } from '@tanstack/react-router';
import type { Change } from '../../book/changes/change-kinds.ts';
import type { Names } from '../../book/changes/change-names.ts';
import { PersonLink } from '../../book/person-link.tsx';
import { shortId } from '../../book/short-id.ts';
import { useText } from '../../text/use-text.ts';

/** The person or group of a change, as a link to it. */
export function Who({ change, names }: { readonly change: Change; readonly names: Names }) {
  const { t } = useText();
  const { session_id } = change;
  if (change.change === 'membership') {
    const { participant_id, name } = change.membership;
    return (
      <PersonLink account={session_id} person={{ contactId: participant_id }}>
        {name ?? shortId(participant_id)}
      </PersonLink>
    );
  }
  if (change.change === 'deleted') {
    const into = names.get(`${session_id} ${change.merged_into}`);
    if (into === undefined) return <span>{t('changes.row', { id: change.id })}</span>;
    return (
      <PersonLink
        account={session_id}
        person={{ row: change.merged_into, contactId: into.contact_id }}
      >
        {into.name}
      </PersonLink>
    );
  }
  const { type, id, contact_id, name } = change.contact;
  if (type === 'individual') {
    return (
      <PersonLink account={session_id} person={{ row: id, contactId: contact_id }}>
        {name}
      </PersonLink>
    );
  }
  return (
    <Link
      to="/groups"
      search={{ account: session_id, group: contact_id }}
      className="font-medium underline-offset-4 hover:text-accent-text hover:underline"
    >
      <bdi>{name}</bdi>
    </Link>
  );
}
