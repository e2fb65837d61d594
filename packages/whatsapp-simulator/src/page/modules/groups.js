import { keyOf } from '../models/collection.js';
import { createWid } from '../models/wid.js';

/** What a client needs to read groups and their members: the collection, the page's database, the queries. */
export function groupModules({ collections, directory }) {
  const { groups } = directory;
  const idOf = (wid) => keyOf(wid);
  return {
    // The module has a default alone, and `require` answers that.
    WAWebGroupMetadataCollection: collections.GroupMetadata,
    WAWebSchemaParticipant: { getParticipantTable: () => groups.database.table },
    WAWebGroupDatabaseJob: {
      async getGroupParticipantJob(wid) {
        const row = await groups.database.table.get(idOf(wid));
        if (!row?.senderKey) return null;
        const admins = new Set(row.admins);
        const superAdmins = new Set(row.superAdmins);
        const participants = row.participants.map((text) => ({
          id: createWid(text),
          isAdmin: admins.has(text),
          isSuperAdmin: superAdmins.has(text),
        }));
        const pastParticipants = row.pastParticipants.map(({ jid, ...departure }) => ({
          id: createWid(jid),
          ...departure,
        }));
        return { participants, pastParticipants, staleType: row.staleType, deviceCount: 0 };
      },
    },
    WAWebGroupQueryJob: {
      queryAllGroups: () => groups.server.queryAll(),
      async queryAndUpdateGroupMetadataById({ id }) {
        await groups.queryOne(idOf(id));
      },
    },
    WAWebGroupQueryGroupJob: {
      queryGroupJob: (wid, _context) => groups.queryOne(idOf(wid)),
    },
    WAWebQueryAndUpdateGroupMetadataJob: {
      queryAndUpdateAllGroupMetadata: () => groups.queryAll(),
    },
  };
}
