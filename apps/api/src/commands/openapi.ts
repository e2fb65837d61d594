// Prints the OpenAPI document, in English or, with `id`, in Indonesian.
import { openApiDocument } from '@grabber/contracts/openapi/document';
import { ERROR_PHRASES } from '../messages/error-phrases.ts';

const language = process.argv[2] === 'id' ? 'id' : 'en';
const document = openApiDocument({ language, errorTexts: ERROR_PHRASES });
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
