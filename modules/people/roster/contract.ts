import { type Static, Type } from 'typebox'
import { endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { ChosenSchema, importStates, importSteps, runFields } from '../../../kernel/contract/judged-import.ts'
import { RoleSchema } from '../contract.ts'

/**
 * How somebody stands: `active` holds a post and has signed in or can; `invited` got a code and has not signed in yet;
 * `waiting` was not invited; `postless` has an account and never had a post; `ended` holds none any more.
 */
export const staffStates = ['active', 'invited', 'waiting', 'postless', 'ended'] as const
export type StaffState = (typeof staffStates)[number]

const StaffView = Type.Object({
  id: idSchema<'person'>(),
  name: Type.String(),
  /** Masked. */
  phone: nullable(Type.String()),
  /** What they sign in with; null: the phone, or no account. */
  login: nullable(Type.String()),
  state: Type.Enum(staffStates),
  /** Posts that they hold now, from the top down. */
  posts: Type.Array(
    Type.Object({
      id: idSchema<'post'>(),
      name: Type.String(),
      nameEn: Type.String(),
      placeName: Type.String(),
      placeNameEn: Type.String(),
      since: Instant,
    }),
  ),
})
export type StaffView = Static<typeof StaffView>

/** Who works here: whoever holds or held a post, or has an account without one. No residents, nothing about when they sign in. */
export const listStaff = endpoint({
  id: 'people.staff',
  method: 'GET',
  path: '/api/staff',
  summary: { zh: '人员名册', en: 'Who works here' },
  query: Type.Object({
    ...PageQuery,
    /** Part of a name, post or place; or a whole login or phone. */
    q: Type.Optional(Type.String({ maxLength: 60 })),
    role: Type.Optional(RoleSchema),
    state: Type.Optional(Type.Enum(staffStates)),
    placeId: Type.Optional(idSchema<'place'>()),
  }),
  response: pageOf(StaffView),
})

/** What a row of a roster does. */
export const rosterResults = ['new', 'changed', 'same', 'wrong'] as const
export type RosterResult = (typeof rosterResults)[number]

export const RosterImportView = Type.Object({
  id: idSchema<'rosterImport'>(),
  state: Type.Enum(importStates),
  fileName: Type.String(),
  total: Type.Integer(),
  /** Rows by what they do: foretold until it is accepted. `new`: the person is; `changed`: a known person takes a post or gets an account. */
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  wrong: Type.Integer(),
  persons: Type.Integer(),
  posts: Type.Integer(),
  tenures: Type.Integer(),
  /** Rows that stayed when it was undone, each with its reason. */
  kept: Type.Integer(),
  createdAt: Instant,
  acceptedAt: nullable(Instant),
  undoneAt: nullable(Instant),
  ...runFields,
  steps: Type.Array(Type.Enum(importSteps)),
  hasReturnedRows: Type.Boolean(),
})
export type RosterImportView = Static<typeof RosterImportView>

const params = Type.Object({ importId: idSchema<'rosterImport'>() })

/** An empty sheet with the columns that are known. */
export const rosterTemplate = endpoint({
  id: 'people.roster_template',
  method: 'GET',
  path: '/api/staff/import-template.xlsx',
  summary: { zh: '花名册模板', en: 'Template for a roster' },
  produces: 'bytes',
  hands: 'form',
})

export const listRosterImports = endpoint({
  id: 'people.roster_imports',
  method: 'GET',
  path: '/api/staff/imports',
  summary: { zh: '花名册导入记录', en: 'Imports of rosters' },
  query: Type.Object(PageQuery),
  response: pageOf(RosterImportView),
})

export const getRosterImport = endpoint({
  id: 'people.roster_import',
  method: 'GET',
  path: '/api/staff/imports/:importId',
  summary: { zh: '一次花名册导入', en: 'One import of a roster' },
  params,
  response: RosterImportView,
})

/** Takes one .xlsx as the form field `file`, and says of each row what it would do. */
export const uploadRoster = endpoint({
  id: 'people.upload_roster',
  method: 'POST',
  path: '/api/staff/imports',
  summary: { zh: '上传花名册', en: 'Upload a roster' },
  consumes: 'multipart',
  response: RosterImportView,
})

/** How the columns are read, with samples of each; numbers of persons are masked. */
export const previewRoster = endpoint({
  id: 'people.preview_roster',
  method: 'GET',
  path: '/api/staff/imports/:importId/preview',
  summary: { zh: '花名册预览', en: 'Preview of a roster' },
  params,
  response: Type.Object({
    columns: Type.Array(
      Type.Object({ column: Type.Integer(), header: Type.String(), samples: Type.Array(Type.String()) }),
    ),
    fields: Type.Array(Type.Object({ field: Type.String(), name: WordsSchema, column: nullable(Type.Integer()) })),
    chosen: ChosenSchema,
    /** Columns without which no row can be read. */
    missing: Type.Array(Type.Union([Type.Literal('name'), Type.Literal('phone')])),
  }),
})

export const chooseRosterColumns = endpoint({
  id: 'people.map_roster',
  method: 'PUT',
  path: '/api/staff/imports/:importId/columns',
  summary: { zh: '对应花名册的各列', en: 'Match the columns of a roster' },
  params,
  body: Type.Object({ columns: ChosenSchema }, { additionalProperties: false }),
  response: RosterImportView,
})

const step = <Name extends string>(name: Name, zh: string, en: string) =>
  endpoint({
    id: `people.${name}_roster`,
    method: 'POST',
    path: `/api/staff/imports/:importId/${name}`,
    summary: { zh, en },
    params,
    response: RosterImportView,
  })

/** Has the right rows written by a worker, all at once or none. */
export const acceptRoster = step('accept', '确认导入花名册', 'Accept a roster')
/** Gives it up; nothing was written. What waits for a worker stands again where it stood. */
export const cancelRoster = step('cancel', '放弃导入花名册', 'Give up a roster')
/** Has taken back what came in, but for what somebody used since. */
export const undoRoster = step('undo', '撤销花名册导入', 'Undo the import of a roster')

/** The rows in the order of the file, with what each does. */
export const rosterRows = endpoint({
  id: 'people.roster_rows',
  method: 'GET',
  path: '/api/staff/imports/:importId/rows',
  summary: { zh: '花名册逐行结果', en: 'A roster row by row' },
  params,
  query: Type.Object({
    ...PageQuery,
    show: Type.Optional(Type.Union([Type.Enum(rosterResults), Type.Literal('kept')])),
  }),
  response: pageOf(
    Type.Object({
      row: Type.Integer(),
      result: Type.Enum(rosterResults),
      /** Person, post and place. */
      label: Type.String(),
      faults: Type.Array(Type.Object({ column: Type.String(), words: WordsSchema })),
      /** Why it stayed when the import was undone. */
      keptWhy: nullable(WordsSchema),
    }),
  ),
})

/** The wrong rows as .xlsx, cell for cell with what is wrong: corrected, it can be imported as it is. */
export const returnedRoster = endpoint({
  id: 'people.roster_returned',
  method: 'GET',
  path: '/api/staff/imports/:importId/returned.xlsx',
  summary: { zh: '退回的花名册', en: 'The returned roster' },
  params,
  produces: 'bytes',
  hands: 'export',
})
