/** The files of texts that each screen brings, beside those of the whole page. */
export const SCREEN_TEXTS = {
  accounts: ['accounts', 'gaps'],
  contacts: ['contacts', 'contact-exports', 'contact-person', 'changes', 'groups'],
  groups: ['groups'],
  changes: ['changes', 'groups'],
  grabs: ['grabs', 'gaps'],
  start: ['start', 'grabs'],
  schedules: ['schedules', 'grabs'],
  webhooks: ['webhooks'],
  access: ['access'],
  health: ['health', 'grabs'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ScreenName = keyof typeof SCREEN_TEXTS;
