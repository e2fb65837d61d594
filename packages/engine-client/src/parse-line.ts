import {
  ContactsLine,
  ErrorLine,
  FailureLine,
  GroupsLine,
  HeaderLine,
  KeptGroupsLine,
  ParticipantsLine,
  PastParticipantsLine,
  ProgressLine,
  type StreamLine,
  TrailerLine,
} from '@grabber/contracts/engine/reading';
import { Compile } from 'typebox/compile';
import { EngineError } from './engine-error.ts';

// One validator for each type: a check against the union would try all of them.
const VALIDATORS = {
  header: Compile(HeaderLine),
  groups: Compile(GroupsLine),
  participants: Compile(ParticipantsLine),
  past_participants: Compile(PastParticipantsLine),
  contacts: Compile(ContactsLine),
  kept_groups: Compile(KeptGroupsLine),
  progress: Compile(ProgressLine),
  error: Compile(ErrorLine),
  trailer: Compile(TrailerLine),
  failure: Compile(FailureLine),
} as const;

/** One line of a read, checked against the contract. Throws ENGINE_RESPONSE_INVALID. */
export function parseLine(text: string): StreamLine {
  const line = parseJson(text);
  const type = (line as { type?: unknown } | null)?.type;
  if (typeof type !== 'string' || !Object.hasOwn(VALIDATORS, type)) {
    throw new EngineError('ENGINE_RESPONSE_INVALID', 'The engine sent a line of no known type.');
  }
  const validator = VALIDATORS[type as StreamLine['type']];
  if (validator.Check(line)) return line;
  throw new EngineError('ENGINE_RESPONSE_INVALID', wrongLine(type, validator.Errors(line)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: a JSON error quotes the text, which may hold a name or a number.
    throw new EngineError('ENGINE_RESPONSE_INVALID', 'The engine sent a line that is not JSON.');
  }
}

/** Names the field, never its value. */
function wrongLine(type: string, errors: readonly { instancePath: string }[]): string {
  const path = errors[0]?.instancePath;
  return `The engine sent a ${type} line that breaks the contract${path ? ` at ${path}` : ''}.`;
}
