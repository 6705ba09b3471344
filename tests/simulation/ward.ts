import { type District, fillDistrict, type Official } from '../../bench/district.ts'
import type { GridId, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql } from '../../kernel/db.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { openSecrets, type Secrets } from '../../kernel/secrets.ts'
import { addAccounts, addPersons, startSession } from '../../modules/people/public.ts'
import { type Asked, reportsADay } from './course.ts'

/** What a client was told of a matter that it reported. */
export interface Acknowledged {
  readonly id: MatterId
  readonly number: string
  readonly key: string
  readonly receiptCode: string
  /** Signed in; null: known by the receipt code alone. */
  readonly reporterId: PersonId | null
}

/** A district of the city, with what its people know. */
export interface Ward {
  readonly tenantId: TenantId
  readonly host: string
  readonly district: District
  /** Residents with an account, by their homes. */
  readonly neighbours: readonly { readonly personId: PersonId; readonly placeId: PlaceId }[]
  readonly workers: ReadonlyMap<GridId, Official>
  readonly departments: readonly PostId[]
  readonly reported: Acknowledged[]
  readonly byId: Map<MatterId, Acknowledged>
  /** Reporters who will look whether it was solved, and when. */
  readonly toAnswer: { at: number; id: MatterId }[]
}

const gridsPerCommunity = 5
const communitiesPerStreet = 5
/** Of 20 buildings a grid. */
const buildings = { compoundsPerGrid: 4, buildingsPerCompound: 5 }
const mostNeighbours = 400

/** Fills the districts of a city, each a tenant, and signs nobody in yet. */
export async function fillCity(db: Db, key: Buffer, asked: Asked, told: (line: string) => void): Promise<Ward[]> {
  const secrets = openSecrets(key)
  const wards: Ward[] = []
  for (let n = 0; n < asked.districts; n++) {
    wards.push(await fillWard(db, secrets, asked, n))
    if (n % 5 === 4) told(`${n + 1} districts filled`)
  }
  await db.read((tx) => sql`analyze`.execute(tx))
  return wards
}

async function fillWard(db: Db, secrets: Secrets, asked: Asked, n: number): Promise<Ward> {
  const since = new Date(asked.from.getTime() - 30 * 86_400_000)
  const communities = Math.max(1, Math.round(asked.grids / asked.districts / gridsPerCommunity))
  const streets = Math.max(1, Math.round(communities / communitiesPerStreet))
  const host = `d${n + 1}.example.org`
  const shape = {
    ...buildings,
    ...{ code: String(530_101 + n), hosts: [host], streets, gridsPerCommunity, leads: false },
    communitiesPerStreet: Math.ceil(communities / streets),
  }
  return db.tx(async (tx) => {
    const district = await fillDistrict(tx, secrets, since, shape)
    const { tenantId } = district
    const count = Math.min(mostNeighbours, Math.ceil(reportsADay(asked.residents) / asked.districts) + 5)
    const homes = Array.from({ length: count }, (_, at) => ({
      name: `邻居${at + 1}`,
      phone: `1200${String(1_000_000 + at)}`,
      homePlaceId: district.buildings[(at * 37) % district.buildings.length]?.placeId ?? null,
    }))
    const persons = await addPersons(tx, secrets, tenantId, homes, since)
    await addAccounts(
      tx,
      tenantId,
      persons.map((personId, at) => ({ personId, login: `n${at + 1}` })),
      since,
    )
    return {
      ...{ tenantId, host, district, reported: [], byId: new Map(), toAnswer: [] },
      neighbours: persons.flatMap((personId, at) => {
        const placeId = homes[at]?.homePlaceId
        return placeId ? [{ personId, placeId }] : []
      }),
      workers: new Map(district.officials.flatMap((one) => (one.gridId ? [[one.gridId, one] as const] : []))),
      departments: district.officials
        .filter(({ kind }) => ['water', 'power', 'gas'].includes(kind))
        .map(({ postId }) => postId),
    }
  })
}

/** A session may lie idle for twelve hours. */
const renewAfterMs = 11 * 3_600_000

/** Cookies of those who come; who has not been there for long signs in anew. */
export class Visitors {
  readonly #db: Db
  readonly #known = new Map<PersonId, { cookie: string; at: number }>()
  now: Date
  signIns = 0

  constructor(db: Db, now: Date) {
    this.#db = db
    this.now = now
  }

  async cookieOf(tenantId: TenantId, personId: PersonId): Promise<string> {
    const known = this.#known.get(personId)
    const at = this.now.getTime()
    if (known && at - known.at < renewAfterMs) {
      known.at = at
      return known.cookie
    }
    const session = { tenantId, personId, ip: '127.0.0.1', userAgent: 'simulation' }
    const { token } = await this.#db.tx((tx) => startSession(tx, session, this.now))
    const cookie = `${sessionCookie}=${token}`
    this.#known.set(personId, { cookie, at })
    this.signIns++
    return cookie
  }
}
