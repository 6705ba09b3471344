import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { Finding } from './import-walls.ts'

/** Of no tenant, and copied whole to every machine. */
const ofNobody = /\bfrom kernel\.kept_keys\b/

/** What an owner has written anew once in years, table by table, whoever's the rows are: not while they lie on several machines. */
const exempt = new Set(['kernel/rewrite.ts'])

const locking = /\bfor\s+(no\s+key\s+)?(update|share)\b|\bfor\s+key\s+share\b/i
/** The tenant is a value of the statement: not only that of another row. */
const ofOne = /\btenant_id\s*(=|is not distinct from)\s*\$/i

/**
 * Holds the statements of kernel and modules below `root` to locking rows of one tenant: where tenants lie on several
 * machines, a lock over all of them is refused (docs/scale.md). A statement is the outermost template; a lock that is handed to
 * one as a piece (`sql`for update``) belongs to the statement that it goes into, which is not looked for.
 */
export function checkLocks(root: string): { readonly read: number; readonly findings: readonly Finding[] } {
  const files = ['kernel', 'modules']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|fixture)\.tsx?$|^kernel\/testing\//.test(file))
    .filter((file) => !exempt.has(file))
  const findings = files.flatMap((file) =>
    locksOfAll(file, readFileSync(join(root, file), 'utf8')).map(
      (what): Finding => ({ wall: 'rows-are-locked-of-one-tenant', file, what }),
    ),
  )
  return { read: files.length, findings }
}

function locksOfAll(file: string, text: string): string[] {
  if (!locking.test(text)) return []
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (!ts.isTemplateExpression(node) && !ts.isNoSubstitutionTemplateLiteral(node))
      return void ts.forEachChild(node, visit)
    const words = node.getText().replace(/\s+/g, ' ').slice(1, -1)
    if (locking.test(words) && !/^for /i.test(words) && !ofOne.test(words) && !ofNobody.test(words)) found.push(words)
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  return found
}
