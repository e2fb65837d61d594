import { ERROR_STATUS } from '@grabber/contracts/error-codes';
import { openApiDocument } from '@grabber/contracts/openapi/document';
import openapiTypescript, { astToString } from 'openapi-typescript';

/** The source of `src/schema.ts`: the document's types, without its texts. */
export async function makeSchema(): Promise<string> {
  const names = Object.keys(ERROR_STATUS).map((code) => [code, { en: '', id: '' }]);
  const document = openApiDocument({ language: 'en', errorTexts: Object.fromEntries(names) });
  const nodes = await openapiTypescript(withoutTexts(document) as never);
  return `// Made by \`npm run vitest -- packages/api-client -u\`. Do not edit it.\n${astToString(nodes)}`;
}

const TEXTS = ['summary', 'description', 'example', 'examples'];

function withoutTexts(part: unknown, isNames = false): unknown {
  if (Array.isArray(part)) return part.map((item) => withoutTexts(item));
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(([key]) => isNames || !TEXTS.includes(key));
  // Fields of the API may be named like these texts.
  return Object.fromEntries(
    kept.map(([key, value]) => [key, withoutTexts(value, key === 'properties' && !isNames)]),
  );
}
