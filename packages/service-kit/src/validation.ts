import type { ErrorDetail } from './service-error.ts';

type SchemaError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: unknown;
};

/** What to correct, one entry for each place: alternatives of one place are joined. */
export function validationDetails(errors: readonly SchemaError[], part: string): ErrorDetail[] {
  const places = Map.groupBy(
    errors.flatMap(unknownFields).filter(isTelling),
    (e) => e.instancePath,
  );
  return [...places].map(([path, found]) => ({
    path: `${part}${path.replaceAll('/', '.')}`,
    message: explain(found),
  }));
}

/** "no additional properties" names the object; the reader needs the name of the field. */
function unknownFields(error: SchemaError): SchemaError[] {
  if (error.keyword !== 'additionalProperties') return [error];
  const { additionalProperties = [] } = error.params as { additionalProperties?: string[] };
  return additionalProperties.map((field) => ({
    keyword: 'unknown',
    instancePath: `${error.instancePath}/${field}`,
    message: 'is not known here: leave it out',
  }));
}

function isTelling(error: SchemaError): boolean {
  return error.keyword !== 'anyOf' && error.keyword !== 'boolean';
}

function explain(errors: readonly SchemaError[]): string {
  const allowed = errors
    .filter((error) => error.keyword === 'const')
    .map((error) => JSON.stringify((error.params as { allowedValue: unknown }).allowedValue));
  if (allowed.length > 0) return `must be one of ${allowed.join(', ')}`;
  return [...new Set(errors.map((error) => error.message ?? 'is not valid'))].join('; ');
}
