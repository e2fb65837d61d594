import { createWid } from '../models/wid.js';

const REQUESTS = 4;
const TOO_MANY = 429;
const FAILED = 500;
const NOT_A_MEMBER = 403;
const UNKNOWN = 404;
const MEMBERS_PER_BATCH = 50_000;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** WhatsApp's answers to queries for groups; `groups` are those of the account, `describe` makes an answer. */
export function createGroupServer({ groups, describe, queries, options }) {
  const terminated = new Set();

  /** Up to four requests while WhatsApp refuses or fails (WAWebNewsletterRpcUtils). */
  async function ask(id) {
    for (let request = 1; ; request += 1) {
      try {
        await queries.ask('group_metadata', id);
        return;
      } catch (error) {
        const isTriedAgain = [TOO_MANY, FAILED].includes(error?.statusCode) && request < REQUESTS;
        if (!isTriedAgain) throw error;
        await wait(options().group_retry_ms * 2 ** (request - 1));
      }
    }
  }

  function statusOf(group) {
    if (!group || group.terminated) return UNKNOWN;
    return group.left ? NOT_A_MEMBER : null;
  }

  function isTruncated(group) {
    const most = options().truncate_groups_above;
    return most > 0 && group.members.length > most;
  }

  return {
    /** `queryGroupJob` of WAWebGroupQueryGroupJob. */
    async queryGroup(id) {
      if (terminated.has(id)) return { status: 'terminated_local' };
      await ask(id);
      const group = groups().find((one) => one.id === id);
      const status = statusOf(group);
      if (status === UNKNOWN) {
        terminated.add(id);
        return { status: 'terminated' };
      }
      return status === NOT_A_MEMBER
        ? { status: 'not_member' }
        : { status: 'success', groupInfo: describe(group) };
    },
    /** `queryAllGroups` of WAWebGroupQueryJob: one request. */
    async queryAll() {
      await queries.ask('group_list', 'all');
      return groups()
        .filter((group) => statusOf(group) === null)
        .map((group) =>
          isTruncated(group)
            ? { id: createWid(group.id).user, truncated: 'true', size: group.members.length }
            : describe(group),
        );
    },
    /** The truncated groups, in batches, as WAWebQueryAndUpdateGroupMetadataJob asks for them. */
    async queryTruncated() {
      const late = groups().filter((group) => statusOf(group) === null && isTruncated(group));
      const members = late.reduce((sum, group) => sum + group.members.length, 0);
      const batches = Math.ceil(members / MEMBERS_PER_BATCH);
      for (let n = 0; n < batches; n += 1) await queries.ask('group_list', 'truncated');
    },
  };
}
