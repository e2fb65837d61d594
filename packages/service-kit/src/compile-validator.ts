import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

/**
 * Checks a part of a request with the contract's own schema. Parameters and query arrive as text, so
 * what stands for a number or a boolean becomes one; a body is taken as it is.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  return (value: unknown) => {
    const converted = httpPart === 'body' ? value : convertFaithfully(schema, value);
    return check.Check(converted) ? { value: converted } : { error: check.Errors(converted) };
  };
};

/** A text becomes a number only where the number reads the same: `1.5` is no whole 1, `1e2` no 100. */
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
