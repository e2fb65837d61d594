import { Type } from 'typebox';
import { defineRoute } from '../../route.ts';
import { DocumentQuery, OpenApiDocument } from '../service/document.ts';

/** What the API says of itself. It holds no data, so it needs no key. */
export const API_DOCUMENT_ROUTES = {
  getOpenApi: defineRoute({
    id: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    access: 'open',
    summary: 'Answers this OpenAPI document.',
    query: DocumentQuery,
    responses: { 200: OpenApiDocument },
  }),
  showDocs: defineRoute({
    id: 'showDocs',
    method: 'GET',
    path: '/docs',
    access: 'open',
    summary: 'Shows this OpenAPI document as a page for browsers.',
    query: DocumentQuery,
    responses: { 200: Type.String() },
    mediaTypes: ['text/html'],
  }),
} as const;
