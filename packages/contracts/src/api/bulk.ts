import { type Static, Type } from 'typebox';
import { SessionId } from '../identity.ts';
import { ListAllAnchorsQuery } from './anchor.ts';
import { ListContactsQuery } from './contact.ts';
import { ErasePersonBody } from './privacy.ts';

const { sort: _, total: __, limit: ___, cursor: ____, ...filters } = ListContactsQuery.properties;
const { type: _____, ...ofPersons } = filters;
const { sort: ______, ...ofAll } = ListAllAnchorsQuery.properties;

const query = { additionalProperties: false } as const;

/** The filters of the list. */
export const DeleteMatchingQuery = Type.Object(filters, query);
export const ExcludeMatchingQuery = Type.Object(ofPersons, query);
/** The filters of the list over all sessions, and the workspace. */
export const AllMatchingQuery = Type.Object(ofAll, query);
export type DeleteMatchingQuery = Static<typeof DeleteMatchingQuery>;
export type ExcludeMatchingQuery = Static<typeof ExcludeMatchingQuery>;
export type AllMatchingQuery = Static<typeof AllMatchingQuery>;

/** How many match, as the caller has seen and confirmed. If others do, nothing happens. */
const expected = Type.Integer({ minimum: 0 });

export const DeleteMatchingBody = Type.Object({ expected }, { additionalProperties: false });
export type DeleteMatchingBody = Static<typeof DeleteMatchingBody>;

export const ExcludeMatchingBody = Type.Object(
  { expected, label: ErasePersonBody.properties.label },
  { additionalProperties: false },
);
export type ExcludeMatchingBody = Static<typeof ExcludeMatchingBody>;

const Count = Type.Integer({ minimum: 0 });
const counts = {
  /** Before this call. */
  matched_count: Count,
  /** True: the same call again goes on; it expects `matched_count` less what is done. */
  has_more: Type.Boolean(),
};

/** Over all sessions these are persons, each with all of its rows. */
export const DeletedMatching = Type.Object({ deleted_count: Count, ...counts });
export const DeletedMatchingOfSession = Type.Object({
  session_id: SessionId,
  ...DeletedMatching.properties,
});
export const ExcludedMatching = Type.Object({ excluded_count: Count, ...counts });
export const ExcludedMatchingOfSession = Type.Object({
  session_id: SessionId,
  ...ExcludedMatching.properties,
});
