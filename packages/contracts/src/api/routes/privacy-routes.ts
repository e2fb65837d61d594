import { defineRoute } from '../../route.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';
import {
  DeletedExclusion,
  ErasePersonBody,
  Erasure,
  ExclusionList,
  ExclusionParams,
  ExportPersonBody,
  ListExclusionsQuery,
  PersonExport,
} from '../privacy.ts';

/** The rights of a person whose data are stored. A person is named in a body: paths stand in logs of proxies. */
export const API_PRIVACY_ROUTES = {
  erasePerson: defineRoute({
    id: 'erasePerson',
    method: 'POST',
    path: '/api/erasures',
    access: 'manage',
    summary:
      'Erases a person from all sessions of a workspace, and keeps grabs from storing them again.',
    body: ErasePersonBody,
    responses: { 200: SuccessWithMessage(Erasure) },
  }),
  exportPerson: defineRoute({
    id: 'exportPerson',
    method: 'POST',
    path: '/api/person-exports',
    access: 'read',
    summary: 'Answers all that a workspace stores about a person.',
    body: ExportPersonBody,
    responses: { 200: Success(PersonExport) },
  }),
  listExclusions: defineRoute({
    id: 'listExclusions',
    method: 'GET',
    path: '/api/exclusions',
    access: 'read',
    summary: 'Lists the persons whom no grab of a workspace stores, without their addresses.',
    query: ListExclusionsQuery,
    responses: { 200: Success(ExclusionList) },
  }),
  deleteExclusion: defineRoute({
    id: 'deleteExclusion',
    method: 'DELETE',
    path: '/api/exclusions/:exclusionId',
    access: 'manage',
    summary: 'Deletes an exclusion: the next grab may store the person again.',
    params: ExclusionParams,
    responses: { 200: SuccessWithMessage(DeletedExclusion) },
  }),
} as const;
