import { type Static, Type } from 'typebox'
import { Errors } from 'typebox/value'
import { fail } from '../../../kernel/contract/errors.ts'
import { WordsSchema } from '../../../kernel/contract/ids.ts'
import { ChannelSchema, OutcomeSchema, PrioritySchema, VisibilitySchema } from '../contract.ts'

/** What a column of a sheet can be read into. */
export const fields = [
  'number',
  'title',
  'body',
  'place',
  'placeDetail',
  'reportedAt',
  'source',
  'reporterName',
  'reporterPhone',
  'category',
  'priority',
  'state',
  'outcome',
  'resolvedAt',
  'satisfaction',
] as const
export type Field = (typeof fields)[number]

const ColumnSchema = Type.Object(
  {
    /** Names under which the column may stand; spaces, brackets and letter case do not matter. */
    headers: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 40 }),
    /** The column must be there, and filled in each row. */
    required: Type.Optional(Type.Boolean()),
    /** Phone, identity and account numbers in the text are masked. */
    mask: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type ColumnSpec = Static<typeof ColumnSchema>

const FixedSchema = Type.Object(
  {
    kind: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    channel: Type.Optional(ChannelSchema),
    priority: Type.Optional(PrioritySchema),
    visibility: Type.Optional(VisibilitySchema),
    /** How an answered matter ended. */
    outcome: Type.Optional(OutcomeSchema),
  },
  { additionalProperties: false },
)
export type Fixed = Static<typeof FixedSchema>

const columnOf = Object.fromEntries(fields.map((field) => [field, Type.Optional(ColumnSchema)])) as Record<
  Field,
  ReturnType<typeof Type.Optional<typeof ColumnSchema>>
>

/** How the rows of a sheet become matters; what a MAP file holds. */
export const ImportMapping = Type.Object(
  {
    /** Also begins the source keys, so two sources never mix up their numbers. */
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
    title: WordsSchema,
    columns: Type.Object(columnOf, { additionalProperties: false }),
    /** The fields that name a row once and for all; where they are blank, the whole content does. */
    identity: Type.Array(Type.Enum(fields), { maxItems: 4 }),
    /** Hold for each row, whatever the row says. */
    constants: Type.Optional(FixedSchema),
    /** Hold where a row says nothing. */
    defaults: Type.Optional(FixedSchema),
    /** `suggest`: where no category is given, the best suggestion from the text is taken. */
    categoryBy: Type.Optional(Type.Literal('suggest')),
  },
  { additionalProperties: false },
)
export type ImportMapping = Static<typeof ImportMapping>

/**
 * A mapping from a MAP file's JSON, checked. Throws Failure `matters.bad_mapping` that names each fault by its path;
 * a text column and a time column must be there, as no matter exists without them.
 */
export function parseMapping(json: unknown): ImportMapping {
  const faults = [...Errors(ImportMapping, json)].map(({ instancePath, message }) => ({
    path: instancePath || '/',
    words: { zh: `${instancePath || '/'} 写法不对：${message}`, en: message },
  }))
  const mapping = json as ImportMapping
  if (faults.length === 0) {
    for (const field of ['body', 'reportedAt'] as const) {
      if (mapping.columns[field]) continue
      const words = { zh: `缺少 ${field} 列`, en: `the column ${field} is missing` }
      faults.push({ path: `/columns/${field}`, words })
    }
  }
  if (faults.length === 0) return mapping
  const first = faults[0]?.words
  return fail(
    'invalid',
    'matters.bad_mapping',
    { zh: `导入对照文件不对：${first?.zh ?? ''}`, en: `The mapping file is wrong: ${first?.en ?? ''}` },
    faults,
  )
}
