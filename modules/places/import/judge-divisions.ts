import { codesAbove, type Division, levelsByDepth, readDivision, usualName } from './division.ts'
import type { Node, PlaceTree } from './place-tree.ts'
import type { ReadRow } from './read-row.ts'
import { fault, labelOf, nameFault, type Verdict, wrong } from './verdict.ts'

interface Row {
  readonly row: ReadRow
  readonly division: Division
  readonly name: string
}

/**
 * Says of each division what it would do, and plans it. What lies above or beside the tenant's own part is passed over, so
 * that a list of a whole province can be given as it is.
 */
export function judgeDivisions(tree: PlaceTree, rows: readonly ReadRow[]): Verdict[] {
  const verdicts = new Map<number, Verdict>()
  const good: Row[] = []
  const lines = new Map<string, number>()
  for (const row of rows) {
    const division = readDivision(row.code)
    const name = usualName(row.name)
    const faults = [
      ...(division
        ? []
        : [fault('code', '应是 2、4、6、9 或 12 位区划代码', 'A division code of 2, 4, 6, 9 or 12 digits')]),
      ...[nameFault('name', name)].filter((one) => one !== null),
    ]
    const twin = division && lines.get(division.whole)
    if (twin) faults.push(fault('code', `和第 ${twin} 行的代码相同`, `Row ${twin} has the same code`))
    if (faults.length > 0 || !division) verdicts.set(row.number, wrong(row.number, row.name, faults))
    else {
      good.push({ row, division, name })
      lines.set(division.whole, row.number)
    }
  }
  const judge = judging(tree, good)
  for (const one of good.toSorted((a, b) => a.division.depth - b.division.depth || a.row.number - b.row.number))
    verdicts.set(one.row.number, judge(one))
  return rows.flatMap(({ number }) => verdicts.get(number) ?? [])
}

function judging(tree: PlaceTree, all: readonly Row[]): (one: Row) => Verdict {
  const levels = levelsByDepth(tree.levels)
  const depthOf = new Map([...levels].map(([depth, level]) => [level, depth]))
  const known = new Map<string, Node>()
  for (const node of tree.nodes()) {
    const own = node.ended ? null : readDivision(node.code)
    if (own && own.depth === depthOf.get(node.level)) known.set(own.whole, node)
  }
  for (const { division, name } of all) {
    // The top of the tree, entered without a code, is known by its name: all else is beside it or below.
    const roots = tree.named(name, levels.get(division.depth) ?? '-').filter(({ parentId }) => parentId === null)
    const [root] = roots
    if (root && readDivision(root.code) === null) known.set(division.whole, root)
  }
  for (const [whole, node] of [...known]) knowAbove(tree, known, whole, node)
  const skipped = new Set<string>()
  return ({ row, division, name }) => {
    const level = levels.get(division.depth)
    const verdict = (result: 'new' | 'changed' | 'same' | 'skipped', node: Node | null): Verdict => ({
      ...{ row: row.number, result, label: node ? labelOf(tree, node) : name, placeId: node?.id ?? null, faults: [] },
    })
    const coded = known.get(division.whole)
    if (coded) {
      if (!coded.within) return verdict('skipped', null)
      return verdict(tree.set(coded, { name }) && !coded.made ? 'changed' : 'same', coded)
    }
    if (!level) {
      skipped.add(division.whole)
      return verdict('skipped', null)
    }
    // What the office entered without a code is recognised by its name, and keeps its own code: posters carry it.
    const above = codesAbove(division)
    // The nearest division above of a level that is kept here; a province without cities has none of that level.
    const nearest = above.find((code) => levels.has(readDivision(code)?.depth ?? 1))
    const parent = (nearest && known.get(nearest)) || null
    const same = tree
      .named(name, level)
      .filter((node) => readDivision(node.code) === null && (parent === null || tree.isBelow(node, parent)))
    const [node] = same
    if (node && same.length === 1) {
      known.set(division.whole, node)
      return verdict(node.within ? 'same' : 'skipped', node.within ? node : null)
    }
    if (!parent) {
      if (!(nearest && skipped.has(nearest)) && !outside(known, division)) return orphan(row)
      skipped.add(division.whole)
      return verdict('skipped', null)
    }
    if (!parent.within) return verdict('skipped', null)
    const retired = tree.byCode(division.code)
    if (retired && !(retired.ended && retired.parentId === parent.id && retired.level === level))
      return wrong(row.number, name, [
        fault('code', '登记册里这个代码属于别的地点', 'This code is of another place here'),
      ])
    const made = retired ? tree.revive(retired) : tree.make(parent, level, { name }, division.code)
    if (retired) tree.set(made, { name })
    known.set(division.whole, made)
    return verdict('new', made)
  }
}

/** What stands above a known division and has no code of its own must be the division above it. */
function knowAbove(tree: PlaceTree, known: Map<string, Node>, whole: string, node: Node): void {
  const division = readDivision(whole)
  const parent = tree.byId(node.parentId)
  const [above] = division ? codesAbove(division) : []
  if (!parent || !above || known.has(above) || readDivision(parent.code) !== null) return
  known.set(above, parent)
  knowAbove(tree, known, above, parent)
}

/** Whether the register is of other divisions: it has codes of its own, and none of them is above or below this one. */
function outside(known: ReadonlyMap<string, Node>, { code }: Division): boolean {
  if (known.size === 0) return false
  const significant = (whole: string) => readDivision(whole)?.code ?? whole
  return ![...known.keys()].some((whole) => code.startsWith(significant(whole)))
}

const orphan = (row: ReadRow): Verdict =>
  wrong(row.number, row.name, [
    fault(
      'code',
      '没有它的上级；请把上级的代码和名称也放进来',
      'What lies above it is missing; add its code and name too',
    ),
  ])
