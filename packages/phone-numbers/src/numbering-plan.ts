import type { CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/** How the numbers of one country are written within it. */
type NumberingPlan = {
  readonly country: CountryCode;
  readonly formats: readonly Format[];
  /** What may stand before a number that is dialled within the country. */
  readonly prefix: RegExp | null;
};
type Format = { readonly first: RegExp | null; readonly whole: RegExp; readonly written: string };

/** The places of a country's data in the metadata of libphonenumber-js. */
const [FORMATS, PREFIX, PREFIX_RULE, PREFIX_FOR_PARSING] = [4, 5, 6, 7];
/** `[pattern, format, leading digits, rule for the prefix]` */
type FormatData = readonly [string, string, (readonly string[])?, string?];

const MAX_CODE_DIGITS = 3;
const MIN_NATIONAL_DIGITS = 5;
const plans = new Map<string, NumberingPlan | null>();

/**
 * The country of a number and how it is written there: what libphonenumber-js answers, in a tenth of its time, because
 * it makes each regular expression for each number. A test compares the two. Undefined: ask the library, because
 * several countries have the code, or the number is odd.
 */
export function writeNumber(
  digits: string,
): { country: CountryCode; national: string } | undefined {
  const plan = planOf(digits);
  if (plan === undefined) return undefined;
  const { country, formats, prefix } = plan.plan;
  const national = digits.slice(plan.code.length);
  if (national.length < MIN_NATIONAL_DIGITS || prefix?.test(national)) return undefined;
  for (const { first, whole, written } of formats) {
    if (first?.test(national) !== false && whole.test(national)) {
      return { country, national: national.replace(whole, written) };
    }
  }
  return { country, national };
}

/** No code of a country begins with that of another. */
function planOf(digits: string): { code: string; plan: NumberingPlan } | undefined {
  for (let length = 1; length <= MAX_CODE_DIGITS; length += 1) {
    const code = digits.slice(0, length);
    let plan = plans.get(code);
    if (plan === undefined) {
      plan = readPlan(code);
      plans.set(code, plan);
    }
    if (plan !== null) return { code, plan };
  }
  return undefined;
}

function readPlan(code: string): NumberingPlan | null {
  const countries = metadata.country_calling_codes[code as never] as CountryCode[] | undefined;
  const [country, ...others] = countries ?? [];
  if (country === undefined || others.length > 0) return null;
  const data = metadata.countries[country] as unknown as readonly unknown[];
  const formats = (data[FORMATS] || []) as readonly FormatData[];
  const rule = data[PREFIX_RULE] as string | 0 | undefined;
  const prefix = (data[PREFIX_FOR_PARSING] || data[PREFIX]) as string | 0 | undefined;
  return {
    country,
    prefix: prefix ? new RegExp(`^(?:${prefix})`) : null,
    formats: formats.map((format) => readFormat(format, rule)),
  };
}

/** The first group of a format, before which the prefix stands. */
const FIRST_GROUP = /(\$\d)/;

function readFormat(
  [pattern, format, leading = [], own]: FormatData,
  rule: string | 0 | undefined,
): Format {
  const first = leading.at(-1);
  const used = own || rule;
  return {
    first: first === undefined ? null : new RegExp(`^(?:${first})`),
    whole: new RegExp(`^(?:${pattern})$`),
    written: used ? format.replace(FIRST_GROUP, used) : format,
  };
}
