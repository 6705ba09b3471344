import { fail } from '../../../kernel/contract/errors.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { normalise } from '../../../kernel/text/normalise.ts'
import type { Doing } from '../doing.ts'
import { scopeOf } from '../firm-scope.ts'

interface Known {
  readonly id: PlaceId
  readonly kind: string
  readonly recorded: boolean
}

const spelt = (name: string) => normalise(name).replaceAll(' ', '')

/** Places of the actor's area by code, name, other names, and name after that of the place above (机床厂小区1栋). */
export class PlaceIndex {
  #byName = new Map<string, Known[]>()

  static async load(tx: Tx, { tenantId, actor }: Doing): Promise<PlaceIndex> {
    const { paths, grids } = actor ? scopeOf(actor) : { paths: ['/'], grids: [] }
    const within = [
      ...paths.map((path) => sql`(p.path >= ${path} and p.path < ${`${path}:`})`),
      sql`exists (select from places.grid_members_view m where m.tenant_id = p.tenant_id and m.place_id = p.id
        and m.to_at is null and m.grid_id = any(${[...grids]}::uuid[]))`,
    ]
    const { rows } = await sql<
      Known & { code: string; name: string; nameEn: string; aliases: string[]; above: string | null }
    >`
      select p.id, p.level_kind as kind, p.code, p.name, p.name_en as "nameEn", p.aliases, a.name as above,
        b.place_id is not null as recorded
      from places.places_view p
      left join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.parent_id
      left join enterprises.buildings b on b.tenant_id = p.tenant_id and b.place_id = p.id
      where p.tenant_id = ${tenantId} and p.ended_at is null and p.level_kind <> 'inside'
        and (${sql.join(within, sql` or `)})`.execute(tx)
    const index = new PlaceIndex()
    for (const { code, name, nameEn, aliases, above, ...known } of rows)
      for (const called of new Set([code, name, nameEn, ...aliases, `${above ?? ''}${name}`].map(spelt)))
        index.#byName.set(called, [...(index.#byName.get(called) ?? []), known])
    return index
  }

  /** One building; a recorded one comes before others of the same name. */
  building(name: string): Known {
    const found = this.#named(name).filter(({ kind }) => kind === 'building')
    const recorded = found.filter((known) => known.recorded)
    return this.#one(recorded.length > 0 ? recorded : found, name, 'building')
  }

  place(name: string): Known {
    return this.#one(this.#named(name), name, 'place')
  }

  #named(name: string): Known[] {
    return this.#byName.get(spelt(name)) ?? []
  }

  #one(found: readonly Known[], name: string, path: string): Known {
    const [first, second] = found
    if (first && !second) return first
    const words = first
      ? {
          zh: `有 ${found.length} 处都叫“${name}”，请写上一级名称，如“机床厂小区1栋”`,
          en: `${found.length} places are called “${name}”; please write the place above before it`,
        }
      : { zh: `您的范围内没有“${name}”`, en: `There is no “${name}” in your area` }
    return fail('invalid', 'enterprises.unknown_place', words, [{ path, words }])
  }
}
