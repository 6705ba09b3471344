import { type Static, Type } from 'typebox'
import { endpoint, nullable, PageQuery } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { CategoryView, PrioritySchema, StageSchema } from '../contract.ts'
import { FormSchema } from '../form.ts'
import { KindSpec } from '../kind.ts'
import { turns, verdicts } from './trial.ts'

// Rules that an office sets for itself: kinds of matter with their time limits, the working calendar. Each saving makes a
// version with a from-date and an author; what was is never edited.

const Code = Type.Object({ code: Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' }) })

/** From which version on a page of them begins. */
export const VersionsPage = Type.Object({ offset: PageQuery.offset })
/** More versions than anybody saves. */
const mostVersions = 100_000
export const OneVersion = Type.Object({ version: Type.Integer({ minimum: 1, maximum: mostVersions }) })
export const PlannedVersion = Type.Object({ version: Type.Integer(), validFrom: Instant })

/** What a version changed when it was tried, before it was saved, on matters of the month before. */
export const TrialCounts = Type.Object({
  from: Instant,
  to: Instant,
  /** Matters reported in that time that the rule is for. */
  matters: Type.Integer(),
  /** Of these, with another deadline. */
  changed: Type.Integer(),
  newlyLate: Type.Integer(),
  newlyInTime: Type.Integer(),
  /** Of the changed, still open, with a deadline that would be over already. */
  overAtOnce: Type.Integer(),
  /** Would not have been taken as they were reported; were said to be solved and could not have been. */
  lacking: Type.Optional(Type.Integer()),
  unclosable: Type.Optional(Type.Integer()),
})
export type TrialCounts = Static<typeof TrialCounts>

/** `in_force`; `planned`: begins later; `passed_over`: another one was saved before it began; `earlier`. */
export const VersionState = Type.Enum(['in_force', 'planned', 'passed_over', 'earlier'] as const)
export type VersionState = Static<typeof VersionState>

const versionFields = {
  version: Type.Integer(),
  state: VersionState,
  validFrom: Instant,
  /** Null for what came with the program. */
  savedAt: nullable(Instant),
  authorName: nullable(Type.String()),
  backTo: nullable(Type.Integer()),
  tried: nullable(TrialCounts),
}

export const KindVersionView = Type.Object({
  ...versionFields,
  spec: KindSpec,
  /** Open matters that go over to it; null where those keep their clocks. */
  moves: nullable(Type.Object({ moved: Type.Integer(), doneAt: nullable(Instant) })),
})
export type KindVersionView = Static<typeof KindVersionView>

/** Which version holds since when by whom, and which one comes. */
const glanced = {
  version: Type.Integer(),
  validFrom: Instant,
  authorName: nullable(Type.String()),
  planned: nullable(Type.Object({ version: Type.Integer(), validFrom: Instant })),
}

/** The rules that there are, with their versions in force. */
export const listRuleSets = endpoint({
  id: 'matters.rule_sets',
  method: 'GET',
  path: '/api/rules',
  summary: { zh: '规则总览', en: 'Rules at a glance' },
  response: Type.Object({
    kinds: Type.Array(
      Type.Object({
        code: Type.String(),
        name: WordsSchema,
        description: WordsSchema,
        version: Type.Integer(),
        validFrom: Instant,
        savedAt: nullable(Instant),
        authorName: nullable(Type.String()),
        planned: nullable(Type.Object({ version: Type.Integer(), validFrom: Instant })),
        /** How many limits it has, and how many of these for single categories. */
        limits: Type.Integer(),
        special: Type.Integer(),
        open: Type.Integer(),
        ended: Type.Boolean(),
        /** A new kind may begin with its rules. */
        template: Type.Boolean(),
      }),
    ),
    trees: Type.Array(
      Type.Object({
        tree: Type.String(),
        name: WordsSchema,
        categories: Type.Integer(),
        retired: Type.Integer(),
        version: Type.Integer(),
        validFrom: Instant,
        authorName: nullable(Type.String()),
        planned: nullable(Type.Object({ version: Type.Integer(), validFrom: Instant })),
      }),
    ),
    duties: Type.Object({
      lines: Type.Integer(),
      /** Dispatches against it in the last 30 days. */
      against: Type.Integer(),
      version: Type.Integer(),
      validFrom: Instant,
      authorName: nullable(Type.String()),
      planned: nullable(Type.Object({ version: Type.Integer(), validFrom: Instant })),
    }),
    ladder: Type.Object({
      ladders: Type.Integer(),
      steps: Type.Integer(),
      ...glanced,
    }),
    templates: Type.Object({ entries: Type.Integer(), ...glanced }),
    scripts: Type.Object({ entries: Type.Integer(), ...glanced }),
    calendar: Type.Object({
      version: Type.Integer(),
      validFrom: Instant,
      authorName: nullable(Type.String()),
      /** Days that are not as the whole country has them. */
      local: Type.Integer(),
      planned: nullable(Type.Object({ version: Type.Integer(), validFrom: Instant })),
    }),
  }),
})

/** `field`, `picture`: of a report; the others of a matter that was said to be solved. */
const conditionKinds = ['field', 'picture', 'statement', 'finding', 'finish_picture', 'confirmed'] as const

export const getKindRules = endpoint({
  id: 'matters.kind_rules',
  method: 'GET',
  path: '/api/rules/kinds/:code',
  summary: { zh: '一种事项的规则与历史版本', en: 'The rules of a kind with their versions' },
  params: Code,
  query: VersionsPage,
  response: Type.Object({
    code: Type.String(),
    inForce: Type.Integer(),
    newest: Type.Integer(),
    spec: KindSpec,
    /** Keys that statements of any version have had: a new one gets another. */
    statementKeys: Type.Array(Type.String()),
    forms: Type.Array(FormSchema),
    /** Parts of the program report under it, so it cannot be ended. */
    kept: Type.Boolean(),
    /** The versions from `offset`, the newest first, and how many there are. */
    versions: Type.Array(KindVersionView),
    total: Type.Integer(),
    planned: Type.Array(PlannedVersion),
    categories: Type.Array(CategoryView),
    /** Matters reported in the last 30 days, by category. */
    lastMonth: Type.Array(Type.Object({ category: Type.String(), matters: Type.Integer() })),
    open: Type.Integer(),
  }),
})

export const TriedMatter = Type.Object({
  id: idSchema<'matter'>(),
  number: Type.String(),
  /** Null where the reader may not see the matter: an administrator configures and reads no matters. */
  title: nullable(Type.String()),
  kind: Type.String(),
  category: Type.String(),
  priority: PrioritySchema,
  turn: Type.Enum(turns),
  clocks: Type.Array(
    Type.Object({
      stage: StageSchema,
      startedAt: Instant,
      stoppedAt: nullable(Instant),
      dueWas: Instant,
      dueWould: Instant,
      was: Type.Enum(verdicts),
      would: Type.Enum(verdicts),
    }),
  ),
})
export type TriedMatter = Static<typeof TriedMatter>

export const TrialPage = {
  show: Type.Optional(Type.Enum(['changed', 'newly_late', 'newly_in_time'] as const)),
  offset: PageQuery.offset,
  limit: PageQuery.limit,
}
export const TrialView = Type.Object({
  counts: TrialCounts,
  rows: Type.Array(TriedMatter),
  /** How many rows the choice of `show` has. */
  total: Type.Integer(),
  /** What a draft asks for that the version in force does not, and how many of last month's matters went without. */
  conditions: Type.Array(
    Type.Object({
      what: Type.Enum(conditionKinds),
      name: nullable(WordsSchema),
      /** How many it would have stopped, of how many that it would have been asked of. */
      matters: Type.Integer(),
      of: Type.Integer(),
    }),
  ),
})
export type TrialView = Static<typeof TrialView>

/** Tries a draft on the matters of the last 30 days. Nothing is written. */
export const tryKindRules = endpoint({
  id: 'matters.try_kind_rules',
  method: 'POST',
  path: '/api/rules/kinds/:code/trial',
  summary: { zh: '试算一种事项的新规则', en: 'Try new rules of a kind' },
  params: Code,
  body: Type.Object({ spec: KindSpec, ...TrialPage }),
  response: TrialView,
})

export const saving = {
  /** The newest version that the draft was made from: who saved one meanwhile is not overwritten. */
  base: Type.Integer({ minimum: 0, maximum: mostVersions }),
  validFrom: Type.Optional(Instant),
  backTo: Type.Optional(Type.Integer({ minimum: 1, maximum: mostVersions })),
}

const KindName = Type.Object({
  zh: Type.String({ minLength: 1, maxLength: 30 }),
  en: Type.String({ minLength: 1, maxLength: 60 }),
})
const KindWords = Type.Object({ zh: Type.String({ maxLength: 300 }), en: Type.String({ maxLength: 300 }) })

/** Saves a draft as the kind's next version. */
export const saveKindRules = endpoint({
  id: 'matters.save_kind_rules',
  method: 'POST',
  path: '/api/rules/kinds/:code',
  summary: { zh: '保存一种事项的新版本', en: 'Save a new version of a kind' },
  params: Code,
  body: Type.Object({
    ...saving,
    spec: KindSpec,
    /** `keep`: open matters go on by the version they began with; `move`: they go over to this one once it begins. */
    running: Type.Enum(['keep', 'move'] as const),
  }),
  response: Type.Object({ version: Type.Integer() }),
})

/** Makes a kind that nobody may report yet, with the rules of another to begin from. */
export const addKind = endpoint({
  id: 'matters.add_kind',
  method: 'POST',
  path: '/api/rules/kinds',
  summary: { zh: '新建事项类型', en: 'Make a kind of matter' },
  body: Type.Object({
    name: KindName,
    description: KindWords,
    /** The kind whose time limits, ways and conditions it begins with. */
    from: Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' }),
    source: Type.String({ minLength: 2, maxLength: 200 }),
  }),
  response: Type.Object({ code: Type.String() }),
})

// ---- the working calendar -------------------------------------------------------------------------------------

const Time = Type.String({ pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' })

/** Days of the years that the program reckons with, 2020 to 2060. */
const LocalDay = Type.String({ pattern: '^(20[2-5]\\d|2060)-\\d{2}-\\d{2}$' })
/** More than an office sets in all its years. */
const mostLocalDays = 1000

/** Fewer minutes of work a day would draw every limit out beyond sense. */
export const leastMinutesADay = 60

/** As `WorkCalendar` of the kernel, with the names of local days. */
export const CalendarSchema = Type.Object({
  timeZone: Type.Literal('Asia/Shanghai'),
  hours: Type.Array(Type.Object({ from: Time, to: Time }), { minItems: 1, maxItems: 6 }),
  overrides: Type.Record(LocalDay, Type.Enum(['work', 'rest'] as const), {
    maxProperties: mostLocalDays,
    additionalProperties: false,
  }),
  names: Type.Optional(
    Type.Record(LocalDay, Type.String({ maxLength: 40 }), {
      maxProperties: mostLocalDays,
      additionalProperties: false,
    }),
  ),
})
export type LocalCalendar = Static<typeof CalendarSchema>

export const CalendarVersionView = Type.Object({
  ...versionFields,
  calendar: CalendarSchema,
  source: nullable(Type.String()),
})
export type CalendarVersionView = Static<typeof CalendarVersionView>

export const getCalendarRules = endpoint({
  id: 'matters.calendar_rules',
  method: 'GET',
  path: '/api/rules/calendar',
  summary: { zh: '工作日历与历史版本', en: 'The working calendar with its versions' },
  query: Type.Object({
    year: Type.Optional(Type.Integer({ minimum: 2020, maximum: 2060 })),
    offset: PageQuery.offset,
  }),
  response: Type.Object({
    inForce: Type.Integer(),
    /** The one in force. */
    calendar: CalendarSchema,
    newest: Type.Integer(),
    /** From `offset`, the newest first; `behind`: the calendar before the last of them. */
    versions: Type.Array(CalendarVersionView),
    behind: nullable(CalendarSchema),
    total: Type.Integer(),
    planned: Type.Array(PlannedVersion),
    /** How the whole country works in a year; `announced`: the State Council's notice for it is known. */
    year: Type.Integer(),
    announced: Type.Boolean(),
    rest: Type.Array(Type.String()),
  }),
})
export type CalendarRules = Static<typeof getCalendarRules.response>

export const tryCalendarRules = endpoint({
  id: 'matters.try_calendar_rules',
  method: 'POST',
  path: '/api/rules/calendar/trial',
  summary: { zh: '试算新的工作日历', en: 'Try a new working calendar' },
  body: Type.Object({ calendar: CalendarSchema, ...TrialPage }),
  response: TrialView,
})

/** Saves a calendar as the next version. Clocks that run keep their deadlines. */
export const saveCalendarRules = endpoint({
  id: 'matters.save_calendar_rules',
  method: 'POST',
  path: '/api/rules/calendar',
  summary: { zh: '保存工作日历新版本', en: 'Save a new version of the calendar' },
  body: Type.Object({
    ...saving,
    calendar: CalendarSchema,
    source: Type.String({ minLength: 2, maxLength: 200 }),
  }),
  response: Type.Object({ version: Type.Integer() }),
})

export type KindRules = Static<typeof getKindRules.response>
