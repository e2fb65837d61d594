import { defineRoute } from '../../route.ts';
import {
  ApiKey,
  ApiKeyList,
  CreatedApiKey,
  CreateKeyBody,
  KeyParams,
  RotatedApiKey,
  RotateKeyBody,
} from '../access/key.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';

/** The API keys of a workspace. */
export const API_KEY_ROUTES = {
  createKey: defineRoute({
    id: 'createKey',
    method: 'POST',
    path: '/api/keys',
    access: 'admin',
    ownSessions: true,
    summary: 'Creates an API key. Only this answer shows it.',
    body: CreateKeyBody,
    responses: { 201: SuccessWithMessage(CreatedApiKey) },
  }),
  listKeys: defineRoute({
    id: 'listKeys',
    method: 'GET',
    path: '/api/keys',
    access: 'admin',
    ownSessions: true,
    summary: 'Lists the API keys of the workspace, without their secrets.',
    responses: { 200: Success(ApiKeyList) },
  }),
  rotateKey: defineRoute({
    id: 'rotateKey',
    method: 'POST',
    path: '/api/keys/:keyId/rotate',
    access: 'admin',
    ownSessions: true,
    summary: 'Replaces an API key by a new one. Both are valid for a while.',
    params: KeyParams,
    body: RotateKeyBody,
    responses: { 201: SuccessWithMessage(RotatedApiKey) },
  }),
  revokeKey: defineRoute({
    id: 'revokeKey',
    method: 'DELETE',
    path: '/api/keys/:keyId',
    access: 'admin',
    ownSessions: true,
    summary: 'Revokes an API key, and the keys below it, at once and for good.',
    params: KeyParams,
    responses: { 200: SuccessWithMessage(ApiKey) },
  }),
} as const;
