import { defineRoute } from '../../route.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';
import { ApiKey, ApiKeyList, CreatedApiKey, CreateKeyBody, KeyParams } from '../key.ts';

/** The API keys of a workspace. */
export const API_KEY_ROUTES = {
  createKey: defineRoute({
    id: 'createKey',
    method: 'POST',
    path: '/api/keys',
    access: 'admin',
    summary: 'Creates an API key. Only this answer shows it.',
    body: CreateKeyBody,
    responses: { 201: SuccessWithMessage(CreatedApiKey) },
  }),
  listKeys: defineRoute({
    id: 'listKeys',
    method: 'GET',
    path: '/api/keys',
    access: 'admin',
    summary: 'Lists the API keys of the workspace, without their secrets.',
    responses: { 200: Success(ApiKeyList) },
  }),
  revokeKey: defineRoute({
    id: 'revokeKey',
    method: 'DELETE',
    path: '/api/keys/:keyId',
    access: 'admin',
    summary: 'Revokes an API key at once and for good.',
    params: KeyParams,
    responses: { 200: SuccessWithMessage(ApiKey) },
  }),
} as const;
