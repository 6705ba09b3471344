import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../../kernel/contract/endpoint.ts'
import { idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { CategoryView } from '../contract.ts'
import { OneVersion, saving, VersionsPage } from '../rules/contract.ts'
import { documentAnswer, versionAnswer } from '../rules/document-contract.ts'
import { templateActions } from './template.ts'

// What is said to the one who asked: response templates 答复模板 and call-back scripts 回访话术, as rules of an office.

const KindCode = nullable(Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' }))
const Kinds = Type.Array(Type.Object({ code: Type.String(), name: WordsSchema }))
const source = Type.String({ minLength: 2, maxLength: 200 })

// ---- templates ------------------------------------------------------------------------------------------------

const TemplateSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 40 }),
  kind: KindCode,
  category: Type.String({ pattern: '^[0-9A-Za-z]{0,24}$' }),
  actions: Type.Array(Type.Enum(templateActions), { maxItems: 7 }),
  text: Type.String({ minLength: 1, maxLength: 1000 }),
})
const TemplatesSchema = Type.Array(TemplateSchema, { maxItems: 200 })

export const TemplateTrialCounts = Type.Object({
  /** Reported in the last 30 days. */
  matters: Type.Integer(),
  /** Of these, such that one of the templates would have been offered for. */
  covered: Type.Integer(),
  /** How many matters each would have been offered for, in the order of the draft. */
  each: Type.Array(Type.Integer()),
})
export type TemplateTrialCounts = Static<typeof TemplateTrialCounts>

export const getTemplateRules = endpoint({
  id: 'matters.template_rules',
  method: 'GET',
  path: '/api/rules/templates',
  summary: { zh: '答复模板与历史版本', en: 'Response templates with their versions' },
  query: VersionsPage,
  response: Type.Object({
    ...documentAnswer(Type.Array(TemplateSchema), TemplateTrialCounts),
    kinds: Kinds,
    categories: Type.Array(CategoryView),
  }),
})
export type TemplateRules = Static<typeof getTemplateRules.response>

export const getTemplateVersion = endpoint({
  id: 'matters.template_version',
  method: 'GET',
  path: '/api/rules/templates/versions/:version',
  summary: { zh: '答复模板的一个版本', en: 'One version of the response templates' },
  params: OneVersion,
  response: versionAnswer(Type.Array(TemplateSchema)),
})

export const tryTemplateRules = endpoint({
  id: 'matters.try_template_rules',
  method: 'POST',
  path: '/api/rules/templates/trial',
  summary: { zh: '试算答复模板', en: 'Try response templates' },
  body: Type.Object({ templates: TemplatesSchema }),
  response: TemplateTrialCounts,
})

export const saveTemplateRules = endpoint({
  id: 'matters.save_template_rules',
  method: 'POST',
  path: '/api/rules/templates',
  summary: { zh: '保存答复模板新版本', en: 'Save a new version of the response templates' },
  body: Type.Object({ ...saving, templates: TemplatesSchema, source }),
  response: Type.Object({ version: Type.Integer() }),
})

/** The templates for a step of a matter, filled in from it; nobody's data is in them. */
export const matterTemplates = endpoint({
  id: 'matters.templates',
  method: 'GET',
  path: '/api/matters/:matterId/templates',
  summary: { zh: '一件事项可用的答复模板', en: 'Templates for a step of a matter' },
  params: Type.Object({ matterId: idSchema<'matter'>() }),
  query: Type.Object({ action: Type.Enum(templateActions) }),
  response: Type.Object({ templates: Type.Array(Type.Object({ name: Type.String(), text: Type.String() })) }),
})

// ---- scripts --------------------------------------------------------------------------------------------------

const ScriptSchema = Type.Object({
  kind: KindCode,
  opening: Type.String({ maxLength: 300 }),
  questions: Type.Array(
    Type.Object({
      ask: Type.String({ maxLength: 200 }),
      answers: Type.Array(
        Type.Object({
          text: Type.String({ maxLength: 60 }),
          solved: nullable(Type.Boolean()),
          stars: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
        }),
        { maxItems: 8 },
      ),
    }),
    { maxItems: 12 },
  ),
})
const ScriptsSchema = Type.Array(ScriptSchema, { maxItems: 40 })

export const ScriptTrialCounts = Type.Object({
  /** Call-backs of the last 30 days that reached somebody. */
  calls: Type.Integer(),
  /** Of these, such that would have had a script. */
  scripted: Type.Integer(),
})
export type ScriptTrialCounts = Static<typeof ScriptTrialCounts>

export const getScriptRules = endpoint({
  id: 'matters.script_rules',
  method: 'GET',
  path: '/api/rules/scripts',
  summary: { zh: '回访话术与历史版本', en: 'Call-back scripts with their versions' },
  query: VersionsPage,
  response: Type.Object({
    ...documentAnswer(Type.Array(ScriptSchema), ScriptTrialCounts),
    kinds: Kinds,
  }),
})
export type ScriptRules = Static<typeof getScriptRules.response>

export const getScriptVersion = endpoint({
  id: 'matters.script_version',
  method: 'GET',
  path: '/api/rules/scripts/versions/:version',
  summary: { zh: '回访话术的一个版本', en: 'One version of the call-back scripts' },
  params: OneVersion,
  response: versionAnswer(Type.Array(ScriptSchema)),
})

export const tryScriptRules = endpoint({
  id: 'matters.try_script_rules',
  method: 'POST',
  path: '/api/rules/scripts/trial',
  summary: { zh: '试算回访话术', en: 'Try call-back scripts' },
  body: Type.Object({ scripts: ScriptsSchema }),
  response: ScriptTrialCounts,
})

export const saveScriptRules = endpoint({
  id: 'matters.save_script_rules',
  method: 'POST',
  path: '/api/rules/scripts',
  summary: { zh: '保存回访话术新版本', en: 'Save a new version of the call-back scripts' },
  body: Type.Object({ ...saving, scripts: ScriptsSchema, source }),
  response: Type.Object({ version: Type.Integer() }),
})

/** What a caller asks about a matter of a kind; null where the office has no script for it. */
export const callScript = endpoint({
  id: 'matters.call_script',
  method: 'GET',
  path: '/api/call-backs/script',
  summary: { zh: '一种事项的回访话术', en: 'The call-back script of a kind' },
  query: Type.Object({ kind: Type.String({ maxLength: 40 }) }),
  response: Type.Object({ version: Type.Integer(), script: nullable(ScriptSchema) }),
})
