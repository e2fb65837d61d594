import { access } from './id/access.ts';
import { accounts } from './id/accounts.ts';
import { changes } from './id/changes.ts';
import { common } from './id/common.ts';
import { contacts } from './id/contacts.ts';
import { gaps } from './id/gaps.ts';
import { grabs } from './id/grabs.ts';
import { groups } from './id/groups.ts';
import { health } from './id/health.ts';
import { schedules } from './id/schedules.ts';
import { signIn } from './id/sign-in.ts';
import { start } from './id/start.ts';
import { webhooks } from './id/webhooks.ts';

/** Every text in Indonesian, by its id. The other languages have the same ids. */
export const id = {
  ...common,
  ...signIn,
  ...accounts,
  ...contacts,
  ...groups,
  ...changes,
  ...gaps,
  ...grabs,
  ...schedules,
  ...start,
  ...webhooks,
  ...access,
  ...health,
};
export type MessageId = keyof typeof id;
export type Catalogue = Readonly<Record<MessageId, string>>;
