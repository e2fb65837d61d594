import { validatorOf } from '@grabber/contracts/validator-of';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { ErrorDetail, LocalText } from './service-error.ts';
import { explainKeyword } from './validation-texts.ts';

/**
 * Checks a part of a request with the contract's schema. Parameters and query are texts, so numbers
 * and booleans are converted. An empty parameter of a query counts as absent. A body is taken unchanged, but an
 * empty array as an empty object: PHP has one text for both.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const takesObject = (schema as { type?: unknown }).type === 'object';
  return (value: unknown) => {
    const given = httpPart === 'querystring' ? withoutEmpty(value) : value;
    const isEmptyArray = Array.isArray(given) && given.length === 0;
    const converted =
      httpPart !== 'body'
        ? convertFaithfully(schema, given)
        : takesObject && isEmptyArray
          ? {}
          : given;
    const check = validatorOf(schema);
    return check.Check(converted) ? { value: converted } : { error: check.Errors(converted) };
  };
};

function withoutEmpty(query: unknown): unknown {
  if (query === null || typeof query !== 'object') return query;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/**
 * A text becomes a number only if the number has the same text: `1.5` is not the integer 1, `1e2`
 * is not 100.
 */
function convertFaithfully(schema: TSchema, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const given = value as Record<string, unknown>;
  const converted = Value.Convert(schema, { ...given }) as Record<string, unknown>;
  for (const [name, text] of Object.entries(given)) {
    if (typeof converted[name] === 'number' && String(converted[name]) !== text) {
      converted[name] = text;
    }
  }
  return converted;
}

type SchemaError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: unknown;
};

/** What to correct, one entry for each place. Alternatives of one place are joined. */
export function validationDetails(errors: readonly SchemaError[], part: string): ErrorDetail[] {
  const places = Map.groupBy(
    errors.flatMap(unknownFields).filter(isSpecific),
    (e) => e.instancePath,
  );
  return [...places].map(([path, found]) => ({
    path: `${part}${path.replaceAll('/', '.')}`,
    message: explain(found),
  }));
}

/** "no additional properties" names the object, but the reader needs the name of the field. */
function unknownFields(error: SchemaError): SchemaError[] {
  if (error.keyword !== 'additionalProperties') return [error];
  const { additionalProperties = [] } = error.params as { additionalProperties?: string[] };
  return additionalProperties.map((field) => ({
    keyword: 'unknown',
    instancePath: `${error.instancePath}/${field}`,
  }));
}

function isSpecific(error: SchemaError): boolean {
  return error.keyword !== 'anyOf' && error.keyword !== 'boolean';
}

function explain(errors: readonly SchemaError[]): LocalText {
  const allowed = errors
    .filter((error) => error.keyword === 'const')
    .map((error) => JSON.stringify((error.params as { allowedValue: unknown }).allowedValue));
  if (allowed.length > 0) {
    const list = allowed.join(', ');
    return { en: `must be one of ${list}`, id: `harus salah satu dari ${list}` };
  }
  const texts = errors.map(({ keyword, params, message = 'is not valid' }) =>
    explainKeyword(keyword, (params ?? {}) as Record<string, unknown>, message),
  );
  const joined = (language: keyof LocalText) =>
    [...new Set(texts.map((text) => text[language]))].join('; ');
  return { en: joined('en'), id: joined('id') };
}
