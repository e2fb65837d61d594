import { type SortOrder, usualOrder } from '@grabber/database/contacts/contact-order';

type Sort = Parameters<typeof usualOrder>[0] | 'address';
/** A sort as a client asks for it: a minus reverses its order. */
type Asked<Name extends Sort> = Name | `-${Name}`;

/** The sort of the database that a client asks for. */
export function sortAndOrder<Name extends Sort>(
  asked: Asked<Name>,
): { readonly sort: Name; readonly order: SortOrder } {
  const isReversed = asked.startsWith('-');
  const sort = (isReversed ? asked.slice(1) : asked) as Name;
  const usual = sort === 'address' ? 'asc' : usualOrder(sort);
  return { sort, order: isReversed === (usual === 'asc') ? 'desc' : 'asc' };
}
