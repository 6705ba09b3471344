import type { Words } from '../../../kernel/contract/words.ts'
import type { Fault } from './limit-grid.ts'

/** A category as an office edits it. Codes say where it hangs: a code begins with that of the category above. */
export interface TreeNode {
  readonly code: string
  readonly parent: string | null
  readonly name: Words
  readonly keywords: readonly string[]
  /** Offered no more; matters that carry it keep it. */
  readonly retired: boolean
}
export type CategoryTree = readonly TreeNode[]

/** Deeper than anybody sorts. */
const deepest = 6
/** Below one category. */
const mostBelow = 99

const isAtOrBelow = (code: string, top: string): boolean => code.startsWith(top)

/** The category above and those above it, the nearest first. */
export function aboveOf(tree: CategoryTree, code: string | null): TreeNode[] {
  const found: TreeNode[] = []
  let at = code
  while (at !== null && found.length <= deepest) {
    const node = tree.find((one) => one.code === at)
    if (!node) break
    found.push(node)
    at = node.parent
  }
  return found
}

/** A code that was never used below a category. Null where all are. */
export function freeCode(tree: CategoryTree, parent: string | null): string | null {
  const used = new Set(tree.map(({ code }) => code))
  const letter = parent ?? (/^[A-Z]/.exec(tree[0]?.code ?? '')?.[0] || '')
  for (let n = 1; n <= mostBelow; n++) {
    const code = `${letter}${String(n).padStart(2, '0')}`
    if (!used.has(code)) return code
  }
  return null
}

/** Puts a node behind all that lies below its parent, so that parents stay before children. */
function insertBelow(tree: CategoryTree, node: TreeNode): CategoryTree {
  const { parent } = node
  const last = parent === null ? tree.length - 1 : tree.findLastIndex(({ code }) => isAtOrBelow(code, parent))
  return [...tree.slice(0, last + 1), node, ...tree.slice(last + 1)]
}

/** A new category below another (null: at the top). Null where no code is free. */
export function withAdded(tree: CategoryTree, parent: string | null, name: Words): CategoryTree | null {
  const code = freeCode(tree, parent)
  return code === null ? null : insertBelow(tree, { code, parent, name, keywords: [], retired: false })
}

export const withChanged = (
  tree: CategoryTree,
  code: string,
  change: Partial<Pick<TreeNode, 'name' | 'keywords'>>,
): CategoryTree => tree.map((node) => (node.code === code ? { ...node, ...change } : node))

/** Retired with all below it; taken back with all above it. */
export function withRetired(tree: CategoryTree, code: string, retired: boolean): CategoryTree {
  const up = new Set(aboveOf(tree, code).map((node) => node.code))
  const reached = (one: string) => (retired ? isAtOrBelow(one, code) : up.has(one))
  return tree.map((node) => (reached(node.code) ? { ...node, retired } : node))
}

/** One that nobody has saved yet goes away without a trace, with all below it. */
export const withoutNew = (tree: CategoryTree, code: string): CategoryTree =>
  tree.filter((node) => !isAtOrBelow(node.code, code))

/**
 * Moves a category with all below it: it gets new codes under the other one, and the old ones are retired, so that matters
 * keep the category that they had and rules that go by the category above hold for the new ones. Null where no code is free.
 */
export function withMoved(
  tree: CategoryTree,
  code: string,
  parent: string | null,
  known: ReadonlySet<string>,
): CategoryTree | null {
  if (parent !== null && isAtOrBelow(parent, code)) return null
  const to = freeCode(tree, parent)
  if (to === null) return null
  const moved = tree
    .filter((node) => isAtOrBelow(node.code, code) && !node.retired)
    .map((node) => ({
      ...node,
      code: `${to}${node.code.slice(code.length)}`,
      parent: node.code === code ? parent : `${to}${(node.parent ?? '').slice(code.length)}`,
    }))
  const left = tree
    .filter((node) => !isAtOrBelow(node.code, code) || known.has(node.code))
    .map((node) => (isAtOrBelow(node.code, code) ? { ...node, retired: true } : node))
  return moved.reduce<CategoryTree>(insertBelow, left)
}

const changeKinds = ['added', 'renamed', 'words', 'retired', 'restored'] as const
export type TreeChangeKind = (typeof changeKinds)[number]

export interface TreeChange {
  readonly code: string
  readonly what: TreeChangeKind
  readonly before: TreeNode | null
  readonly after: TreeNode
}

/** In what two versions of a tree differ, in the order of the later one. */
export function treeChanges(before: CategoryTree, after: CategoryTree): TreeChange[] {
  const old = new Map(before.map((node) => [node.code, node]))
  return after.flatMap((node): TreeChange[] => {
    const was = old.get(node.code) ?? null
    const change = (what: TreeChangeKind): TreeChange => ({ code: node.code, what, before: was, after: node })
    if (!was) return [change('added')]
    return [
      ...(was.name.zh !== node.name.zh || was.name.en !== node.name.en ? [change('renamed')] : []),
      ...(was.keywords.join(' ') === node.keywords.join(' ') ? [] : [change('words')]),
      ...(was.retired === node.retired ? [] : [change(node.retired ? 'retired' : 'restored')]),
    ]
  })
}

/** What is wrong with a tree that somebody edited, each beside its category; none when it can be saved. */
export function treeFaults(tree: CategoryTree, known: CategoryTree): Fault[] {
  const faults: Fault[] = []
  const seen = new Map<string, TreeNode>()
  const names = new Set<string>()
  for (const [n, node] of tree.entries()) {
    const say = (zh: string, en: string) => faults.push({ path: `tree.${n}`, words: { zh, en } })
    const parent = node.parent === null ? null : seen.get(node.parent)
    if (seen.has(node.code)) say(`编号 ${node.code} 用了两次`, `The code ${node.code} is used twice`)
    if (node.name.zh.trim() === '' || node.name.en.trim() === '')
      say('名称要写中文和英文', 'The name is needed in Chinese and in English')
    if (parent === undefined) say(`${node.code} 的上级不在前面`, `What lies above ${node.code} does not come before it`)
    if (parent && (!node.code.startsWith(parent.code) || node.code.length <= parent.code.length))
      say(`编号 ${node.code} 要以上级的编号开头`, `The code ${node.code} must begin with that of the category above`)
    if (parent?.retired && !node.retired)
      say(`「${node.name.zh}」的上级已停用`, `What lies above “${node.name.en}” is retired`)
    const name = `${node.parent ?? ''}/${node.name.zh.trim()}`
    if (!node.retired && names.has(name))
      say(`「${node.name.zh}」在同一上级下有两个`, `There are two “${node.name.en}” below the same one`)
    if (!node.retired) names.add(name)
    if (aboveOf(tree, node.code).length > deepest) say('层级太深', 'Too many levels')
    seen.set(node.code, node)
  }
  for (const was of known) {
    const now = seen.get(was.code)
    if (!now || now.parent !== was.parent)
      faults.push({
        path: 'tree',
        words: {
          zh: `「${was.name.zh}」用过，只能停用，不能删去或换编号`,
          en: `“${was.name.en}” was in use: it can be retired, not taken away`,
        },
      })
  }
  if (!tree.some(({ retired }) => !retired))
    faults.push({ path: 'tree', words: { zh: '至少留一个类别', en: 'At least one category must stay' } })
  return faults
}
