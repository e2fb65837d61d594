import type { Input } from '../command.ts';
import { choiceOf, textOf } from '../options.ts';
import type { Output } from '../output/output.ts';

const text = { type: 'string' } as const;

/** The filters of lists and exports. */
export const FILTER_OPTIONS = {
  type: text,
  status: text,
  search: text,
  saved: text,
  business: text,
  blocked: text,
  'on-whatsapp': text,
  'has-phone': text,
  'has-note': text,
  'has-username': text,
  'changed-since': text,
  ids: text,
  'in-group': text,
  label: text,
  tag: text,
  field: text,
  sort: text,
} as const;

export const FILTER_HELP = `  --type individual|group|all      --status active|inactive
  --search TEXT                    --sort stored|name|changed
  --in-group JID  --label NAME  --tag NAME  --field NAME:VALUE
  --changed-since TIME  --ids ID,ID
  --saved, --business, --blocked, --on-whatsapp, --has-phone, --has-note, --has-username: true|false`;

const FLAGS = [
  ...(['saved', 'business', 'blocked', 'on-whatsapp', 'has-phone'] as const),
  ...(['has-note', 'has-username'] as const),
] as const;
const TEXTS = ['search', 'in-group', 'label', 'tag', 'field', 'changed-since', 'ids'] as const;

/** The query of the filters. Throws UsageError. */
export function filtersOf(input: Input, { say }: Output) {
  const type = choiceOf(input, 'type', ['individual', 'group', 'all'], say);
  const status = choiceOf(input, 'status', ['active', 'inactive'], say);
  const sort = choiceOf(input, 'sort', ['stored', 'name', 'changed'], say);
  const flags = FLAGS.map((name) => [name, choiceOf(input, name, ['true', 'false'], say)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name.replace('-', '_'), value === 'true'] as const);
  const texts = TEXTS.map((name) => [name, textOf(input, name)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name.replace('-', '_'), value] as const);
  return {
    ...(type && { type }),
    ...(status && { status }),
    ...(sort && { sort }),
    ...(Object.fromEntries(flags) as Partial<Record<FlagName, boolean>>),
    ...(Object.fromEntries(texts) as Partial<Record<TextName, string>>),
  };
}

type FlagName =
  | ('saved' | 'business' | 'blocked' | 'on_whatsapp')
  | ('has_phone' | 'has_note' | 'has_username');
type TextName = 'search' | 'in_group' | 'label' | 'tag' | 'field' | 'changed_since' | 'ids';
