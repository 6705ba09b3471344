import { fail } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import type { Services } from '../../../kernel/http/route.ts'
import type { CategoryView } from '../contract.ts'
import { categoriesOf, saveCategories } from '../rules-store.ts'
import { readCategoryTree, type TreeCategory } from './category-tree.ts'
import { openImportSheet } from './import-work.ts'

export interface TreeToImport {
  readonly tenantId: TenantId
  /** Of the .xlsx. */
  readonly path: string
  /** The tree's code; kinds name the tree that they use by it. */
  readonly tree: string
  readonly name: { readonly zh: string; readonly en: string }
}

export interface ImportedTree {
  readonly categories: number
  readonly added: number
  readonly gone: number
  /** Nothing differs from the version in force: none was saved. */
  readonly unchanged: boolean
}

/** Saves the categories of a sheet as the next version of a tree; categories that were there keep their codes. */
export async function importTree(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { tenantId, path, tree, name }: TreeToImport,
): Promise<ImportedTree> {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(tree))
    fail('invalid', 'matters.bad_tree_code', {
      zh: '类别树的代码由小写字母、数字和 - 组成，以字母开头',
      en: 'The code of a tree is made of small letters, digits and -, beginning with a letter',
    })
  const sheet = await openImportSheet(path)
  try {
    const known = await db.read((tx) => categoriesOf(tx, tenantId, tree, { retired: true }))
    const plain = ({ code, parent, name: { zh }, keywords }: CategoryView) => ({ code, parent, name: zh, keywords })
    // A category that was retired keeps its code too, and comes back where the sheet has it.
    const nodes = await readCategoryTree(sheet.rows, known.map(plain))
    const earlier = known.filter(({ retired }) => !retired).map(plain)
    const unchanged = sameTree(earlier, nodes)
    const named = new Set(nodes.map(({ code }) => code))
    const gone = known.filter(({ code }) => !named.has(code)).map((category) => ({ ...category, retired: true }))
    // Names in the sheet are in one language; those that somebody translated before stay.
    const english = new Map(known.map((category) => [category.code, category.name]))
    const categories = nodes.map(({ code, parent, name: zh, keywords }) => {
      const before = english.get(code)
      return { code, parent, keywords, name: { zh, en: before?.zh === zh ? before.en : zh } }
    })
    if (!unchanged)
      await db.tx((tx) =>
        saveCategories(tx, { tenantId, validFrom: clock.now(), authorId: null }, { code: tree, name }, [
          ...categories,
          ...gone,
        ]),
      )
    const [before, after] = [new Set(earlier.map((c) => c.code)), new Set(nodes.map((c) => c.code))]
    return {
      categories: nodes.length,
      added: nodes.filter((c) => !before.has(c.code)).length,
      gone: earlier.filter((c) => !after.has(c.code)).length,
      unchanged,
    }
  } finally {
    await sheet.close()
  }
}

const sameTree = (a: readonly TreeCategory[], b: readonly TreeCategory[]): boolean => {
  const line = ({ code, parent, name, keywords }: TreeCategory) => JSON.stringify([code, parent, name, keywords])
  return a.map(line).join() === b.map(line).join()
}
