import type { GridId, PlaceId } from '../../../kernel/contract/ids.ts'
import { type LevelKind, levelKey, normalName } from '../../places/public.ts'
import { type Fault, fault, type RosterRow } from './read-row.ts'

/** A live place, as much of it as finding it takes. */
export interface SeenPlace {
  readonly id: PlaceId
  readonly parentId: PlaceId | null
  readonly level: string
  readonly kind: LevelKind
  readonly name: string
  readonly code: string
  readonly path: string
}

export interface SeenGrid {
  readonly id: GridId
  readonly placeId: PlaceId
  readonly name: string
  readonly code: string
}

/** Where a row's post stands. */
export interface Where {
  readonly place: SeenPlace | null
  readonly grid: SeenGrid | null
}

/** What offices write after the name of an area: 天祥社区居委会, 金辰街道办事处. */
const office = /(社区)?(居民委员会|居委会|村民委员会|村委会|党委|党总支|党支部|综合党委|工作站|服务中心)$/
const streetOffice = /(党工委|办事处|街道办)$/

/** The name of an area as people spell it, without the word for its office or level. */
function core(name: string): string {
  const plain = normalName(name)
  const bare = plain.replace(office, '').replace(streetOffice, '')
  const short = bare.replace(/(社区|街道|小区|村|乡|镇)$/, '')
  return short === '' ? plain : short
}

function grouped<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}

/** All live places and grids, to be looked up by what rows call them. */
export class Register {
  readonly #places: readonly SeenPlace[]
  readonly #byId: ReadonlyMap<PlaceId, SeenPlace>
  readonly #byName: ReadonlyMap<string, readonly SeenPlace[]>
  readonly #byCore: ReadonlyMap<string, readonly SeenPlace[]>
  readonly #byCode: ReadonlyMap<string, readonly SeenPlace[]>
  readonly #gridsByName: ReadonlyMap<string, readonly SeenGrid[]>
  readonly #gridsByCode: ReadonlyMap<string, readonly SeenGrid[]>
  /** By the names of community and grid in one breath. */
  readonly #gridsByBoth: ReadonlyMap<string, readonly SeenGrid[]>

  constructor(places: readonly SeenPlace[], grids: readonly SeenGrid[]) {
    this.#places = places
    this.#byId = new Map(places.map((place) => [place.id, place]))
    this.#byName = grouped(places, ({ name }) => normalName(name))
    this.#byCore = grouped(places, ({ name }) => core(name))
    this.#byCode = grouped(places, ({ code }) => code)
    this.#gridsByName = grouped(grids, ({ name }) => normalName(name))
    this.#gridsByCode = grouped(grids, ({ code }) => code)
    this.#gridsByBoth = grouped(grids, ({ placeId, name }) => normalName((this.place(placeId)?.name ?? '') + name))
  }

  place = (id: PlaceId): SeenPlace | null => this.#byId.get(id) ?? null

  /** The only place on top, where there is one. */
  get root(): SeenPlace | null {
    const tops = this.#places.filter(({ parentId }) => parentId === null)
    return tops.length === 1 ? (tops[0] ?? null) : null
  }

  /** Places that a text may mean: those of exactly that name or code, else those of it but for the word of an office. */
  named(text: string, level?: string): readonly SeenPlace[] {
    const of = (places: readonly SeenPlace[] = []) => places.filter((place) => !level || place.level === level)
    const exact = of(this.#byName.get(normalName(text)))
    if (exact.length > 0) return exact
    const coded = of(this.#byCode.get(text))
    return coded.length > 0 ? coded : of(this.#byCore.get(core(text)))
  }

  /** Grids of that name or code; @param near a place above or below whose community they have to be */
  #gridsNamed(text: string, near: SeenPlace | null): readonly SeenGrid[] {
    const spoken = normalName(text)
    const found = this.#gridsByCode.get(text) ?? this.#gridsByName.get(spoken) ?? this.#gridsByBoth.get(spoken) ?? []
    return near ? found.filter(({ placeId }) => this.#isOneLine(this.place(placeId), near)) : found
  }

  #isOneLine = (a: SeenPlace | null, b: SeenPlace): boolean =>
    a !== null && (a.path.startsWith(b.path) || b.path.startsWith(a.path))

  /** Where a row's post stands; what cannot be told is said beside its column. */
  whereOf(row: Pick<RosterRow, 'levels' | 'grid' | 'where'>): Where | Fault {
    let place: SeenPlace | null = null
    for (const { level, name } of row.levels) {
      const found = this.#only(this.named(name, level), place, levelKey(level), name)
      if ('words' in found) return found
      place = found
    }
    const asked: Where = { place, grid: null }
    if (row.grid !== '') return this.#grid(row.grid, place, 'grid')
    if (row.where === '') return asked
    return this.#anywhere(row.where, place)
  }

  #only(all: readonly SeenPlace[], within: SeenPlace | null, column: string, name: string): SeenPlace | Fault {
    const found = within ? all.filter((place) => place.id !== within.id && place.path.startsWith(within.path)) : all
    const [first] = found
    if (first && found.length === 1) return first
    return first
      ? fault(
          column,
          `有 ${found.length} 个「${name}」，请补上上级的列`,
          `There are ${found.length} of “${name}”; add the columns above`,
        )
      : fault(
          column,
          within ? `「${within.name}」里没有「${name}」` : `登记册里没有「${name}」，请先在“地点”里建好`,
          within ? `There is no “${name}” in “${within.name}”` : `There is no “${name}”; add it under Places first`,
        )
  }

  #grid(name: string, within: SeenPlace | null, column: string): Where | Fault {
    const found = this.#gridsNamed(name, within)
    const [grid] = found
    if (!grid || found.length > 1)
      return grid
        ? fault(
            column,
            `有 ${found.length} 个「${name}」，请补上社区`,
            `There are ${found.length} of “${name}”; add the community`,
          )
        : fault(
            column,
            within ? `「${within.name}」里没有网格「${name}」` : `没有网格「${name}」，请先在“网格”里新建`,
            within ? `There is no grid “${name}” in “${within.name}”` : `There is no grid “${name}”; make it first`,
          )
    const home = this.place(grid.placeId)
    return { place: within && home && within.path.startsWith(home.path) ? within : home, grid }
  }

  /** A column that may name a place, a grid, or both in one breath: 天祥社区第一网格. */
  #anywhere(text: string, within: SeenPlace | null): Where | Fault {
    const inside = (places: readonly SeenPlace[]) =>
      within ? places.filter(({ path }) => path.startsWith(within.path)) : places
    const places = inside(this.named(text))
    const [place] = places
    if (place && places.length === 1) return { place, grid: null }
    const grids = this.#gridsNamed(text, within)
    if (grids.length === 1) return this.#grid(text, within, 'where')
    const many = Math.max(places.length, grids.length)
    return many > 1
      ? fault(
          'where',
          `有 ${many} 个「${text}」，请补上上级的列`,
          `There are ${many} of “${text}”; add the columns above`,
        )
      : fault(
          'where',
          `没有叫「${text}」的地点或网格，请先在“地点”“网格”里建好`,
          `There is no place or grid “${text}”; make it first`,
        )
  }
}
