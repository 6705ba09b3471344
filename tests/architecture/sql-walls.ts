import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { Finding } from './import-walls.ts'
import { below, modulesOf, readTiers, type Tiers } from './tiers.ts'

export interface SqlReport {
  /** How many files were read. */
  readonly read: number
  readonly findings: readonly Finding[]
}

/** Kysely's methods whose first argument names relations. */
const naming = new Set([
  ...['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'from', 'using', 'table'],
  ...['innerJoin', 'leftJoin', 'rightJoin', 'fullJoin', 'crossJoin', 'innerJoinLateral', 'leftJoinLateral'],
])

/** Holds the SQL of kernel and modules below `root` against the wall: each names only its own schema. */
export function checkSql(root: string): SqlReport {
  const tiers = readTiers(root)
  const files = ['kernel', 'modules']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`))
    .filter((file) => /\.(sql|ts|tsx)$/.test(file) && !/\.(test|fixture)\.tsx?$|^kernel\/testing\//.test(file))
  const findings = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const named = file.endsWith('.sql') ? namedIn(text, tiers) : namedInSource(file, text, tiers)
    const own = file.startsWith('kernel/') ? 'kernel' : (file.split('/')[1] ?? '')
    return named.filter((name) => !mayName(own, name, tiers)).map((name) => finding(file, name))
  })
  return { read: files.length, findings }
}

const finding = (file: string, { schema, relation, how }: Named): Finding => ({
  wall: 'sql-names-its-own-schema',
  file,
  what: `${how === 'key' ? 'a foreign key to ' : ''}${schema}.${relation}`,
})

interface Named {
  readonly schema: string
  readonly relation: string
  readonly how: 'table' | 'function' | 'key'
}

/** Of those below: views, functions, and tables as targets of foreign keys. Everything of one's own. */
function mayName(own: string, { schema, relation, how }: Named, tiers: Tiers): boolean {
  if (schema === own) return true
  const mayCall = own !== 'kernel' && (schema === 'kernel' || below(own, tiers).includes(schema))
  return mayCall && (how !== 'table' || relation.endsWith('_view'))
}

const schemaName = (tiers: Tiers): RegExp =>
  new RegExp(`(?<![\\w.])"?(${['kernel', ...modulesOf(tiers)].join('|')})"?\\.`, 'i')

/** What of our schemas a piece of SQL names. */
function namedIn(sql: string, tiers: Tiers): Named[] {
  const text = sql
    .replace(/--.*$/gm, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    // Names of events look the same, but stand in quotes.
    .replace(/'(?:[^']|'')*'/g, "''")
  const name = new RegExp(`(\\w+\\s+)?${schemaName(tiers).source}"?(\\w+)"?(\\()?`, 'gi')
  return [...text.matchAll(name)].flatMap(([, before = '', schema = '', relation = '', call]): Named[] => {
    const keyword = before.trim().toLowerCase()
    if (keyword === 'schema' || isAlias(schema, text)) return []
    if (keyword === 'references') return [{ schema, relation, how: 'key' }]
    return [{ schema, relation, how: call && keyword !== 'into' ? 'function' : 'table' }]
  })
}

/** `from matters.files files … files.id`: a column, not a relation. */
const isAlias = (schema: string, text: string): boolean =>
  new RegExp(`(?:from|join|update|,)\\s+"?\\w+"?\\."?\\w+"?\\s+(?:as\\s+)?${schema}\\b(?!\\.)`, 'i').test(text)

/** SQL stands in template texts; relations also in the arguments of Kysely's methods. */
function namedInSource(file: string, text: string, tiers: Tiers): Named[] {
  // Most files name no schema at all: they need not be parsed.
  if (!schemaName(tiers).test(text)) return []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Named[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      if (naming.has(node.expression.name.text)) found.push(...namedInArgument(node.arguments[0], tiers))
    }
    const words = literalText(node)
    if (words !== undefined && looksLikeSql(words)) found.push(...namedIn(words, tiers))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function namedInArgument(argument: ts.Expression | undefined, tiers: Tiers): Named[] {
  if (!argument) return []
  const parts = ts.isArrayLiteralExpression(argument) ? [...argument.elements] : [argument]
  return parts.filter(ts.isStringLiteralLike).flatMap(({ text }) => namedIn(text, tiers))
}

/** The text of a literal, with `$` where a template has a value. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' $ ')
}

const looksLikeSql = (text: string): boolean =>
  /\b(select|insert\s+into|update|delete\s+from|from|join|merge\s+into|truncate|references|call|perform)\s/i.test(text)
