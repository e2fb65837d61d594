import fc from 'fast-check';
import {
  type Change,
  DATABASE_DELAY_MS,
  type Grab,
  type GroupState,
  type Phases,
  type Step,
} from './steps.ts';

/** Longer than a walk: what waits for it waits for the next load of the page. */
const LATE_MS = 3_600_000;

/** Shorter than the time for which a page must have caught up. */
const ANNOUNCEMENT_MS = 600;

const pick = fc.nat({ max: 1_000 });

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Change>({ do: 'add contact' }) },
  { weight: 1, arbitrary: fc.constant<Change>({ do: 'add group' }) },
  { weight: 1, arbitrary: fc.constant<Change>({ do: 'add group without chat' }) },
  { weight: 1, arbitrary: fc.constant<Change>({ do: 'show chats of groups' }) },
  {
    weight: 18,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'remove contact' as const,
        'remove contact' as const,
        'remove many contacts' as const,
        'save member' as const,
        'add stranger' as const,
        'add stranger' as const,
        'add contact to group' as const,
        'remove member' as const,
        'remove member' as const,
        'remove many members' as const,
        'leave group' as const,
        'rejoin group' as const,
        'rejoin group' as const,
      ),
      pick,
    }),
  },
);
const changesFrom = (minLength: number) =>
  fc.array(change, { minLength, maxLength: 3, size: 'max' });
const changes = changesFrom(0);

const delay = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constantFrom(250, 1_200) },
  { weight: 1, arbitrary: fc.constant(LATE_MS) },
);
const phases: fc.Arbitrary<Phases> = fc.record({
  contacts_delay_ms: delay,
  groups_delay_ms: delay,
  history_delay_ms: delay,
  restore_delay_ms: delay,
  offline_delivery_ms: delay,
  offline_announcement_ms: fc.constantFrom(0, ANNOUNCEMENT_MS),
  member_batch_size: fc.constantFrom(0, 0, 3),
  database_delay_ms: fc.constantFrom(0, DATABASE_DELAY_MS),
});

const grab: fc.Arbitrary<Grab> = fc.record({
  do: fc.constant('grab' as const),
  kind: fc.constantFrom('all' as const, 'all' as const, 'groups' as const, 'contacts' as const),
  refresh: fc.constantFrom(false, false, false, false, true),
  waits: fc.boolean(),
  pauseMs: fc.constantFrom(0, 0, 100, 400, 1_000),
  meanwhile: fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: change },
  ),
});

const row = fc.constantFrom(
  'whole' as const,
  'whole' as const,
  'older' as const,
  'missing' as const,
  'empty' as const,
  'stale' as const,
  'device_stale' as const,
  'unsynced' as const,
);
const groupState: fc.Arbitrary<GroupState> = fc.oneof(
  fc.record({
    stale: fc.constant(true),
    members: fc.constantFrom('whole' as const, 'one' as const, 'none' as const),
    row,
  }),
  fc.record({
    stale: fc.constant(false),
    members: fc.constantFrom('whole' as const, 'none' as const),
    row,
  }),
);

/** What happens to the page or the engine. */
const trouble: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('restart' as const),
      what: fc.constantFrom(
        'engine stops' as const,
        'engine is killed' as const,
        'session' as const,
      ),
      hours: fc.constantFrom(0, 2),
      phases,
      changes,
      waits: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pair again' as const), phases, changes }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('lose the line' as const),
      forMs: fc.constantFrom(0, 200, 1_000),
      phases,
      changes,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('doubt a group' as const), pick, state: groupState }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('refuse queries' as const),
      of: fc.constantFrom('group_list' as const, 'group_metadata' as const),
      times: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('truncate answers' as const),
      above: fc.constantFrom(0, 6),
    }),
  },
);

const calm: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('change' as const), changes: changesFrom(1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('time passes' as const),
      minutes: fc.constantFrom(4, 11, 11),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'settle' }) },
);

/** Grabs come soon after each other step: that is when they may go wrong. */
const scene: fc.Arbitrary<readonly Step[]> = fc
  .tuple(fc.oneof(trouble, calm), fc.array(grab, { maxLength: 2, size: 'max' }))
  .map(([first, grabs]) => [first, ...grabs]);

/** The first sync of a walk, and its steps. The same seed gives the same walk. */
type Walk = { readonly phases: Phases; readonly steps: readonly Step[] };

export function walkOf(seed: number, length: number): Walk {
  const scenes = fc.array(scene, { minLength: length, maxLength: length, size: 'max' });
  const [walk] = fc.sample(fc.record({ phases, scenes }), { seed, numRuns: 1 });
  if (!walk) throw new Error('fast-check gave no walk.');
  return { phases: walk.phases, steps: walk.scenes.flat().slice(0, length) };
}
