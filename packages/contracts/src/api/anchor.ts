import { type Static, Type } from 'typebox';
import { SessionId } from '../identity.ts';
import { ListAllContactsQuery } from './account.ts';
import { ListContactsQuery } from './contact.ts';

const { limit: _, cursor: __, total: ___, ...ofSession } = ListContactsQuery.properties;
const { limit: ____, cursor: _____, total: ______, ...ofAll } = ListAllContactsQuery.properties;

/** The filters and the order of the list. */
export const ListAnchorsQuery = Type.Object(ofSession, { additionalProperties: false });
export type ListAnchorsQuery = Static<typeof ListAnchorsQuery>;

export const ListAllAnchorsQuery = Type.Object(ofAll, { additionalProperties: false });
export type ListAllAnchorsQuery = Static<typeof ListAllAnchorsQuery>;

/** The page with that cursor begins behind so many rows of the list. */
const Anchor = Type.Object({ row: Type.Integer({ minimum: 1 }), cursor: Type.String() });

const anchors = {
  /** In the order of the list. Empty: it is short. */
  anchors: Type.Array(Anchor),
  total: Type.Integer({ minimum: 0 }),
};

export const AnchorList = Type.Object({ session_id: SessionId, ...anchors });
export const AllAnchorList = Type.Object(anchors);
