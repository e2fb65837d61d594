import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, dataOf } from '../api/client.ts';
import { useSay } from '../ui/toast.tsx';
import { type NamedPerson, personAddress } from './person-address.ts';
import { useMasked, useMasksNumbers } from './phone-number.tsx';

type PersonLinkProps = {
  readonly account: string;
  readonly person: NamedPerson;
  /** Masked if it is a number: a click leads to the person, where another one shows it. */
  readonly children: string;
};

const LOOK =
  'inline-block min-h-6 font-medium text-text underline-offset-4 hover:text-accent-text hover:underline cursor-pointer';

/** A name that leads to the person's panel among the contacts. */
export function PersonLink({ account, person: named, children }: PersonLinkProps) {
  const masked = useMasked();
  const masks = useMasksNumbers();
  const person = personAddress(named) ?? (masks ? null : named.contactId);
  const name = <bdi>{masked(children)}</bdi>;
  if (person === null) return <Seeking account={account} contactId={named.contactId} name={name} />;
  return (
    <Link to="/contacts" search={{ account, person }} className={LOOK}>
      {name}
    </Link>
  );
}

type SeekingProps = {
  readonly account: string;
  readonly contactId: string;
  readonly name: ReactNode;
};

/** Asks for the person's row first, because a link would show the number. */
function Seeking({ account, contactId, name }: SeekingProps) {
  const navigate = useNavigate();
  const say = useSay();
  const seek = useMutation({
    mutationFn: () => {
      const path = { id: account, contactId };
      return dataOf(api.GET('/api/sessions/{id}/contacts/{contactId}', { params: { path } }));
    },
    onSuccess: ({ contact }) =>
      navigate({ to: '/contacts', search: { account, person: contact.id } }),
    onError: say.failed,
  });
  return (
    <button type="button" className={`${LOOK} text-start`} onClick={() => seek.mutate()}>
      {name}
    </button>
  );
}
