import type { ApiKey } from '@grabber/contracts/api/access/key';

const HEADINGS = [
  ...['ID', 'PREFIX', 'WORKSPACE', 'SCOPES', 'SESSIONS', 'EXPIRES', 'LAST USED', 'REVOKED', 'NAME'],
];

/** Keys as a table for a terminal. */
export function keyTable(keys: readonly ApiKey[]): string {
  const rows = keys.map((key) => [
    key.key_id,
    key.prefix,
    key.workspace,
    key.scopes.join(','),
    key.session_ids?.join(',') ?? 'all',
    key.expires_at ?? 'never',
    key.last_used_at ?? 'never',
    key.revoked_at ?? 'no',
    key.name,
  ]);
  const lines = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const pad = (line: readonly string[]) => line.map((cell, i) => cell.padEnd(widths[i] ?? 0));
  return lines.map((line) => pad(line).join('  ').trimEnd()).join('\n');
}
