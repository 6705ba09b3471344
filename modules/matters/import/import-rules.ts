import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { CategoryWords } from '../../../kernel/text/category.ts'
import type { WorkCalendar } from '../../../kernel/time/work-calendar.ts'
import { pathRange } from '../../places/public.ts'
import { categoryWords } from '../drafting.ts'
import { categoriesOf, kindsInForce } from '../rules-store.ts'
import { loadAround } from '../surroundings.ts'
import type { ImportRecord } from './import-tables.ts'
import { type KnownPlace, placeFinder } from './place-finder.ts'

/** What a tenant's own data says about the rows of a file: the same for the whole of a run. */
export interface ImportRules {
  readonly kind: { readonly code: string; readonly version: number }
  readonly categories: readonly CategoryWords[]
  readonly categoryNames: ReadonlyMap<string, Words>
  readonly calendar: WorkCalendar
  readonly placeOf: (words: string) => string | null
  readonly placeNames: ReadonlyMap<string, string>
}

/** Loads the rules; a mapping that asks for a kind or category that is not there is refused in words. */
export async function loadRules(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'place_id' | 'place_path' | 'mapping'>,
  at: Date,
): Promise<ImportRules> {
  const kind = await kindFor(tx, it, at)
  const categories = await categoriesOf(tx, it.tenant_id, kind.categoryTree)
  const categoryNames = new Map(categories.map(({ code, name }) => [code, name]))
  for (const fixed of [it.mapping.constants, it.mapping.defaults])
    if (fixed?.category !== undefined && !categoryNames.has(fixed.category))
      badMapping(`没有“${fixed.category}”这个类别`, `there is no category "${fixed.category}"`)
  const places = await placesBelow(tx, it)
  const around = await loadAround(tx, {
    tenantId: it.tenant_id,
    placeId: it.place_id,
    gridId: null,
    kind: kind.code,
    kindVersion: kind.version,
    category: '',
    at,
  })
  return {
    kind: { code: kind.code, version: kind.version },
    categories: categoryWords(categories),
    categoryNames,
    calendar: around.calendar,
    placeOf: placeFinder(places),
    placeNames: new Map(places.map(({ id, name }) => [id, name])),
  }
}

/** The kind that the mapping names, else messages, else whatever else may come from files. */
async function kindFor(tx: Tx, it: Pick<ImportRecord, 'tenant_id' | 'mapping'>, at: Date) {
  const open = (await kindsInForce(tx, it.tenant_id, at)).filter((kind) => kind.doors.includes('import'))
  const named = it.mapping.constants?.kind ?? it.mapping.defaults?.kind
  const found =
    named === undefined
      ? (open.find((kind) => kind.code === 'message') ?? open[0])
      : open.find((kind) => kind.code === named)
  return (
    found ??
    badMapping(
      named ? `“${named}”类事项不能从文件导入` : '还没有可以从文件导入的事项类型',
      named ? `matters of the kind "${named}" do not come from files` : 'no kind of matter may come from files yet',
    )
  )
}

/** Names at and below the place of the import: rows that name others are not this office's. */
async function placesBelow(tx: Tx, it: Pick<ImportRecord, 'tenant_id' | 'place_path'>): Promise<readonly KnownPlace[]> {
  const { from, to } = pathRange(it.place_path)
  const { rows } = await sql<Omit<KnownPlace, 'parentName'> & { parentName: string | null }>`
    select p.id, p.name, p.aliases || array_remove(array[p.name_en], '') as aliases, p.level_kind as kind, p.path, a.name as "parentName"
    from places.places_view p left join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.parent_id
    where p.tenant_id = ${it.tenant_id} and p.path >= ${from} and p.path < ${to} and p.ended_at is null
    order by p.path`.execute(tx)
  return rows.map(({ parentName, ...place }) => ({ ...place, ...(parentName === null ? {} : { parentName }) }))
}

const badMapping = (zh: string, en: string): never =>
  fail('invalid', 'matters.bad_mapping', { zh: `导入对照不对：${zh}`, en: `The mapping is wrong: ${en}` })
