import { BASE_PATH } from '../../api/base-path.ts';

/** The formats that hold members of one group. */
export const MEMBER_FORMATS = ['xlsx', 'csv', 'vcard', 'google-csv', 'ndjson', 'json'] as const;
export type MemberFormat = (typeof MEMBER_FORMATS)[number];

/** The addresses of files that the API writes while the browser saves them. */
export const exportAddress = {
  members: (account: string, groupId: string, format: MemberFormat, withPast: boolean) => {
    const query = new URLSearchParams({ format, ...(withPast && { status: 'all' }) });
    const group = encodeURIComponent(groupId);
    return `${BASE_PATH}api/sessions/${account}/groups/${group}/participants/export?${query}`;
  },
  memberships: (account: string) =>
    `${BASE_PATH}api/sessions/${account}/groups/participants/export?format=xlsx`,
} as const;
