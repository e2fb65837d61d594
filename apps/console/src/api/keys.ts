/** The keys of the query cache. What a grab may change begins with `book`. */
export const KEYS = {
  sessions: ['sessions'],
  session: (id: string) => ['session', id],
  qr: (id: string) => ['qr', id],
  grabs: (id: string) => ['grabs', id],
  allGrabs: (...more: unknown[]) => ['all-grabs', ...more],
  schedules: (id: string) => ['schedules', id],
  book: ['book'],
  contacts: (...more: unknown[]) => ['book', 'contacts', ...more],
  groups: (...more: unknown[]) => ['book', 'groups', ...more],
  changes: (...more: unknown[]) => ['book', 'changes', ...more],
  webhooks: ['webhooks'],
  keys: ['keys'],
  workspaces: ['workspaces'],
  audit: ['audit'],
  health: ['health'],
  settings: ['settings'],
  exclusions: ['exclusions'],
} as const;

/** Whether what a key of the cache holds is of one of these sessions alone. */
export function isBookBeside(
  queryKey: readonly unknown[],
  sessions: ReadonlySet<unknown>,
): boolean {
  return queryKey.some((part) => sessions.has(part));
}
