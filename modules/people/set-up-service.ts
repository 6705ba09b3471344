import { createHash, randomBytes } from 'node:crypto'
import type { EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { addTenant, tenantIdOfCode } from '../../kernel/tenants.ts'
import { addLevel, addPlaces, defaultLevels } from '../places/public.ts'
import type { setUp as setUpEndpoint } from './contract.ts'
import { defaultPostKinds } from './defaults.ts'
import { personStream, type TenantSetUp, tenantSetUp } from './events.ts'
import { hashPassword, refuseWeak } from './passwords.ts'
import { addAccounts, addPersons, addPostKinds, addPosts, addTenures } from './register-store.ts'
import { keepSafety, strictSafety } from './safety.ts'

/** Without I, O, 0 and 1, which are misread from a screen. */
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

const codeHash = (code: string): Buffer =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest()

/** Whether nobody administers anything on this server yet. */
export async function setUpIsOpen(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select people.set_up_is_open() as open`.execute(tx)
  return rows[0]?.open ?? false
}

/**
 * To be called when a server starts: while nobody administers, makes a new set-up code for the operator (printed on the
 * console, kept as a hash, good until the next start). @returns the code as `ABCD-EFGH-JKLM-NPQR`, or null: nothing to set up.
 */
export async function openSetUp(db: Db, clock: Clock): Promise<string | null> {
  return db.tx(async (tx) => {
    if (!(await setUpIsOpen(tx))) return null
    const letters = [...randomBytes(16)].map((byte) => signs[byte % signs.length]).join('')
    await sql`insert into people.set_up_code (code_hash, made_at) values (${codeHash(letters)}, ${clock.now()})
      on conflict (single) do update set code_hash = excluded.code_hash, made_at = excluded.made_at`.execute(tx)
    return letters.match(/.{4}/g)?.join('-') ?? letters
  })
}

/** Makes the tenant (unless its code is known), its root place and its first administrator; uses the code up. */
export async function setUp(
  services: { readonly db: Db; readonly clock: Clock; readonly secrets: Secrets },
  via: EventActor['via'],
  order: BodyOf<typeof setUpEndpoint>,
): Promise<void> {
  await refuseWeak(order.password, order.login, 'password')
  const passwordHash = await hashPassword(order.password)
  const at = services.clock.now()
  const known = await services.db.read((tx) => tenantIdOfCode(tx, order.tenantCode))
  const tenantId = known ?? newId<'tenant'>()
  // Nobody is signed in: this is the one request that says itself whose rows it writes, by the code of the console.
  await services.db.of(tenantId).tx(async (tx) => {
    await takeSetUpCode(tx, order.setUpCode)
    if (!known) await addTenant(tx, newTenant(tenantId, order), at)
    const rootId = await ensureRoot(tx, tenantId, order, at)
    const { personId, postId } = await addAdministrator(tx, services.secrets, tenantId, rootId, order, passwordHash, at)
    const payload: TenantSetUp = { personId, postId }
    const actor = { personId, postId, via }
    await record(tx, { tenantId, stream: personStream(personId), type: tenantSetUp, at, actor, payload })
    if (!known) await keepSafety(tx, { tenantId, personId, by: actor, at }, strictSafety)
  })
}

async function takeSetUpCode(tx: Tx, code: string): Promise<void> {
  const { rows } = await sql`delete from people.set_up_code where code_hash = ${codeHash(code)} returning 1`.execute(tx)
  if (rows.length === 1 && (await setUpIsOpen(tx))) return
  const words = {
    zh: '设置码不对，或者已经设置过。设置码在服务器启动时打印出来',
    en: 'The set-up code is wrong or used. The server prints it when it starts',
  }
  fail('refused', 'people.wrong_set_up_code', words, [{ path: 'setUpCode', words }])
}

type Order = BodyOf<typeof setUpEndpoint>

const newTenant = (id: TenantId, { tenantCode, tenantName }: Order) => ({
  id,
  code: tenantCode,
  name: { zh: tenantName, en: tenantName },
})

/** Division codes (GB/T 10114): six digits a district, nine a street, twelve a community. */
const rootLevel = (code: string): string => (code.length <= 6 ? 'district' : code.length <= 9 ? 'street' : 'community')

async function ensureRoot(tx: Tx, tenantId: TenantId, { tenantCode, tenantName }: Order, at: Date): Promise<PlaceId> {
  const { rows } = await sql<{ id: PlaceId }>`select id from places.places_view
    where tenant_id = ${tenantId} and parent_id is null and ended_at is null order by path limit 1`.execute(tx)
  if (rows[0]) return rows[0].id
  for (const level of defaultLevels) await addLevel(tx, tenantId, level)
  const root = { parentId: null, level: rootLevel(tenantCode), code: tenantCode, name: tenantName, nameEn: tenantName }
  const [id] = await addPlaces(tx, tenantId, [root], at)
  if (!id) throw new Error('the root place was not made')
  return id
}

async function addAdministrator(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  placeId: PlaceId,
  { name, login }: Order,
  passwordHash: string,
  at: Date,
): Promise<{ personId: PersonId; postId: PostId }> {
  const [personId] = await addPersons(tx, secrets, tenantId, [{ name }], at)
  if (!personId) throw new Error('the administrator was not made')
  await addAccounts(tx, tenantId, [{ personId, login, passwordHash }], at)
  const kinds = await sql<{ code: string; role: string }>`
    select code, role from people.post_kinds where tenant_id = ${tenantId}`.execute(tx)
  if (kinds.rows.length === 0) await addPostKinds(tx, tenantId, defaultPostKinds)
  const kind = kinds.rows.find((row) => row.role === 'administrator')?.code ?? 'administrator'
  const post = { kind, placeId, reportsTo: null, name: '系统管理员', nameEn: 'Administrator' }
  const [postId] = await addPosts(tx, tenantId, [post], at)
  if (!postId) throw new Error('the post was not made')
  await addTenures(tx, tenantId, [{ postId, personId, fromAt: at, why: '首次启动' }])
  return { personId, postId }
}
