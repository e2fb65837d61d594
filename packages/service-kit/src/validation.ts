import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import type { ErrorDetail } from './service-error.ts';

/**
 * Checks a part of a request with the contract's schema. Parameters and query are texts, so numbers
 * and booleans are converted. A body is taken unchanged.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  return (value: unknown) => {
    const converted = httpPart === 'body' ? value : convertFaithfully(schema, value);
    return check.Check(converted) ? { value: converted } : { error: check.Errors(converted) };
  };
};

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
    message: 'is not known here: leave it out',
  }));
}

function isSpecific(error: SchemaError): boolean {
  return error.keyword !== 'anyOf' && error.keyword !== 'boolean';
}

function explain(errors: readonly SchemaError[]): string {
  const allowed = errors
    .filter((error) => error.keyword === 'const')
    .map((error) => JSON.stringify((error.params as { allowedValue: unknown }).allowedValue));
  if (allowed.length > 0) return `must be one of ${allowed.join(', ')}`;
  return [...new Set(errors.map((error) => error.message ?? 'is not valid'))].join('; ');
}
