import { access } from './en/access.ts';
import { accounts } from './en/accounts.ts';
import { changes } from './en/changes.ts';
import { common } from './en/common.ts';
import { contacts } from './en/contacts.ts';
import { gaps } from './en/gaps.ts';
import { grabs } from './en/grabs.ts';
import { groups } from './en/groups.ts';
import { health } from './en/health.ts';
import { schedules } from './en/schedules.ts';
import { signIn } from './en/sign-in.ts';
import { start } from './en/start.ts';
import { webhooks } from './en/webhooks.ts';
import type { Catalogue } from './id.ts';

export const en: Catalogue = {
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
