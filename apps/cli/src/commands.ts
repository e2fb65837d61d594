import type { Command } from './command.ts';
import { changes } from './commands/changes.ts';
import { contacts } from './commands/contacts.ts';
import { exportCommand } from './commands/export.ts';
import { grab } from './commands/grab.ts';
import { keys } from './commands/keys.ts';
import { pair } from './commands/pair.ts';
import { sessions } from './commands/sessions.ts';
import { webhooks } from './commands/webhooks.ts';
import { doctor } from './doctor/doctor.ts';

/** Every command by its name, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  sessions,
  pair,
  grab,
  contacts,
  changes,
  export: exportCommand,
  keys,
  webhooks,
  doctor,
};
