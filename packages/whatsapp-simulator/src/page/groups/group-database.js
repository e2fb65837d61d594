const STALE_TYPES = { stale: 'participant', device_stale: 'device' };

/**
 * The members of groups in the page's own database, beside the collections: WAWebSchemaParticipant. `texts`
 * makes the texts of a row from a group.
 */
export function createGroupDatabase({ texts, options, faults, queries }) {
  /** Each group as it was last written; later changes wait. */
  const written = new Map();
  const states = new Map();
  const timers = new Map();

  function rowOf(id) {
    const group = written.get(id);
    const state = states.get(id) ?? (group?.hasDatabaseRow ? 'whole' : 'missing');
    if (group === undefined || state === 'missing') return undefined;
    const { participants, admins, superAdmins, pastParticipants } = texts(group);
    return {
      groupId: id,
      participants: state === 'empty' ? [] : participants,
      admins,
      ...(state !== 'older' && { superAdmins }),
      pastParticipants,
      senderKey: new Map(),
      rotateKey: false,
      staleType: STALE_TYPES[state],
      deviceSyncComplete: state === 'unsynced' ? false : undefined,
    };
  }

  async function bulkGet(ids) {
    await new Promise((resolve) => setTimeout(resolve));
    queries.note('group_rows');
    for (const id of ids) await faults.apply('group_rows', String(id));
    // Copied, as rows that leave a real database are.
    return structuredClone(ids.map((id) => rowOf(String(id))));
  }

  const get = async (id) => (await bulkGet([id]))[0];

  return {
    table: { bulkGet, get },
    /** For the page's own restore: no look of a client. */
    row: rowOf,
    /** A change of members: the real page collects them for three seconds. */
    write(group, { delayMs = 0 } = {}) {
      clearTimeout(timers.get(group.id));
      if (delayMs === 0) written.set(group.id, group);
      else
        timers.set(
          group.id,
          setTimeout(() => written.set(group.id, group), delayMs),
        );
    },
    remove(id) {
      clearTimeout(timers.get(id));
      written.delete(id);
    },
    delayMs: () => options().database_delay_ms,
    /** Gives the row of a group another state. The returned function ends that. */
    setState(id, state) {
      const before = states.get(id);
      states.set(id, state);
      return () => (before === undefined ? states.delete(id) : states.set(id, before));
    },
    /** By the rules of WAWebRestoreGroupParticipantsAction. */
    isUsable: (row) =>
      row !== undefined && row.staleType !== 'participant' && row.deviceSyncComplete !== false,
  };
}
