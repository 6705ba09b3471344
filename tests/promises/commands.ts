import fc from 'fast-check'
import { plannedPosts } from '../../kernel/testing/town-plan.ts'
import { actions } from '../../modules/matters/matter.ts'

// What can happen in a town, as data: drawn at random, played by `world.ts`. Few places and posts, so that commands meet.

const postKeys = plannedPosts.map((post) => post.key)
/** The chain of one building, its neighbours, departments, both roots: drawn more often than the rest of the town. */
const busyPosts = [
  'gridWorker11',
  'gridWorker12',
  'community1',
  'street1',
  'district',
  'compoundSecretary11',
  'buildingLead111',
  'waterDepartment',
  'streetDepartment1',
  'propertyFirm1',
  'supervisor',
  'administrator',
] as const
const post = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...busyPosts) }, fc.constantFrom(...postKeys))
/** To whom a matter may be given: mostly posts that answer for the building. */
const given = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'gridWorker11' as const,
      'compoundSecretary11' as const,
      'propertyFirm1' as const,
      'waterDepartment' as const,
      'streetDepartment1' as const,
      'community1' as const,
      'street1' as const,
    ),
  },
  post,
)
const person = fc.oneof(post, fc.constantFrom('resident1' as const, 'resident2' as const))
const place = fc.constantFrom(
  'building111',
  'building111',
  'building111',
  'building111',
  'building111',
  'building112',
  'building121',
  'unit1111',
  'compound11',
  'community1',
  'building211',
  'building311',
  'street1',
)
/** Most resolve without a picture; `040101` asks for one and is refused. */
const category = fc.constantFrom('', '080201', '080201', '0803', '1001', '0901', '0201', '040101')

const report = fc.record({
  do: fc.constant('report' as const),
  place,
  category,
  door: fc.constantFrom('neighbour', 'resident', 'hotline', 'patrol', 'neighbour'),
  urgent: fc.boolean(),
})

const input = fc.record({
  /** Leaves out everything that the step asks for. */
  bare: fc.integer({ min: 0, max: 15 }).map((n) => n === 15),
  post: given,
  days: fc.integer({ min: -1, max: 40 }),
  outcome: fc.constantFrom('solved' as const, 'explained' as const, 'planned' as const, 'not_feasible' as const),
  rating: fc.integer({ min: 1, max: 5 }),
  /** Of the list that the step knows, or of none. */
  reason: fc.integer({ min: -1, max: 9 }),
  approve: fc.boolean(),
  method: fc.constantFrom(
    'phone' as const,
    'phone' as const,
    'phone' as const,
    'in_person' as const,
    'verify' as const,
  ),
  reached: fc.constantFrom(false, true, false),
  solved: fc.boolean(),
  departments: fc.array(given, { minLength: 1, maxLength: 2 }),
  lead: fc.option(given),
  into: fc.nat(2),
})

const act = fc.record({
  do: fc.constant('act' as const),
  matter: fc.oneof(fc.nat(1), fc.nat(5)),
  /** Some steps are taken again and again: calls that reach nobody, say. */
  times: fc.constantFrom(1, 1, 1, 1, 3),
  /** The step that leads on; one that the table allows in the matter's state; or any step at all. */
  step: fc.oneof(
    { weight: 8, arbitrary: fc.record({ onward: fc.nat(60) }) },
    { weight: 4, arbitrary: fc.record({ possible: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.constantFrom(...actions) }) },
  ),
  /** Somebody who stands in a relation that may take it; or anybody at all. */
  who: fc.oneof(
    { weight: 9, arbitrary: fc.record({ able: fc.nat(8) }) },
    { weight: 1, arbitrary: fc.record({ any: person }) },
  ),
  input,
})

export const command = fc.oneof(
  { weight: 6, arbitrary: report },
  { weight: 42, arbitrary: act },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('appoint' as const), post, person }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('end' as const), post }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('absence' as const),
      post,
      standIn: fc.option(person),
      inDays: fc.integer({ min: 0, max: 4 }),
      days: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(8) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('regrid' as const),
      grid: fc.constantFrom('grid11' as const, 'grid12' as const, 'grid21' as const),
      building: fc.constantFrom('building111' as const, 'building112' as const, 'building121' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      hours: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 24, max: 900 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
)
export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never
export type ActCommand = Extract<Command, { do: 'act' }>

/** Two reports first, so that there is something to act on, and to merge. */
export const sequence: fc.Arbitrary<Command[]> = fc
  .tuple(report, report, fc.array(command, { minLength: 5, maxLength: 20, size: 'max' }))
  .map(([first, second, rest]) => [
    first,
    second,
    ...rest.flatMap((one) => Array<Command>(one.do === 'act' ? one.times : 1).fill(one)),
  ])
