import type { LocalText } from './service-error.ts';

type Params = Readonly<Record<string, unknown>>;

const TYPES: Readonly<Record<string, string>> = {
  string: 'teks',
  integer: 'bilangan bulat',
  number: 'angka',
  boolean: 'true atau false',
  object: 'objek JSON',
  array: 'array JSON',
  null: 'null',
};
const COMPARISONS: Readonly<Record<string, string>> = {
  '>=': 'minimal',
  '<=': 'maksimal',
  '>': 'lebih dari',
  '<': 'kurang dari',
};

/** The Indonesian text of each keyword that a schema of the contract uses. */
const INDONESIAN: Readonly<Record<string, (params: Params) => string>> = {
  type: ({ type }) => `harus berupa ${[type].flat().map(typeName).join(' atau ')}`,
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  minLength: ({ limit }) => `minimal ${limit} karakter`,
  maxLength: ({ limit }) => `maksimal ${limit} karakter`,
  minItems: ({ limit }) => `minimal ${limit} item`,
  maxItems: ({ limit }) => `maksimal ${limit} item`,
  minProperties: ({ limit }) => `minimal ${limit} field`,
  maxProperties: ({ limit }) => `maksimal ${limit} field`,
  uniqueItems: () => 'tidak boleh memuat item yang sama',
  format: ({ format }) => `harus berformat "${format}"`,
  pattern: ({ pattern }) => `harus cocok dengan pola "${pattern}"`,
  required: ({ requiredProperties }) => `wajib memuat ${[requiredProperties].flat().join(', ')}`,
  not: () => 'tidak diizinkan',
  enum: () => 'harus salah satu nilai yang diizinkan',
};

/** What a schema's keyword asks for. `english` is the schema library's own text. */
export function explainKeyword(keyword: string, params: Params, english: string): LocalText {
  if (keyword === 'unknown') {
    return {
      en: 'is not known here: leave it out',
      id: 'tidak dikenal di sini: hapus dari permintaan',
    };
  }
  return { en: english, id: INDONESIAN[keyword]?.(params) ?? 'tidak valid' };
}

function typeName(type: unknown): string {
  return TYPES[String(type)] ?? String(type);
}

function bound({ comparison, limit }: Params): string {
  return `harus ${COMPARISONS[String(comparison)] ?? comparison} ${limit}`;
}
