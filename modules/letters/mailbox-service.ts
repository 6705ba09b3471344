import type { EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { categoriesOf, kindsInForce } from '../matters/public.ts'
import { placeOf } from '../places/public.ts'
import type { MailboxView } from './contract.ts'
import { letterEvents, type MailboxEvent, type MailboxId, mailboxStream } from './events.ts'
import type { MailServer } from './imap.ts'

/** In whose name a mailbox is kept. */
export interface Keeping {
  readonly tenantId: TenantId
  readonly secrets: Secrets
  readonly by: EventActor & { readonly personId: PersonId }
  readonly at: Date
}

/** What an administrator says of a mailbox. */
export interface Asked extends Omit<MailServer, 'password'> {
  readonly name: string
  readonly address: string
  readonly placeId: PlaceId
  readonly kind: string
  readonly category: string
  readonly password?: string | undefined
}

const mostMailboxes = 20

const tell = (
  tx: Tx,
  { tenantId, by, at }: Keeping,
  type: keyof typeof letterEvents,
  payload: MailboxEvent,
): Promise<number> =>
  record(tx, { tenantId, stream: mailboxStream(payload.mailboxId), type: letterEvents[type], at, actor: by, payload })

const setOf = ({ placeId, kind, category }: Asked) => ({ place_id: placeId, kind, category })

const wrong = (path: string, zh: string, en: string): never =>
  fail('invalid', 'letters.bad_settings', { zh: '邮箱的设置不对', en: 'The settings of the mailbox are not right' }, [
    { path, words: { zh, en } },
  ])

/** What becomes of letters has to be possible: a place that is there, a kind that can be reported without a form of a firm. */
async function checkAsked(tx: Tx, { tenantId, at }: Keeping, { placeId, kind, category, name }: Asked): Promise<void> {
  if (name.trim().length < 2) wrong('name', '至少 2 个字', 'at least 2 characters')
  const place = (await placeOf(tx, tenantId, placeId)) ?? notFound()
  if (place.ended) notFound()
  const found = (await kindsInForce(tx, tenantId, at)).find(({ code }) => code === kind)
  if (!found || found.ended || found.subject !== null || found.systems === false)
    return wrong('kind', '请选在用的、不针对企业的事项类型', 'Choose a kind in force that is not about a firm')
  const known =
    category === '' || (await categoriesOf(tx, tenantId, found.categoryTree)).some(({ code }) => code === category)
  if (!known) wrong('category', '没有这个类别', 'There is no such category')
}

/** Connects a mailbox; letters that come from now on are read. */
export async function makeMailbox(tx: Tx, keeping: Keeping, asked: Asked & { password: string }): Promise<MailboxId> {
  const { tenantId, secrets, by, at } = keeping
  await checkAsked(tx, keeping, asked)
  const { rows } = await sql<{ n: number; taken: boolean }>`select count(*)::int as n,
      coalesce(bool_or(lower(address) = ${asked.address.toLowerCase()}), false) as taken
    from letters.mailboxes where tenant_id = ${tenantId} and ended_at is null`.execute(tx)
  if (rows[0]?.taken) wrong('address', '这个邮箱已经接入', 'This mailbox is connected already')
  if ((rows[0]?.n ?? 0) >= mostMailboxes)
    fail('refused', 'letters.too_many_mailboxes', {
      zh: `最多接入 ${mostMailboxes} 个邮箱，请先停用不用的`,
      en: `There may be ${mostMailboxes} mailboxes. End one that is not used`,
    })
  const id: MailboxId = newId()
  // Clocks of servers are not ours: a minute more is read.
  const from = new Date(at.getTime() - 60_000)
  await sql`insert into letters.mailboxes (tenant_id, id, name, address, host, port, security, user_name, password_sealed,
      folder, place_id, kind, category, made_at, made_by, from_at, next_at)
    values (${tenantId}, ${id}, ${asked.name.trim()}, ${asked.address}, ${asked.host}, ${asked.port}, ${asked.security},
      ${asked.user}, ${secrets.seal(asked.password)}, ${asked.folder}, ${asked.placeId}, ${asked.kind}, ${asked.category},
      ${at}, ${by.personId}, ${from}, ${at})`.execute(tx)
  await tell(tx, keeping, 'made', { mailboxId: id, set: setOf(asked) })
  return id
}

interface Locked {
  readonly paused: boolean
  readonly host: string
  readonly user: string
  readonly folder: string
}

async function lockMailbox(tx: Tx, { tenantId }: Keeping, id: MailboxId): Promise<Locked> {
  const { rows } = await sql<Locked>`select paused_at is not null as paused, host, user_name as "user", folder
    from letters.mailboxes where tenant_id = ${tenantId} and id = ${id} and ended_at is null for update`.execute(tx)
  return rows[0] ?? notFound()
}

/** The password goes to no other server than it was given for. Another mailbox is read from now on, not from its beginning. */
export async function changeMailbox(tx: Tx, keeping: Keeping, id: MailboxId, asked: Asked): Promise<void> {
  const { tenantId, secrets, at } = keeping
  const before = await lockMailbox(tx, keeping, id)
  await checkAsked(tx, keeping, asked)
  const moved = before.host !== asked.host || before.user !== asked.user
  if (moved && !asked.password)
    wrong('password', '换了服务器或用户名，请重新填写密码', 'Another server or user needs its password')
  const other = moved || before.folder !== asked.folder
  await sql`update letters.mailboxes set name = ${asked.name.trim()}, address = ${asked.address}, host = ${asked.host},
      port = ${asked.port}, security = ${asked.security}, user_name = ${asked.user}, folder = ${asked.folder},
      place_id = ${asked.placeId}, kind = ${asked.kind}, category = ${asked.category}, failures = 0, fault = null, next_at = ${at},
      uid_validity = case when ${other} then null else uid_validity end,
      last_uid = case when ${other} then 0 else last_uid end,
      from_at = case when ${other} then ${new Date(at.getTime() - 60_000)}::timestamptz else from_at end
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  if (asked.password)
    await sql`update letters.mailboxes set password_sealed = ${secrets.seal(asked.password)}
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  await tell(tx, keeping, 'changed', { mailboxId: id, set: setOf(asked) })
}

/** Reads no more of it, or goes on where it was left. */
export async function pauseMailbox(tx: Tx, keeping: Keeping, id: MailboxId, paused: boolean): Promise<void> {
  const before = await lockMailbox(tx, keeping, id)
  if (before.paused === paused) return
  await sql`update letters.mailboxes set paused_at = ${paused ? keeping.at : null}, next_at = ${keeping.at}, failures = 0,
      fault = null
    where tenant_id = ${keeping.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, keeping, paused ? 'paused' : 'resumed', { mailboxId: id })
}

/** For good; its password is erased. What waits can still be filed. */
export async function endMailbox(tx: Tx, keeping: Keeping, id: MailboxId): Promise<void> {
  await lockMailbox(tx, keeping, id)
  await sql`update letters.mailboxes set ended_at = ${keeping.at}, password_sealed = null, fault = null
    where tenant_id = ${keeping.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, keeping, 'ended', { mailboxId: id })
}

/** The password of a mailbox, for the server and user that it was given for; 404 else. */
export async function keptPassword(
  tx: Tx,
  { tenantId, secrets }: Pick<Keeping, 'tenantId' | 'secrets'>,
  id: MailboxId,
  { host, user }: Pick<MailServer, 'host' | 'user'>,
): Promise<string> {
  const { rows } = await sql<{ sealed: Buffer }>`select password_sealed as sealed from letters.mailboxes
    where tenant_id = ${tenantId} and id = ${id} and ended_at is null and host = ${host} and user_name = ${user}`.execute(
    tx,
  )
  const [row] = rows
  return row ? secrets.open(row.sealed) : notFound()
}

interface MailboxRow extends Omit<MailboxView, 'place' | 'madeAt' | 'pausedAt' | 'endedAt' | 'checkedAt'> {
  readonly placeId: PlaceId
  readonly placeName: string
  readonly placeNameEn: string
  readonly madeAt: Date
  readonly pausedAt: Date | null
  readonly endedAt: Date | null
  readonly checkedAt: Date | null
}

/** Mailboxes, those that are read first. Nothing sealed. */
export async function mailboxesOf(tx: Tx, tenantId: TenantId, now: Date): Promise<MailboxView[]> {
  const since = new Date(now.getTime() - 30 * 86_400_000)
  const { rows } = await sql<MailboxRow>`
    select m.id, m.name, m.address, m.host, m.port, m.security, m.user_name as "user", m.folder, m.kind, m.category,
      m.made_at as "madeAt", n.name as "madeBy", m.paused_at as "pausedAt", m.ended_at as "endedAt",
      m.checked_at as "checkedAt", m.fault, p.id as "placeId", p.name as "placeName", p.name_en as "placeNameEn",
      c.filed, c.added, c.ignored
    from letters.mailboxes m join people.persons_view n on n.tenant_id = m.tenant_id and n.id = m.made_by
    join places.places_view p on p.tenant_id = m.tenant_id and p.id = m.place_id
    cross join lateral (select count(*) filter (where l.state = 'filed')::int as filed,
        count(*) filter (where l.state = 'added')::int as added, count(*) filter (where l.state = 'ignored')::int as ignored
      from letters.letters l where l.tenant_id = m.tenant_id and l.mailbox_id = m.id and l.at > ${since}) c
    where m.tenant_id = ${tenantId} order by m.ended_at desc nulls first, m.made_at desc limit 100`.execute(tx)
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return rows.map(({ placeId, placeName, placeNameEn, ...row }) => ({
    ...row,
    place: { id: placeId, name: placeName, nameEn: placeNameEn },
    madeAt: row.madeAt.toISOString(),
    pausedAt: iso(row.pausedAt),
    endedAt: iso(row.endedAt),
    checkedAt: iso(row.checkedAt),
  }))
}

/** What mailboxes are called, for timelines. */
export async function mailboxNames<Named extends string>(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly Named[],
): Promise<ReadonlyMap<Named, string>> {
  const { rows } = await sql<{ id: Named; name: string }>`select id, name from letters.mailboxes
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
