import { createHash } from 'node:crypto';
import { ControlError } from '../control-error.ts';
import { type AccountSpec, DEFAULT_SPEC } from './account-spec.ts';

/**
 * Fills in the defaults and checks sums and ranges, which the schema cannot. Throws ControlError
 * `INVALID_SPEC`.
 */
export function completeSpec(given: Partial<AccountSpec>): AccountSpec {
  const filled = { ...fewerGroups(given), ...given };
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(filled)))
    .digest();
  const accountId = given.account_id ?? `account-${digest.toString('hex').slice(0, 12)}`;
  const spec = {
    ...filled,
    account_id: accountId,
    phone_number: given.phone_number ?? ownPhoneNumber(accountId),
  };
  check(spec);
  return spec;
}

/** The defaults of the special groups shrink when an account has few groups. */
function fewerGroups(given: Partial<AccountSpec>) {
  const groups = given.groups ?? DEFAULT_SPEC.groups;
  const communities = given.communities ?? Math.min(DEFAULT_SPEC.communities, groups);
  const room = Math.max(0, groups - communities);
  return {
    ...DEFAULT_SPEC,
    communities,
    announcement_groups: Math.min(DEFAULT_SPEC.announcement_groups, room),
  };
}

function sorted(value: object) {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Starts with 6289. No generated person's number does. */
function ownPhoneNumber(accountId: string) {
  const number = createHash('sha256').update(accountId).digest().readUInt32BE(0) % 1e8;
  return `6289${String(number).padStart(8, '0')}`;
}

function check(spec: AccountSpec) {
  const [least, most] = participantRange(spec);
  if (least > most) throw invalid('participants: the minimum is above the maximum');
  if (spec.groups > 0 && least < 1) throw invalid('participants: the user is always a member');
  if (spec.communities + spec.announcement_groups > spec.groups) {
    throw invalid('communities and announcement_groups are part of groups: their sum is above it');
  }
  if (spec.lid_only_share + spec.lid_with_phone_share + spec.double_share > 1) {
    throw invalid('lid_only_share, lid_with_phone_share and double_share add up to more than 1');
  }
}

/** The smallest and largest number of members of a group of this account. */
export function participantRange(spec: AccountSpec): [number, number] {
  const { participants } = spec;
  return typeof participants === 'number' ? [participants, participants] : participants;
}

function invalid(message: string) {
  return new ControlError(400, 'INVALID_SPEC', message);
}
