import { BASE_PATH } from '../../api/base-path.ts';

/** The formats that hold members of one group. */
export const MEMBER_FORMATS = ['xlsx', 'csv', 'vcard', 'google-csv', 'ndjson', 'json'] as const;
export type MemberFormat = (typeof MEMBER_FORMATS)[number];

type MembersFile = {
  readonly account: string;
  readonly groupId: string;
  readonly format: MemberFormat;
  readonly withPast: boolean;
};

/** Where the API writes a file while the browser saves it, and the same as a text, which is there at once. */
export const exportAddress = {
  members: ({ account, groupId, format, withPast }: MembersFile) => {
    const path = `groups/${encodeURIComponent(groupId)}/participants/export`;
    return addresses(`${path}?${withPast ? 'status=all&' : ''}`, account, format);
  },
  memberships: (account: string) => addresses('groups/participants/export?', account, 'xlsx'),
} as const;

function addresses(path: string, account: string, format: MemberFormat) {
  const start = `${BASE_PATH}api/sessions/${account}/${path}format=`;
  return { url: `${start}${format}`, asText: `${start}csv` };
}
