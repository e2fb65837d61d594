import { Type } from 'typebox';

/** Without `lang`: English. */
export const DocumentQuery = Type.Object(
  { lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('id')])) },
  { additionalProperties: false },
);

/** An OpenAPI document: its own standard says what is in it. */
export const OpenApiDocument = Type.Object(
  { openapi: Type.Literal('3.1.1') },
  { additionalProperties: true },
);
