import {
  type GridId,
  newId,
  type PersonId,
  type PlaceId,
  type PostId,
  type TenantId,
} from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { normalLogin } from './logins.ts'
import { hashPassword } from './passwords.ts'
import { lockPhones, normalPhone, personsByLookups, phoneLookup, phoneLookups } from './phones.ts'
import { mine, type TenureId } from './tables.ts'

// Fills the register in bulk: first load of a tenant, the demo, tests. Writes rows, no events: these are the beginning, not a change.

export interface NewPerson {
  readonly id?: PersonId
  readonly name: string
  readonly phone?: string | null
  readonly homePlaceId?: PlaceId | null
}

/** `passwordHash` from `hashPassword` (one for many accounts, where that is wanted) or a plain `password`; neither: one-time codes only. */
export interface NewAccount {
  readonly personId: PersonId
  readonly login: string
  readonly passwordHash?: string
  readonly password?: string
  readonly mustChange?: boolean
}

export interface NewPostKind {
  readonly code: string
  readonly role: Role
  readonly name: Words
  /** Step of the chain of responsibility from the household upward; null beside the chain. */
  readonly chainStep: number | null
  readonly duties?: readonly Words[]
}

export interface NewPost {
  readonly id?: PostId
  readonly kind: string
  readonly placeId: PlaceId
  readonly gridId?: GridId | null
  /** Null at the top of a chain; such a post must get its holder in the same transaction. */
  readonly reportsTo: PostId | null
  readonly name: string
  readonly nameEn: string
  readonly officePhone?: string | null
}

export interface NewTenure {
  readonly postId: PostId
  readonly personId: PersonId
  readonly fromAt: Date
  readonly toAt?: Date | null
  readonly why?: string
}

export interface NewAbsence {
  readonly postId: PostId
  readonly standInId?: PersonId | null
  readonly fromAt: Date
  readonly toAt: Date
  readonly why?: string
}

const chunkSize = 1000

async function inChunks<T>(rows: readonly T[], insert: (chunk: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += chunkSize) await insert(rows.slice(from, from + chunkSize))
}

/** Adds persons; phones are sealed and found again by keyed hash. @returns the ids, in the order given. */
export async function addPersons(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  persons: readonly NewPerson[],
  at: Date,
): Promise<PersonId[]> {
  await refuseDoubled(tx, secrets, tenantId, persons)
  const rows = persons.map((person) => {
    const phone = person.phone ? normalPhone(person.phone) : null
    return {
      tenant_id: tenantId,
      id: person.id ?? newId<'person'>(),
      name: person.name,
      phone_sealed: phone ? secrets.seal(phone) : null,
      phone_lookup: phone ? phoneLookup(secrets, phone) : null,
      home_place_id: person.homePlaceId ?? null,
      created_at: at,
    }
  })
  await inChunks(rows, (chunk) => mine(tx).insertInto('people.persons').values(chunk).execute())
  return rows.map((row) => row.id)
}

/** While the key is changed the database sees two hashes of a phone as two phones: who is there under the other one is refused. */
async function refuseDoubled(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  persons: readonly NewPerson[],
): Promise<void> {
  const phones = persons.flatMap(({ phone }) => (phone ? [phoneLookups(secrets, phone)] : []))
  if (!phones.some((lookups) => lookups.length > 1)) return
  await lockPhones(tx, tenantId, phones)
  const known = await personsByLookups(tx, tenantId, phones.flat())
  if (known.length > 0) throw new Error('duplicate key: a person with this phone is there already')
}

export async function addAccounts(
  tx: Tx,
  tenantId: TenantId,
  accounts: readonly NewAccount[],
  at: Date,
): Promise<void> {
  const rows = []
  for (const account of accounts) {
    rows.push({
      tenant_id: tenantId,
      person_id: account.personId,
      login: normalLogin(account.login),
      password_hash: account.passwordHash ?? (account.password ? await hashPassword(account.password) : null),
      must_change: account.mustChange ?? false,
      totp_sealed: null,
      totp_confirmed_at: null,
      totp_last_step: null,
      disabled_at: null,
      created_at: at,
    })
  }
  await inChunks(rows, (chunk) => mine(tx).insertInto('people.accounts').values(chunk).execute())
}

export async function addPostKinds(tx: Tx, tenantId: TenantId, kinds: readonly NewPostKind[]): Promise<void> {
  const rows = kinds.map((kind) => ({
    tenant_id: tenantId,
    code: kind.code,
    role: kind.role,
    name: JSON.stringify(kind.name),
    chain_step: kind.chainStep,
    duties: JSON.stringify(kind.duties ?? []),
  }))
  await inChunks(rows, (chunk) => mine(tx).insertInto('people.post_kinds').values(chunk).execute())
}

/** Adds posts; those that others report to must exist or stand earlier in the list. @returns the ids, in the order given. */
export async function addPosts(tx: Tx, tenantId: TenantId, posts: readonly NewPost[], at: Date): Promise<PostId[]> {
  const rows = posts.map((post) => ({
    tenant_id: tenantId,
    id: post.id ?? newId<'post'>(),
    kind_code: post.kind,
    place_id: post.placeId,
    grid_id: post.gridId ?? null,
    reports_to: post.reportsTo,
    name: post.name,
    name_en: post.nameEn,
    office_phone: post.officePhone ?? null,
    created_at: at,
    abolished_at: null,
  }))
  await inChunks(rows, (chunk) => mine(tx).insertInto('people.posts').values(chunk).execute())
  return rows.map((row) => row.id)
}

/** Places that posts serve beside their own. */
export async function addPostPlaces(
  tx: Tx,
  tenantId: TenantId,
  pairs: readonly { readonly postId: PostId; readonly placeId: PlaceId }[],
): Promise<void> {
  const rows = pairs.map(({ postId, placeId }) => ({ tenant_id: tenantId, post_id: postId, place_id: placeId }))
  await inChunks(rows, (chunk) => mine(tx).insertInto('people.post_places').values(chunk).execute())
}

/** @returns the ids, in the order given. */
export async function addTenures(tx: Tx, tenantId: TenantId, tenures: readonly NewTenure[]): Promise<TenureId[]> {
  const rows = tenures.map((tenure) => ({
    tenant_id: tenantId,
    id: newId<'tenure'>(),
    post_id: tenure.postId,
    person_id: tenure.personId,
    from_at: tenure.fromAt,
    to_at: tenure.toAt ?? null,
    why: tenure.why ?? '初始任职',
    ended_why: tenure.toAt ? '离任' : null,
  }))
  await inChunks(rows, (chunk) => mine(tx).insertInto('people.tenures').values(chunk).execute())
  return rows.map((row) => row.id)
}

/** Adds absences of whoever held the post when they began; one of an empty post is left out, for nobody was away. Nobody is told: they are history. */
export async function addAbsences(tx: Tx, tenantId: TenantId, absences: readonly NewAbsence[]): Promise<void> {
  for (const absence of absences) {
    const { postId, standInId = null, fromAt, toAt, why = '请假' } = absence
    await sql`insert into people.absences (tenant_id, id, post_id, tenure_id, stand_in_id, from_at, to_at, why)
      select tenant_id, ${newId()}, post_id, id, ${standInId}::uuid, ${fromAt}, ${toAt}, ${why} from people.tenures
      where tenant_id = ${tenantId} and post_id = ${postId} and from_at <= ${fromAt}
        and (to_at is null or to_at > ${fromAt})`.execute(tx)
  }
}
