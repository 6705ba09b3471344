import type { Words } from '../../../kernel/contract/words.ts'
import type { Action } from '../matter.ts'

/** Steps whose words the reporter reads: a template 答复模板 is inserted in their form. */
export const templateActions = [
  'accept',
  'contact',
  'handle',
  'resolve',
  'extend',
  'suspend',
  'close',
] as const satisfies readonly Action[]
export type TemplateAction = (typeof templateActions)[number]

export const isTemplateAction = (action: string): action is TemplateAction =>
  (templateActions as readonly string[]).includes(action)

/** What a template may take from the matter. Nothing of a person is among it: whoever reads may be somebody else. */
export const placeholders = ['编号', '类别', '地点', '承办', '时限', '上报日期', '今天'] as const
export type Placeholder = (typeof placeholders)[number]
export type TemplateFacts = Readonly<Record<Placeholder, string>>

export interface Template {
  readonly name: string
  /** Null: all kinds. */
  readonly kind: string | null
  /** A category with all below it; empty: all. */
  readonly category: string
  readonly actions: readonly TemplateAction[]
  readonly text: string
}
export type Templates = readonly Template[]

const braces = /\{([^{}]*)\}/g

/** The text with what the matter says in place of `{编号}` and the like. What is no placeholder stays as it is. */
export const fillTemplate = (text: string, facts: TemplateFacts): string =>
  text.replace(braces, (whole, name: string) => facts[name.trim() as Placeholder] ?? whole)

/** The templates of a matter's kind and category, for a step; the nearest category first, then as the office has them. */
export function fittingTemplates(
  all: Templates,
  matter: { readonly kind: string; readonly category: string },
  action: TemplateAction | null = null,
): Template[] {
  const weight = (one: Template) => one.category.length * 2 + (one.kind === null ? 0 : 1)
  return all
    .filter(({ kind }) => kind === null || kind === matter.kind)
    .filter(({ category }) => matter.category.startsWith(category))
    .filter(({ actions }) => action === null || actions.includes(action))
    .map((one, n) => ({ one, n }))
    .sort((a, b) => weight(b.one) - weight(a.one) || a.n - b.n)
    .map(({ one }) => one)
}

interface Known {
  readonly kind: (code: string) => boolean
  readonly category: (code: string) => boolean
}

/** What keeps templates from being saved; a path and words for each. */
export function templateFaults(all: Templates, known: Known): { path: string; words: Words }[] {
  const seen = new Set<string>()
  return all.flatMap(({ name, kind, category, actions, text }, n) => {
    const path = `templates.${n}`
    const faults: { path: string; words: Words }[] = []
    const fault = (at: string, zh: string, en: string) => faults.push({ path: at, words: { zh, en } })
    if (name.trim() === '') fault(`${path}.name`, '模板要有名称', 'A template has a name')
    if (seen.has(name.trim())) fault(`${path}.name`, `两个模板都叫「${name}」`, `Two templates are called “${name}”`)
    seen.add(name.trim())
    if (text.trim() === '') fault(`${path}.text`, `「${name}」没有内容`, `“${name}” says nothing`)
    if (actions.length === 0) fault(`${path}.actions`, `「${name}」没有选用在哪一步`, `“${name}” is for no step`)
    if (kind !== null && !known.kind(kind)) fault(path, `没有事项类型 ${kind}`, `There is no kind ${kind}`)
    if (category !== '' && !known.category(category))
      fault(path, `没有类别 ${category}`, `There is no category ${category}`)
    for (const [, inside = ''] of text.matchAll(braces))
      if (!(placeholders as readonly string[]).includes(inside.trim()))
        fault(`${path}.text`, `「${name}」里的 {${inside}} 不能用`, `“${name}”: {${inside}} cannot be filled in`)
    return faults
  })
}

const textOf = ({ kind, category, actions, text }: Template) =>
  JSON.stringify([kind, category, [...actions].sort(), text.trim()])

export interface TemplateChange {
  readonly name: string
  readonly what: 'added' | 'changed' | 'removed'
}

/** In what two documents differ; a template is known by its name. */
export function templateChanges(before: Templates, after: Templates): TemplateChange[] {
  const was = new Map(before.map((one) => [one.name.trim(), one]))
  const is = new Map(after.map((one) => [one.name.trim(), one]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name): TemplateChange[] => {
    const [old, next] = [was.get(name), is.get(name)]
    if (!old) return [{ name, what: 'added' }]
    if (!next) return [{ name, what: 'removed' }]
    return textOf(old) === textOf(next) ? [] : [{ name, what: 'changed' }]
  })
}
