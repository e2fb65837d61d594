import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

type PersonLinkProps = {
  readonly account: string;
  /** The `contact_id` of the person. */
  readonly person: string;
  readonly children: ReactNode;
};

/** A name that leads to the person's panel among the contacts. */
export function PersonLink({ account, person, children }: PersonLinkProps) {
  return (
    <Link
      to="/contacts"
      search={{ account, person }}
      className="font-medium text-text underline-offset-4 hover:text-accent-text hover:underline"
    >
      <bdi>{children}</bdi>
    </Link>
  );
}
