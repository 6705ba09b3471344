import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { normalName } from '../place-names.ts'
import { levelKey } from './columns.ts'
import type { Given } from './facts.ts'
import type { Node, PlaceTree } from './place-tree.ts'
import { type ReadRow, shapeFault } from './read-row.ts'
import { type Fault, fault, labelOf, nameFault, type Verdict, wrong } from './verdict.ts'

interface Named {
  readonly level: string
  readonly name: string
}

/** The place that a row means: one that is there, or those that have to be made below it. */
interface Meant {
  readonly node: Node
  readonly making: readonly Named[]
  /** The node was found by its code, so that its name may be a new one. */
  readonly byCode: boolean
}

/** Says of each row what it would do, and plans it. Rows that are wrong plan nothing. */
export function judgePlaces(tree: PlaceTree, rows: readonly ReadRow[]): Verdict[] {
  const said = new Map<PlaceId, number>()
  return rows.map((row) => judge(tree, row, said))
}

function judge(tree: PlaceTree, row: ReadRow, said: Map<PlaceId, number>): Verdict {
  const label = row.names.map(({ name }) => name).join(' / ') || row.name
  if (row.faults.length > 0) return wrong(row.number, label, row.faults)
  const meant = find(tree, row)
  if ('words' in meant) return wrong(row.number, label, [meant])
  const level = tree.level(meant.making.at(-1)?.level ?? meant.node.level)
  const shape = level && shapeFault(row.given, level.kind)
  if (shape) return wrong(row.number, label, [shape])
  if (!meant.node.within) return wrong(row.number, label, [fault('', '不在您管的范围里', 'Outside your part')])
  return meant.making.length > 0 ? make(tree, row, meant, said) : keep(tree, row, meant, said)
}

function make(tree: PlaceTree, row: ReadRow, { node, making }: Meant, said: Map<PlaceId, number>): Verdict {
  let at = node
  for (const [i, { level, name }] of making.entries()) {
    const whole = i === making.length - 1
    const retired = whole && row.code ? tree.byCode(row.code) : null
    if (retired) {
      at = tree.revive(retired)
      tree.set(at, { ...row.given, name })
    } else at = tree.make(at, level, { ...(whole ? row.given : {}), name }, whole ? row.code : '')
  }
  said.set(at.id, row.number)
  return { row: row.number, result: 'new', label: labelOf(tree, at), placeId: at.id, faults: [] }
}

function keep(tree: PlaceTree, row: ReadRow, { node, byCode }: Meant, said: Map<PlaceId, number>): Verdict {
  const before = said.get(node.id)
  const name = row.names.at(-1)?.name ?? row.name
  const given: Given = { ...row.given, ...(byCode && name !== '' ? { name } : {}) }
  if (before !== undefined && tree.differs(node, given)) {
    const words = fault(
      '',
      `和第 ${before} 行是同一个地点，说法不一样`,
      `Row ${before} says something else of this place`,
    )
    return wrong(row.number, labelOf(tree, node), [words])
  }
  const changed = tree.set(node, given)
  if (before === undefined) said.set(node.id, row.number)
  const result = node.made && before === undefined ? 'new' : changed ? 'changed' : 'same'
  return { row: row.number, result, label: labelOf(tree, node), placeId: node.id, faults: [] }
}

const codeForm = /^[0-9A-Za-z-]{1,40}$/

function find(tree: PlaceTree, row: ReadRow): Meant | Fault {
  const { code, names, name } = row
  if (code !== '' && !codeForm.test(code))
    return fault('code', '编码只用数字、字母和短横线，最多 40 位', 'Codes are digits, letters and dashes; 40 at most')
  const coded = code === '' ? null : tree.byCode(code)
  if (coded && !coded.ended) return asCoded(tree, row, coded)
  const meant = names.length > 0 ? byLevels(tree, names) : byName(tree, name)
  if (!coded || 'words' in meant) return meant
  const [only, ...more] = meant.making
  if (only && more.length === 0 && only.level === coded.level && meant.node.id === coded.parentId) return meant
  return fault(
    'code',
    '这个编码属于一个停用了的地点，编码不能再给别处',
    'This code is of a retired place; codes are never given again',
  )
}

function asCoded(tree: PlaceTree, { names, name }: ReadRow, node: Node): Meant | Fault {
  const deepest = names.at(-1)
  if (deepest && deepest.level !== node.level)
    return fault(
      'code',
      `这个编码是「${node.facts.name}」的，层级对不上`,
      `This code is of “${node.facts.nameEn}”, which is of another level`,
    )
  const wrongName = !deepest && name !== '' ? nameFault('name', name) : null
  const named = deepest?.name ?? name
  const twin = named === '' ? undefined : sisterOf(tree, node, named)
  if (twin) return fault('', `这里已经有叫「${named}」的`, `There is a “${named}” here already`)
  return wrongName ?? { node, making: [], byCode: true }
}

/** Another live place of that name beside a node. */
const sisterOf = (tree: PlaceTree, node: Node, name: string): Node | undefined =>
  node.parentId === null
    ? undefined
    : tree.childrenOf(node.parentId).find((one) => one.id !== node.id && one.facts.name === name.trim())

function byName(tree: PlaceTree, name: string): Meant | Fault {
  if (name === '') return fault('', '没有写是哪个地点', 'It is not said which place this is')
  const found = tree.named(name).filter(({ within }) => within)
  const [node] = found
  if (node && found.length === 1) return { node, making: [], byCode: false }
  return node
    ? fault(
        'name',
        `有 ${found.length} 个地点叫这个名字，请加上上级的列`,
        `${found.length} places have this name; add columns for what lies above`,
      )
    : fault(
        'name',
        '登记册里没有这个地点；要新增，请用层级的列写明它在哪里',
        'No such place; to add one, say by columns of levels where it lies',
      )
}

function byLevels(tree: PlaceTree, names: readonly Named[]): Meant | Fault {
  const [top, ...rest] = names
  if (!top) return fault('', '没有写是哪个地点', 'It is not said which place this is')
  const found = tree.named(top.name, top.level)
  const [first] = found
  if (found.length > 1)
    return fault(
      levelKey(top.level),
      `有 ${found.length} 个「${top.name}」，请补上上级的列`,
      `There are ${found.length} of “${top.name}”; add the columns above`,
    )
  if (!first && tree.isElsewhere(top.name, top.level))
    return fault(levelKey(top.level), `「${top.name}」不在您管的范围里`, `“${top.name}” lies outside your part`)
  const above = first ? null : onlyAbove(tree, top.level)
  if (!first && !above)
    return fault(
      levelKey(top.level),
      `不知道「${top.name}」放在哪里，请补上上级的列`,
      `It is not clear where “${top.name}” lies; add the columns above`,
    )
  let node = (first ?? above) as Node
  const making: Named[] = first ? [] : [top]
  for (const next of rest) {
    const child = making.length === 0 ? below(tree, node, next) : null
    if (child) node = child
    else making.push(next)
  }
  return { node, making, byCode: false }
}

/** The one place under which a name without anything above can only lie: the only one of the nearest level that has any. */
function onlyAbove(tree: PlaceTree, level: string): Node | null {
  const upper = tree.levels.slice(
    0,
    tree.levels.findIndex(({ code }) => code === level),
  )
  const live = [...tree.nodes()].filter((node) => !node.ended && node.within)
  for (const { code } of upper.toReversed()) {
    const of = live.filter((node) => node.level === code)
    if (of.length > 0) return of.length === 1 ? (of[0] ?? null) : null
  }
  return null
}

/** A place of that level and name right below another; else the only one anywhere below it. */
function below(tree: PlaceTree, node: Node, { level, name }: Named): Node | null {
  const spelt = normalName(name)
  const child = tree.childrenOf(node.id).find((one) => one.level === level && normalName(one.facts.name) === spelt)
  if (child) return child
  const deeper = tree.named(name, level).filter((one) => tree.isBelow(one, node))
  return deeper.length === 1 ? (deeper[0] ?? null) : null
}
