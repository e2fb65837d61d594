/** What a chat shows of itself, as WAWebChatModel has it; times are in seconds since 1970. */
export type ChatFacts = {
  t: number;
  archive: boolean;
  /** -1: muted without an end. 0: not muted. An end that is over stays. */
  muteExpiration: number;
  isLocked: boolean;
};

const NEWEST_SECONDS = 1_760_000_000;
const SECONDS_BETWEEN_CHATS = 61;
const ARCHIVED_EVERY = 6;
const LOCKED_EVERY = 9;
/** By the chat's number; some of the year 2096, which no clock of a test reaches, and some of 2020. */
const MUTE_EXPIRATIONS = [0, 0, -1, 0, 4_000_000_000, 0, 1_600_000_000] as const;

/** The facts of the chat with this number: the lower, the newer. */
export function chatFacts(number: number): ChatFacts {
  return {
    t: NEWEST_SECONDS - number * SECONDS_BETWEEN_CHATS,
    archive: number % ARCHIVED_EVERY === ARCHIVED_EVERY - 1,
    muteExpiration: MUTE_EXPIRATIONS[number % MUTE_EXPIRATIONS.length] ?? 0,
    isLocked: number % LOCKED_EVERY === LOCKED_EVERY - 1,
  };
}

/** The same under the names of the truth. */
export type TruthChat = {
  /** ISO 8601 */
  last_activity_at: string | null;
  is_archived: boolean | null;
  is_muted: boolean | null;
  /** ISO 8601; null without an end. */
  muted_until: string | null;
  /** What a reader says that is not asked for it; `locked` of the truth has the others. */
  is_locked: null;
};

/** What a correct reader finds; null: there is no chat. */
export function truthChat(facts: ChatFacts | null): TruthChat {
  if (facts === null) {
    return {
      ...{ last_activity_at: null, is_archived: null, is_muted: null, muted_until: null },
      is_locked: null,
    };
  }
  const { t, archive, muteExpiration } = facts;
  const isAhead = muteExpiration * 1000 > Date.now();
  return {
    last_activity_at: new Date(t * 1000).toISOString(),
    is_archived: archive,
    is_muted: muteExpiration < 0 || isAhead,
    muted_until: isAhead ? new Date(muteExpiration * 1000).toISOString() : null,
    is_locked: null,
  };
}
