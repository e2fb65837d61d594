import type { CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/** How the numbers with one code are written. */
type NumberingPlan = {
  /** Several countries can have one code. */
  readonly countries: readonly PlanCountry[];
  /** What may stand before a number that is dialled within the country. */
  readonly prefix: RegExp | null;
};
type PlanCountry = {
  readonly country: CountryCode;
  readonly has: (national: string) => boolean;
  readonly formats: readonly Format[];
};
type Format = { readonly number: RegExp; readonly written: string };

/** The places of a country's data in the metadata of libphonenumber-js. */
const [PATTERN, LENGTHS, FORMATS, PREFIX, PREFIX_RULE] = [2, 3, 4, 5, 6];
const [PREFIX_FOR_PARSING, FIRST_DIGITS, TYPES] = [7, 10, 11];
type CountryData = readonly unknown[];
/** `[pattern, format, leading digits, rule for the prefix]` */
type FormatData = readonly [string, string, (readonly string[])?, string?];
/** `[pattern, lengths]` of mobile numbers, for example. */
type TypeData = readonly [string, (readonly number[])?] | 0;

const MAX_CODE_DIGITS = 3;
const MIN_NATIONAL_DIGITS = 5;
const plans = new Map<string, NumberingPlan | null>();

type WrittenNumber = { country: CountryCode | null; national: string };

/**
 * The country of a number and how it is written there: what libphonenumber-js answers, in a small part of its time,
 * because it makes each regular expression for each number. A test compares the two. Undefined: the number is odd, so
 * ask the library.
 */
export function writeNumber(digits: string): WrittenNumber | undefined {
  const found = planOf(digits);
  if (found === undefined) return undefined;
  const { countries, prefix } = found.plan;
  const national = digits.slice(found.code.length);
  if (national.length < MIN_NATIONAL_DIGITS || prefix?.test(national)) return undefined;
  const own = countries.length === 1 ? countries[0] : countries.find(({ has }) => has(national));
  const format = (own ?? countries[0])?.formats.find(({ number }) => number.test(national));
  const country = own?.country ?? null;
  if (format === undefined) return { country, national };
  return { country, national: national.replace(format.number, format.written) };
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
  const codes: Readonly<Record<string, readonly string[]>> = metadata.country_calling_codes;
  const names = (codes[code] ?? []) as readonly CountryCode[];
  const [main] = names.map(dataOf);
  if (main === undefined) return null;
  const prefix = (main[PREFIX_FOR_PARSING] || main[PREFIX]) as string | 0 | undefined;
  return {
    prefix: prefix ? new RegExp(`^(?:${prefix})`) : null,
    countries: names.map((country) => {
      const data = dataOf(country);
      // The first country has the formats of all that have none of their own.
      const formats = (data[FORMATS] || main[FORMATS] || []) as readonly FormatData[];
      const rule = (data[PREFIX_RULE] || main[PREFIX_RULE]) as string | 0 | undefined;
      return {
        country,
        has: numbersOf(data),
        formats: formats.map((format) => readFormat(format, rule)),
      };
    }),
  };
}

function dataOf(country: CountryCode): CountryData {
  return metadata.countries[country] as unknown as CountryData;
}

/** Whether a number is one of the country, among those with the same code. */
function numbersOf(data: CountryData): (national: string) => boolean {
  const first = data[FIRST_DIGITS];
  if (first) {
    const begins = new RegExp(`^(?:${first})`);
    return (national) => begins.test(national);
  }
  const whole = new RegExp(`^(?:${data[PATTERN]})$`);
  const types = ((data[TYPES] || []) as readonly TypeData[])
    .filter((type) => type !== 0 && type[0])
    .map((type) => {
      const [pattern, lengths = data[LENGTHS]] = type as Exclude<TypeData, 0>;
      return { number: new RegExp(`^(?:${pattern})$`), lengths: (lengths || []) as number[] };
    });
  return (national) =>
    whole.test(national) &&
    types.some(({ number, lengths }) => lengths.includes(national.length) && number.test(national));
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
    number: new RegExp(`^${first === undefined ? '' : `(?=${first})`}(?:${pattern})$`),
    written: used ? format.replace(FIRST_GROUP, used) : format,
  };
}
