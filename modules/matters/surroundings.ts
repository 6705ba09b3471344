import { fail } from '../../kernel/contract/errors.ts'
import type { GridId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { defaultCalendar, type WorkCalendar } from '../../kernel/time/work-calendar.ts'
import type { Kind } from './kind.ts'
import type { RoutePlace, RoutePost, Surroundings } from './routing.ts'

/** A matter's place seen from the rules: who is around, which kind and calendar are in force. */
export interface Around extends Surroundings {
  readonly path: string
  readonly lng: number | null
  readonly lat: number | null
  readonly gridId: GridId | null
  readonly kind: Kind
  readonly category: { code: string; name: Words; retired?: boolean }
  readonly calendar: WorkCalendar
}

/** What the SQL function answers; null where the place is unknown. */
export interface AroundJson {
  path: string
  lng: number | null
  lat: number | null
  places: PlaceRow[]
  gridId: GridId | null
  kind: Kind | null
  category: { code: string; name: Words; retired?: boolean } | null
  calendar: WorkCalendar | null
  posts: PostRow[]
}

// Rows come without the names of their columns: those were half of what a report reads.
type PlaceRow = [id: RoutePlace['id'], name: string, nameEn: string]
type PostRow = [
  postId: RoutePost['postId'],
  kindCode: string,
  role: RoutePost['role'],
  placeId: RoutePost['placeId'],
  gridId: RoutePost['gridId'],
  reportsTo: RoutePost['reportsTo'],
  name: string,
  nameEn: string,
  officePhone: string | null,
  serves: boolean,
  manning: RoutePost['manning'],
  personId: RoutePost['personId'],
  personName: string | null,
]

const placeOf = ([id, name, nameEn]: PlaceRow): RoutePlace => ({ id, name, nameEn })

const postOf = (row: PostRow): RoutePost => {
  const [postId, kindCode, role, placeId, gridId, reportsTo, name, nameEn, officePhone, serves, manning, ...person] =
    row
  const [personId, personName] = person
  return {
    postId,
    kindCode,
    role,
    placeId,
    gridId,
    reportsTo,
    name,
    nameEn,
    officePhone,
    serves,
    manning,
    personId,
    personName,
  }
}

/** Checks what came from the database: an unknown place, kind or category is the sender's mistake and is told so. */
export function aroundOf(json: AroundJson | null, categoryCode: string): Around {
  if (!json)
    fail(
      'invalid',
      'matters.unknown_place',
      { zh: '没有这个地点，请重新选择', en: 'That place is unknown. Please choose again' },
      [{ path: 'placeId', words: { zh: '没有这个地点', en: 'unknown place' } }],
    )
  const { kind } = json
  if (!kind)
    fail('invalid', 'matters.unknown_kind', { zh: '没有这种事项类型', en: 'That kind of matter is unknown' }, [
      { path: 'kind', words: { zh: '没有这种类型', en: 'unknown kind' } },
    ])
  if (!json.category && categoryCode !== uncategorised.code)
    fail('invalid', 'matters.unknown_category', { zh: '没有这个类别', en: 'That category is unknown' }, [
      { path: 'category', words: { zh: '没有这个类别', en: 'unknown category' } },
    ])
  return {
    ...json,
    kind,
    places: json.places.map(placeOf),
    posts: json.posts.map(postOf),
    category: json.category ?? uncategorised,
    calendar: json.calendar ?? defaultCalendar,
  }
}

/**
 * The same without some posts and without those whom the same persons man: whoever answers for a unit that a lead is about
 * never gets it by another post.
 */
export function withoutPosts(around: Around, ids: readonly PostId[] | null): Around {
  if (!ids || ids.length === 0) return around
  const named = (post: RoutePost) => ids.includes(post.postId)
  const persons = new Set(around.posts.filter(named).flatMap((post) => post.personId ?? []))
  const apart = (post: RoutePost) => named(post) || (post.personId !== null && persons.has(post.personId))
  return { ...around, posts: around.posts.filter((post) => !apart(post)) }
}

/** What a report without a category carries until somebody sorts it. */
export const uncategorised = { code: '', name: { zh: '未分类', en: 'Not sorted yet' } }

/** The surroundings of a matter that already exists: its kind in the version under which it was reported. */
export async function loadAround(
  tx: Tx,
  of: {
    tenantId: TenantId
    placeId: PlaceId
    gridId: GridId | null
    kind: string
    kindVersion: number
    category: string
    at: Date
  },
): Promise<Around> {
  const { rows } = await sql<{
    around: AroundJson | null
  }>`select matters.surroundings(${of.tenantId}::uuid, ${of.placeId}::uuid,
    ${of.gridId}::uuid, ${of.kind}, ${of.kindVersion}::integer, ${of.category}, ${of.at}::timestamptz) as around`.execute(
    tx,
  )
  return aroundOf(rows[0]?.around ?? null, of.category)
}
