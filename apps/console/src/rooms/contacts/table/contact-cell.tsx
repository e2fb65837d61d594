import type { ReactNode } from 'react';
import { PhoneNumber } from '../../../book/phone-number.tsx';
import { isNumber } from '../../../text/number-mask.ts';
import type { Texts } from '../../../text/use-text.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Initials } from '../../../ui/initials.tsx';
import { Pill } from '../../../ui/notice.tsx';
import type { ContactRow } from '../rows/contact-source.ts';
import type { ColumnId } from './column-layout.ts';

const SHOWN_WORDS = 3;

/** What a column shows of a contact. Null: nothing. */
export function cellOf(id: ColumnId, row: ContactRow, text: Texts, nameOf: NameOf): ReactNode {
  const person = row.type === 'individual' ? row : null;
  switch (id) {
    case 'name':
      return <Name row={row} />;
    case 'phone':
      return <Phone row={row} text={text} />;
    case 'country':
      return person?.country && countryName(person.country, text.language);
    case 'accounts':
      return <Words words={(row.accounts ?? []).map((one) => nameOf(one.session_id))} />;
    case 'tags':
      return <Words words={row.tags ?? []} isTag />;
    case 'labels':
      return <Words words={row.labels ?? []} />;
    case 'status':
      return (
        <Pill tone={row.status === 'active' ? 'good' : 'plain'}>
          {text.t(`contacts.status.${row.status}`)}
        </Pill>
      );
    case 'saved':
      return person && yesOrNo(person.is_saved, text);
    case 'business':
      return person && yesOrNo(person.is_business, text);
    case 'blocked':
      return person && yesOrNo(person.is_blocked, text);
    case 'last_activity':
      return row.last_activity_at && formatted(text.day, row.last_activity_at);
    case 'grabbed':
      return formatted(text.time, row.grabbed_at);
    default:
      return <Plain text={plainText(id, row)} />;
  }
}

/** The name of an account by its session. */
export type NameOf = (session: string) => string;

function plainText(id: ColumnId, row: ContactRow): string | null {
  if (id === 'note') return row.note;
  if (row.type !== 'individual') return id === 'about' ? row.group_description : null;
  if (id === 'username') return row.username && `@${row.username}`;
  if (id === 'lid') return row.lid;
  if (id === 'address_book_name') return row.address_book_name;
  if (id === 'push_name') return row.push_name;
  return id === 'verified_name' ? row.verified_name : row.about;
}

function Plain({ text }: { readonly text: string | null }) {
  return text && <bdi className="truncate">{text}</bdi>;
}

function Name({ row }: { readonly row: ContactRow }) {
  // That it is a group is also said in the column of the number.
  return (
    <>
      {row.type === 'group' ? (
        <span className="inline-flex size-7 shrink-0 items-center justify-center rounded-lg bg-page text-muted">
          <Icon name="groups" className="size-4" />
        </span>
      ) : (
        <Initials name={row.name} />
      )}
      <ShownName row={row} isInGrid />
    </>
  );
}

/** The name. A person without one is shown by the number, which may be masked. */
export function ShownName({
  row,
  isInGrid = false,
}: {
  readonly row: ContactRow;
  readonly isInGrid?: boolean;
}) {
  if (isNumber(row.name)) return <PhoneNumber number={row.name} isInGrid={isInGrid} />;
  return <bdi className={isInGrid ? 'truncate font-medium' : 'break-words'}>{row.name}</bdi>;
}

function Phone({ row, text }: { readonly row: ContactRow; readonly text: Texts }) {
  if (row.type === 'group') {
    const count = row.group_participants_count;
    return (
      <span className="truncate text-muted">
        {count === null ? text.t('contacts.group') : text.t('contacts.group_of', { count })}
      </span>
    );
  }
  const number = row.phone_e164 ?? row.phone_number;
  if (number !== null) return <PhoneNumber number={number} isInGrid />;
  return (
    <span className="truncate text-muted">
      {row.masked_number ? <bdi dir="ltr">{row.masked_number}</bdi> : text.t('contacts.no_number')}
    </span>
  );
}

function Words({ words, isTag }: { readonly words: readonly string[]; readonly isTag?: boolean }) {
  if (words.length === 0) return null;
  return (
    <span className="flex min-w-0 items-center gap-1">
      {words.slice(0, SHOWN_WORDS).map((word) => (
        <Pill key={word} tone={isTag ? 'accent' : 'plain'}>
          <bdi className="max-w-36 truncate">{word}</bdi>
        </Pill>
      ))}
      {words.length > SHOWN_WORDS && (
        <span className="text-sm text-muted">+{words.length - SHOWN_WORDS}</span>
      )}
    </span>
  );
}

function yesOrNo(is: boolean, { t }: Texts): string {
  return t(is ? 'contacts.yes' : 'contacts.no');
}

const MOST_TIMES = 1_000;
const times = new WeakMap<Texts['time'], Map<string, string>>();

/** Many rows have one time, that of their grab, and to format it costs more than all else in the row. */
function formatted(format: Texts['time'], value: string): string {
  const known = times.get(format) ?? new Map<string, string>();
  times.set(format, known);
  const text = known.get(value) ?? format(value);
  if (known.size >= MOST_TIMES) known.clear();
  known.set(value, text);
  return text;
}

const countries = new Map<string, Intl.DisplayNames>();

/** The name of a country by its two letters. */
export function countryName(code: string, language: string): string {
  const known = countries.get(language);
  const names = known ?? new Intl.DisplayNames(language, { type: 'region' });
  if (known === undefined) countries.set(language, names);
  return names.of(code) ?? code;
}
