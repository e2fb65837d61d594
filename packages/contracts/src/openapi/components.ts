import type { TSchema } from 'typebox';
import { AuditEntry } from '../api/access/audit.ts';
import { ApiKey, CreatedApiKey } from '../api/access/key.ts';
import { ApiWorkspace } from '../api/access/workspace.ts';
import {
  AccountChange,
  ExportedPerson,
  GroupAccount,
  GroupOfAccounts,
  PersonAccount,
  PersonOfAccounts,
} from '../api/account.ts';
import { ContactChange } from '../api/change.ts';
import { ConsoleSession } from '../api/console.ts';
import { StoredGroup, StoredIndividual, StoredLabel } from '../api/contact.ts';
import { ApiErrorBody } from '../api/envelope.ts';
import {
  ApiContactsEvent,
  ApiGrabEvent,
  ApiProgressEvent,
  ApiQrEvent,
  ApiSessionEvent,
  ApiSessionRemovedEvent,
  ApiSnapshotEvent,
} from '../api/event.ts';
import { ExportedContact, ExportedMembership, ExportedParticipant } from '../api/export.ts';
import { GrabItemError, GrabTimings } from '../api/grab.ts';
import { CreatedGrab, GrabRecord, ListedGrab } from '../api/grab-record.ts';
import {
  GroupOfContact,
  ListedGroup,
  StoredParticipant,
  StoredPastParticipant,
} from '../api/group.ts';
import { ApiPairingCode } from '../api/pairing/pairing-code.ts';
import { Erasure, Exclusion, PersonExport } from '../api/privacy.ts';
import { Schedule } from '../api/schedule.ts';
import { ApiHealth } from '../api/service/health.ts';
import {
  SystemApi,
  SystemEngine,
  SystemQueue,
  SystemReport,
  SystemSession,
} from '../api/service/system.ts';
import {
  ApiSession,
  SessionBudget,
  SessionStatusAnswer,
  SessionStatusReport,
} from '../api/session.ts';
import { IncompleteReason } from '../engine/reading.ts';
import { SelfCheck } from '../engine/report.ts';
import { GivenProxy, ShownProxy } from '../proxy.ts';
import { SessionError, SessionSync } from '../session-status.ts';

const [ExportedIndividual, ExportedGroup] = ExportedContact.anyOf;

/**
 * The schemas with a name of their own, which the texts and the clients' types use. A schema without a name
 * stands where it is used.
 */
export const COMPONENTS: Readonly<Record<string, TSchema>> = {
  Error: ApiErrorBody,
  Session: ApiSession,
  SessionStatus: SessionStatusAnswer,
  SessionStatusReport,
  SessionSync,
  SessionBudget,
  /** Also what `action_required` and the error of a grab are. */
  CodedMessage: SessionError,
  Proxy: GivenProxy,
  ShownProxy,
  PairingCode: ApiPairingCode,
  Individual: StoredIndividual,
  Group: StoredGroup,
  ListedGroup,
  GroupOfContact,
  Member: StoredParticipant,
  PastMember: StoredPastParticipant,
  Label: StoredLabel,
  ContactChange,
  PersonOfAccounts,
  PersonAccount,
  GroupOfAccounts,
  GroupAccount,
  AccountChange,
  ExportedPerson,
  ExportedIndividual,
  ExportedGroup,
  ExportedMember: ExportedParticipant,
  ExportedMembership,
  Grab: GrabRecord,
  CreatedGrab,
  ListedGrab,
  GrabItemError,
  GrabTimings,
  IncompleteReason,
  Schedule,
  ApiKey,
  CreatedApiKey,
  Workspace: ApiWorkspace,
  AuditEntry,
  ConsoleSession,
  SelfCheck,
  SystemReport,
  SystemSession,
  SystemEngine,
  SystemApi,
  SystemQueue,
  Exclusion,
  Erasure,
  ErasedCounts: Erasure.properties.deleted,
  PersonExport,
  SnapshotEvent: ApiSnapshotEvent,
  SessionEvent: ApiSessionEvent,
  SessionRemovedEvent: ApiSessionRemovedEvent,
  ContactsEvent: ApiContactsEvent,
  QrEvent: ApiQrEvent,
  GrabEvent: ApiGrabEvent,
  ProgressEvent: ApiProgressEvent,
  Health: ApiHealth,
};

/** Components that share the texts of another one, beside their own. */
export const TEXTS_LIKE: Readonly<Record<string, string>> = {
  SessionStatus: 'Session',
  SessionStatusReport: 'Session',
  ListedGroup: 'Group',
  PersonOfAccounts: 'Individual',
  PersonAccount: 'Individual',
  GroupOfAccounts: 'Group',
  GroupAccount: 'Group',
  AccountChange: 'ContactChange',
  ExportedPerson: 'ExportedIndividual',
  ExportedIndividual: 'Individual',
  ExportedGroup: 'Group',
  PastMember: 'Member',
  ExportedMember: 'Member',
  ExportedMembership: 'Member',
  CreatedApiKey: 'ApiKey',
};
