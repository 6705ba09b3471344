import { newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import type { LevelView } from '../contract.ts'
import { normalName } from '../place-names.ts'
import { differing, type Facts, type Given, merged } from './facts.ts'

/** A place of the register, or one that the import will make. */
export interface Node {
  readonly id: PlaceId
  readonly parentId: PlaceId | null
  readonly level: string
  /** '' until a made place is given one. */
  code: string
  facts: Facts
  readonly ended: boolean
  /** Within the part of whoever imports. */
  readonly within: boolean
  /** Within it, or above it: names lead through it. */
  readonly passable: boolean
  readonly made: boolean
}

export interface Change {
  readonly id: PlaceId
  readonly was: Facts
  readonly is: Facts
}

/** What an import would do, parents before what lies below them. */
export interface Plan {
  readonly made: readonly Node[]
  readonly changes: readonly Change[]
  readonly revived: readonly Node[]
}

const empty: Facts = {
  ...{ name: '', nameEn: '', households: 0, floors: null, lng: null, lat: null, crs: 'WGS84', geometry: null },
}

/** The register while an import is judged: rows find places in it and plan new ones. */
export class PlaceTree {
  readonly levels: readonly LevelView[]
  readonly #byId = new Map<PlaceId, Node>()
  readonly #byCode = new Map<string, Node>()
  readonly #children = new Map<string, Node[]>()
  readonly #named = new Map<string, Node[]>()
  readonly #made: Node[] = []
  readonly #revived: Node[] = []
  readonly #changes = new Map<PlaceId, Change>()

  constructor(levels: readonly LevelView[], places: readonly Node[]) {
    this.levels = levels.toSorted((a, b) => a.rank - b.rank)
    for (const place of places) this.#put(place)
  }

  #put(node: Node): void {
    this.#byId.set(node.id, node)
    if (node.code) this.#byCode.set(node.code, node)
    if (node.ended) return
    const name = normalName(node.facts.name)
    push(this.#children, String(node.parentId), node)
    push(this.#named, `${node.level} ${name}`, node)
    push(this.#named, ` ${name}`, node)
  }

  level(code: string): LevelView | undefined {
    return this.levels.find((level) => level.code === code)
  }

  byId(id: PlaceId | null): Node | null {
    return id === null ? null : (this.#byId.get(id) ?? null)
  }

  /** Whoever has that code, live or retired. */
  byCode(code: string): Node | null {
    return this.#byCode.get(code) ?? null
  }

  nodes(): IterableIterator<Node> {
    return this.#byId.values()
  }

  childrenOf(id: PlaceId): readonly Node[] {
    return this.#children.get(id) ?? []
  }

  /** Live places of a name within the importer's part and above it, of one level or of any. */
  named(name: string, level = ''): readonly Node[] {
    return (this.#named.get(`${level} ${normalName(name)}`) ?? []).filter(({ passable }) => passable)
  }

  /** Whether others have a live place of that level and name. */
  isElsewhere(name: string, level: string): boolean {
    return (this.#named.get(`${level} ${normalName(name)}`) ?? []).some(({ passable }) => !passable)
  }

  /** The places from the top down to one. */
  lineOf(node: Node): readonly Node[] {
    const line: Node[] = []
    for (let at: Node | null = node; at; at = this.byId(at.parentId)) line.unshift(at)
    return line
  }

  isBelow(node: Node, above: Node): boolean {
    return node !== above && this.lineOf(node).includes(above)
  }

  /** Plans a new place. */
  make(parent: Node, level: string, given: Given & { readonly name: string }, code = ''): Node {
    const facts = merged(empty, { nameEn: given.name, ...given })
    const node: Node = {
      ...{ id: newId<'place'>(), parentId: parent.id, level, code, facts },
      ...{ ended: false, within: parent.within, passable: parent.passable, made: true },
    }
    this.#put(node)
    this.#made.push(node)
    return node
  }

  /** Plans that a retired place is in use again. */
  revive(node: Node): Node {
    const live: Node = { ...node, ended: false }
    this.#put(live)
    this.#revived.push(live)
    return live
  }

  /** Whether a row says anything of a place that is not so yet. */
  differs(node: Node, given: Given): boolean {
    return differing(node.facts, merged(node.facts, given)).length > 0
  }

  /** Plans what a row says of a place. @returns whether anything changes */
  set(node: Node, given: Given): boolean {
    const is = merged(node.facts, given)
    if (differing(node.facts, is).length === 0) return false
    if (!node.made) this.#changes.set(node.id, { id: node.id, was: this.#changes.get(node.id)?.was ?? node.facts, is })
    node.facts = is
    return true
  }

  plan(): Plan {
    for (const node of this.#made) if (!node.code) this.#giveCode(node)
    return { made: this.#made, changes: [...this.#changes.values()], revived: this.#revived }
  }

  readonly #lastNumbers = new Map<PlaceId, number>()

  /** The parent's code with the next number behind it that nobody has. */
  #giveCode(node: Node): void {
    const parent = this.byId(node.parentId)
    if (!parent) return
    let n = this.#lastNumbers.get(parent.id) ?? this.childrenOf(parent.id).filter(({ made }) => !made).length
    do n++
    while (this.#byCode.has(`${parent.code}-${n}`))
    this.#lastNumbers.set(parent.id, n)
    node.code = `${parent.code}-${n}`
    this.#byCode.set(node.code, node)
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
