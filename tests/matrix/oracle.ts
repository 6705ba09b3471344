import { type Db, sql } from '../../kernel/db.ts'
import type { MatterRecord } from '../../modules/matters/tables.ts'

// Who may see what, told a second time: in plain loops over all rows of the town, without a word of the program's own SQL.

interface Place {
  id: string
  parent_id: string | null
}
interface Post {
  id: string
  role: string
  place_id: string
  grid_id: string | null
  reports_to: string | null
}
interface Tenure {
  id: string
  post_id: string
  person_id: string
  from_at: Date
  to_at: Date | null
}
interface Absence {
  tenure_id: string
  stand_in_id: string | null
  from_at: Date
  to_at: Date
  cancelled_at: Date | null
}
interface RallyMember {
  matter_id: string
  post_id: string
  answered_at: Date | null
  ended_at: Date | null
}

/** Everything that there is, as rows. */
export interface Register {
  readonly matters: readonly MatterRecord[]
  readonly places: readonly Place[]
  readonly posts: readonly Post[]
  readonly tenures: readonly Tenure[]
  readonly absences: readonly Absence[]
  readonly rallied: readonly RallyMember[]
  readonly followers: readonly { matter_id: string; person_id: string }[]
}

export async function readRegister(db: Db, tenantId: string): Promise<Register> {
  const rows = <Row>(table: string) =>
    db.read(async (tx) => {
      const { rows } = await sql<Row>`select t.* from ${sql.table(table)} t where t.tenant_id = ${tenantId}`.execute(tx)
      return rows
    })
  const rallies = await rows<{ id: string; ended_at: Date | null }>('matters.rallies')
  const members = await rows<RallyMember & { rally_id: string }>('matters.rally_members')
  return {
    matters: await rows<MatterRecord>('matters.matters'),
    places: await rows<Place>('places.places'),
    posts: await rows<Post>('people.posts_view'),
    tenures: await rows<Tenure>('people.tenures'),
    absences: await rows<Absence>('people.absences'),
    rallied: members.map((one) => ({
      ...one,
      ended_at: rallies.find((rally) => rally.id === one.rally_id)?.ended_at ?? null,
    })),
    followers: await rows('matters.followers'),
  }
}

/** Who mans a post by itself: its holder, or the stand-in of an absent one. */
function manning(register: Register, postId: string, at: Date): string | null {
  const tenure = register.tenures.find(
    (one) => one.post_id === postId && one.from_at <= at && (one.to_at === null || one.to_at > at),
  )
  if (!tenure) return null
  const away = register.absences.find(
    (one) => one.tenure_id === tenure.id && one.cancelled_at === null && one.from_at <= at && one.to_at > at,
  )
  return away ? away.stand_in_id : tenure.person_id
}

/** Who acts for a post: who mans it, else who acts for the one above. */
export function actsFor(register: Register, post: Post, at: Date): string | null {
  const person = manning(register, post.id, at)
  if (person !== null) return person
  const above = register.posts.find((one) => one.id === post.reports_to)
  return above ? actsFor(register, above, at) : null
}

export const postsOf = (register: Register, personId: string, at: Date): Post[] =>
  register.posts.filter((post) => actsFor(register, post, at) === personId)

function isInside(register: Register, placeId: string, areaId: string): boolean {
  if (placeId === areaId) return true
  const parent = register.places.find((place) => place.id === placeId)?.parent_id
  return parent ? isInside(register, parent, areaId) : false
}

const seesArea = ['center_household', 'building_lead', 'compound_secretary', 'community', 'street', 'supervisor']

/** Whether a matter is part of somebody's work: what lists, counts, maps, exports and the board may show. */
export function isWorkOf(register: Register, posts: readonly Post[], matter: MatterRecord): boolean {
  return posts.some((post) => {
    if (post.role === 'administrator') return false
    if (matter.touched_posts.some((touched) => touched === post.id)) return true
    if (post.role === 'grid_worker') return post.grid_id !== null && matter.grid_id === post.grid_id
    return seesArea.includes(post.role) && isInside(register, matter.place_id, post.place_id)
  })
}

/** Whether somebody may open a matter: it is their work, they reported it, or they follow it. */
export function mayOpen(register: Register, personId: string, at: Date, matter: MatterRecord): boolean {
  return (
    matter.reporter_id === personId ||
    register.followers.some((one) => one.matter_id === matter.id && one.person_id === personId) ||
    isWorkOf(register, postsOf(register, personId, at), matter)
  )
}

export const isInPlace = isInside
