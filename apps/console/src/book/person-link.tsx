import { Link } from '@tanstack/react-router';
import { useMasked } from './phone-number.tsx';

type PersonLinkProps = {
  readonly account: string;
  /** The `contact_id` of the person. */
  readonly person: string;
  /** Masked if it is a number: a click leads to the person, where another one shows it. */
  readonly children: string;
};

/** A name that leads to the person's panel among the contacts. */
export function PersonLink({ account, person, children }: PersonLinkProps) {
  const masked = useMasked();
  return (
    <Link
      to="/contacts"
      search={{ account, person }}
      className="font-medium text-text underline-offset-4 hover:text-accent-text hover:underline"
    >
      <bdi>{masked(children)}</bdi>
    </Link>
  );
}
