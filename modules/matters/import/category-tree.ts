import { fail } from '../../../kernel/contract/errors.ts'
import { cellText } from '../../../kernel/sheets/cells.ts'
import type { Row } from '../../../kernel/sheets/sheet-reader.ts'

/** A node of an imported tree, parents before children. Each code begins with its parent's. */
export interface TreeCategory {
  readonly code: string
  readonly parent: string | null
  readonly name: string
  /** Words that speak for the category, where the sheet has a column for them. */
  readonly keywords: readonly string[]
}

/** Codes that categories have kept from an earlier import, so that rules and matters go on meaning the same. */
export type EarlierCodes = readonly Pick<TreeCategory, 'code' | 'parent' | 'name'>[]

const levelHeaders = [/^(一级|第一级|大类|level1$)/, /^(二级|第二级|中类|level2$)/, /^(三级|第三级|小类|level3$)/]
const keywordHeader = /^(关键词|关键字|keywords?$)/
const digits = 2
const most = 99
const longestName = 60

interface Node {
  readonly code: string
  readonly parent: string | null
  readonly name: string
  readonly keywords: string[]
}

/**
 * The category tree of a sheet with a column for each level (一级… 二级… 三级…, or 大类 小类), a row a leaf. A blank
 * level repeats the one above it, as merged cells leave it. Throws Failure `matters.bad_category_tree` in words.
 */
export async function readCategoryTree(rows: AsyncIterable<Row>, earlier: EarlierCodes = []): Promise<TreeCategory[]> {
  const tree = new Tree(earlier)
  let columns: TreeColumns | undefined
  let above: string[] = []
  for await (const row of rows) {
    columns ??= treeColumns(row.headers)
    const names = columns.levels.map((column) => cellText(row.cells[column]).replace(/\s+/g, ' '))
    const path = pathOf(names, above, row.number)
    const keywords = columns.keywords === undefined ? '' : cellText(row.cells[columns.keywords])
    tree.add(
      path,
      keywords.split(/[\s,,、;;]+/).filter((word) => word !== ''),
    )
    above = path
  }
  if (!columns) refuse('表里没有类别', 'The sheet holds no categories')
  return tree.nodes()
}

interface TreeColumns {
  readonly levels: readonly number[]
  readonly keywords: number | undefined
}

function treeColumns(headers: readonly string[]): TreeColumns {
  const plain = headers.map((header) => header.normalize('NFKC').toLowerCase().replace(/[\s_]/g, ''))
  const find = (pattern: RegExp) => plain.findIndex((header) => pattern.test(header))
  // 大类 and 小类 alone make two levels: whatever is missing is left out.
  const levels = levelHeaders.map(find).filter((column) => column >= 0)
  if (levels.length < 2) {
    refuse(
      '没有找到“一级”“二级”“三级”各列',
      'The columns for the levels (一级, 二级, 三级 or Level 1, Level 2, Level 3) are missing',
    )
  }
  const keywords = find(keywordHeader)
  return { levels, keywords: keywords < 0 ? undefined : keywords }
}

/** The names from the top down; a blank before the last filled level repeats the row above. */
function pathOf(names: readonly string[], above: readonly string[], row: number): string[] {
  const depth = names.findLastIndex((name) => name !== '') + 1
  const path: string[] = []
  let repeats = true
  for (const [level, name] of names.slice(0, depth).entries()) {
    const taken = name || (repeats ? (above[level] ?? '') : '')
    if (taken === '') refuse(`第 ${row} 行缺少上级类别`, `Row ${row} lacks the category above`)
    if (taken.length > longestName) refuse(`第 ${row} 行的类别名称太长`, `The name in row ${row} is too long`)
    if (name !== '' && name !== above[level]) repeats = false
    path.push(taken)
  }
  return path
}

class Tree {
  readonly #children = new Map<string, Map<string, Node>>()
  readonly #kept = new Map<string, string>()
  readonly #used = new Set<string>()

  constructor(earlier: EarlierCodes) {
    for (const { code, parent, name } of earlier) {
      this.#kept.set(`${parent ?? ''}/${name}`, code)
      this.#used.add(code)
    }
  }

  add(path: readonly string[], keywords: readonly string[]): void {
    let parent: string | null = null
    let node: Node | undefined
    for (const name of path) {
      node = this.#child(parent, name)
      parent = node.code
    }
    for (const word of keywords) if (node && !node.keywords.includes(word)) node.keywords.push(word)
  }

  nodes(): Node[] {
    const below = (parent: string): Node[] =>
      [...(this.#children.get(parent)?.values() ?? [])].flatMap((node) => [node, ...below(node.code)])
    return below('')
  }

  #child(parent: string | null, name: string): Node {
    const siblings = this.#children.get(parent ?? '') ?? new Map<string, Node>()
    this.#children.set(parent ?? '', siblings)
    const known = siblings.get(name)
    if (known) return known
    const code = this.#kept.get(`${parent ?? ''}/${name}`) ?? this.#free(parent ?? '')
    this.#used.add(code)
    const node = { code, parent, name, keywords: [] }
    siblings.set(name, node)
    return node
  }

  #free(parent: string): string {
    for (let n = 1; n <= most; n++) {
      const code = `${parent}${String(n).padStart(digits, '0')}`
      if (!this.#used.has(code)) return code
    }
    return refuse(`一个类别下最多 ${most} 个下级类别`, `A category has at most ${most} below it`)
  }
}

const refuse = (zh: string, en: string): never => fail('refused', 'matters.bad_category_tree', { zh, en })
