import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../../kernel/contract/endpoint.ts'
import { WordsSchema } from '../../../kernel/contract/ids.ts'
import { OneVersion, saving, VersionsPage } from './contract.ts'
import { documentAnswer, versionAnswer } from './document-contract.ts'

// The category trees of an office: categories are added, renamed, moved and retired, in versions.

const Tree = Type.Object({ tree: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }) })
const Code = Type.String({ pattern: '^[0-9A-Za-z]{1,24}$' })
const Name = Type.Object({ zh: Type.String({ maxLength: 40 }), en: Type.String({ maxLength: 80 }) })

const NodeSchema = Type.Object({
  code: Code,
  parent: nullable(Code),
  name: Name,
  keywords: Type.Array(Type.String({ minLength: 1, maxLength: 30 }), { maxItems: 60 }),
  retired: Type.Boolean(),
})
export const TreeSchema = Type.Array(NodeSchema, { minItems: 1, maxItems: 2000 })

const TreeTrialCounts = Type.Object({
  /** Categories that would be offered no more, and matters that carry them. */
  retired: Type.Integer(),
  open: Type.Integer(),
  lastMonth: Type.Integer(),
  added: Type.Integer(),
  renamed: Type.Integer(),
})
export type TreeTrialCounts = Static<typeof TreeTrialCounts>

const TreeBody = Type.Array(Type.Unsafe<Static<typeof NodeSchema>>(Type.Any()))

export const getCategoryRules = endpoint({
  id: 'matters.category_rules',
  method: 'GET',
  path: '/api/rules/categories/:tree',
  summary: { zh: '类别树与历史版本', en: 'A category tree with its versions' },
  params: Tree,
  query: VersionsPage,
  response: Type.Object({
    tree: Type.String(),
    name: WordsSchema,
    ...documentAnswer(TreeBody, TreeTrialCounts),
    /** Matters by the category that they carry themselves. */
    counts: Type.Array(Type.Object({ code: Type.String(), open: Type.Integer(), lastMonth: Type.Integer() })),
  }),
})
export type CategoryRules = Static<typeof getCategoryRules.response>

export const getCategoryVersion = endpoint({
  id: 'matters.category_version',
  method: 'GET',
  path: '/api/rules/categories/:tree/versions/:version',
  summary: { zh: '类别树的一个版本', en: 'One version of a category tree' },
  params: Type.Object({ ...Tree.properties, ...OneVersion.properties }),
  response: versionAnswer(TreeBody),
})

/** Counts the matters that carry what a draft changes. Nothing is written. */
export const tryCategoryRules = endpoint({
  id: 'matters.try_category_rules',
  method: 'POST',
  path: '/api/rules/categories/:tree/trial',
  summary: { zh: '试算类别改动', en: 'Try a changed category tree' },
  params: Tree,
  body: Type.Object({ tree: TreeSchema }),
  response: Type.Object({
    counts: TreeTrialCounts,
    rows: Type.Array(
      Type.Object({
        code: Type.String(),
        name: WordsSchema,
        what: Type.Enum(['added', 'renamed', 'words', 'retired', 'restored'] as const),
        open: Type.Integer(),
        lastMonth: Type.Integer(),
        /** Kinds whose limits, ways or pictures name it. */
        namedBy: Type.Array(WordsSchema),
      }),
    ),
  }),
})
export type TreeTrial = Static<typeof tryCategoryRules.response>

export const saveCategoryRules = endpoint({
  id: 'matters.save_category_rules',
  method: 'POST',
  path: '/api/rules/categories/:tree',
  summary: { zh: '保存类别树新版本', en: 'Save a new version of a category tree' },
  params: Tree,
  body: Type.Object({ ...saving, tree: TreeSchema, source: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Type.Object({ version: Type.Integer() }),
})
