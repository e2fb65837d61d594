import { access } from './ar/access.ts';
import { accounts } from './ar/accounts.ts';
import { changes } from './ar/changes.ts';
import { common } from './ar/common.ts';
import { contacts } from './ar/contacts.ts';
import { gaps } from './ar/gaps.ts';
import { grabs } from './ar/grabs.ts';
import { groups } from './ar/groups.ts';
import { health } from './ar/health.ts';
import { schedules } from './ar/schedules.ts';
import { signIn } from './ar/sign-in.ts';
import { start } from './ar/start.ts';
import { webhooks } from './ar/webhooks.ts';
import type { Catalogue } from './id.ts';

export const ar: Catalogue = {
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
