import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { toldError } from '../../kernel/running/log.ts'
import { Later, Refused } from './adapters/adapter.ts'
import type { SendingId } from './events.ts'
import { type ChannelKind, isPersonKind } from './kinds.ts'
import { type ChannelRow, type Prepared, prepare, type Taken } from './outgoing.ts'
import { giveUpMs, leaseMs, waitOf } from './timing.ts'

/** So many channels are worked on at once. */
const atOnce = 50
/** So many of one channel go out side by side; of one that failed last, one alone. */
const lanes = 8
/** Robots of groups take about twenty messages a minute. */
const paceMs: Readonly<Partial<Record<ChannelKind, number>>> = { wecom: 3100, dingtalk: 3100, feishu: 700 }
/** Nothing waits longer than a digest: what is due later was written while the machine's clock was ahead. */
const farthestMs = 26 * 3_600_000

interface DueChannel extends ChannelRow {
  readonly tenantId: TenantId
  readonly failures: number
}

type Work = Pick<Services, 'db' | 'clock' | 'secrets'>

/** Sends what is due. Each is taken in one transaction, sent outside of any, and settled in another. */
export const sendTick: Tick = {
  name: 'channels.send',
  everyMs: 1000,
  run: async (services, stopping) => {
    let more = false
    const channels = await dueChannels(services)
    // One channel that cannot be worked on keeps no other from it.
    const ends = await Promise.allSettled(
      channels.map(async (channel) => {
        if (!stopping?.aborted && (await sendSome(services, channel)) > 0) more = true
      }),
    )
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
    return more
  },
}

const dueSql = (now: Date) => sql<boolean>`((s.state in ('queued', 'failed')
    and (s.next_at <= ${now} or s.next_at > ${new Date(now.getTime() + farthestMs)}))
  or (s.state = 'sending' and s.lease_until <= ${now}))`

/** Channels that have something to send, in the order in which they are worked on. */
export async function dueChannels({ db, clock }: Pick<Work, 'db' | 'clock'>): Promise<readonly DueChannel[]> {
  const now = clock.now()
  return db.read(async (tx) => {
    // Who has waited longest comes first, a channel of each tenant in turn: one that has much to send keeps nobody waiting.
    const { rows } = await sql<DueChannel>`
      select "tenantId", id, kind, settings, secret, "linkBase", failures from (
        select c.tenant_id as "tenantId", c.id, c.kind, c.settings, c.secret_sealed as secret, c.link_base as "linkBase",
        c.failures, due.since, row_number() over (partition by c.tenant_id order by due.since, c.id) as turn
      from channels.channels c
      cross join lateral (select s.next_at as since from channels.sendings s
        where s.tenant_id = c.tenant_id and s.channel_id = c.id and s.state in ('queued', 'failed', 'sending')
          and ${dueSql(now)} order by s.next_at limit 1) due
      where c.is_on and c.ended_at is null
        and (c.try_at is null or c.try_at <= ${now} or c.try_at > ${new Date(now.getTime() + farthestMs)})
      ) waiting order by turn, since, "tenantId" limit ${atOnce}`.execute(tx)
    return rows
  })
}

/** So long a sending may take; less than its lease, so that no other worker begins it meanwhile. */
const longestSendMs = 60_000

/** The result, or an error when it does not come in time: a receiver that speaks slowly for ever holds up nobody. */
async function within<T>(milliseconds: number, sending: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no end within a minute')), milliseconds)
  })
  try {
    return await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
}

interface Leased extends Pick<Taken, 'id' | 'since' | 'tries'> {
  readonly prepared: Prepared
}

/** @returns how many of a channel were taken. */
async function sendSome(work: Work, channel: DueChannel): Promise<number> {
  const leaseId = newId<'lease'>()
  const leased = await work.db.tx((tx) => lease(tx, work, channel, leaseId))
  await Promise.all(
    leased.map(async ({ prepared, ...taken }) => {
      if (prepared.do !== 'send') return
      const { gone, end } = await within(longestSendMs, prepared.send()).then(
        (outcome) => ({
          gone: outcome.gone,
          end: outcome.reached ? null : new Refused('gone'),
        }),
        (error: unknown) => ({ gone: [] as readonly string[], end: error ?? new Error('failed') }),
      )
      await settle(work.db, { channel, ...taken, leaseId, now: work.clock.now(), end, gone })
    }),
  )
  return leased.length
}

async function lease(tx: Tx, { clock, secrets }: Work, channel: DueChannel, leaseId: string): Promise<Leased[]> {
  const now = clock.now()
  const { tenantId, failures, kind } = channel
  const most = failures > 0 || paceMs[kind] !== undefined ? 1 : lanes
  const { rows } = await sql<Taken>`
    with due as (
      select s.id, s.state from channels.sendings s
      where s.tenant_id = ${tenantId} and s.channel_id = ${channel.id} and s.state in ('queued', 'failed', 'sending')
        and ${dueSql(now)}
        and (s.stream is null or not exists (select from channels.sendings e where e.tenant_id = s.tenant_id
          and e.channel_id = s.channel_id and e.stream = s.stream and e.seq < s.seq
          and e.state in ('queued', 'failed', 'sending')))
      order by s.next_at, s.id limit ${most} for update skip locked)
    update channels.sendings s set state = 'sending', tries = s.tries + 1, lease_id = ${leaseId},
      lease_until = ${new Date(now.getTime() + leaseMs)}
    from due where s.tenant_id = ${tenantId} and s.id = due.id
    returning s.id, s.person_id as "personId", s.stream, s.seq, s.event_id as "eventId", s.since,
      s.tries`.execute(tx)
  const leased: Leased[] = []
  for (const taken of rows) {
    const prepared = await prepare(tx, { tenantId, secrets, now }, channel, taken)
    if (prepared.do !== 'send') await putAside(tx, tenantId, taken.id, prepared, now)
    leased.push({ id: taken.id, since: taken.since, tries: taken.tries, prepared })
  }
  return leased
}

/** Not sent after all: it waits for the end of quiet hours, or is dropped. */
async function putAside(
  tx: Tx,
  tenantId: TenantId,
  id: SendingId,
  prepared: Exclude<Prepared, { do: 'send' }>,
  now: Date,
): Promise<void> {
  const held = prepared.do === 'hold'
  await sql`update channels.sendings set lease_id = null, lease_until = null, tries = tries - 1,
      state = ${held ? 'queued' : 'dropped'}, join_key = null, next_at = ${held ? prepared.until : now},
      since = case when ${held} then ${held ? prepared.until : now} else since end,
      settled_at = ${held ? null : now}, last_error = ${held ? null : prepared.why}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

interface Ended extends Pick<Taken, 'id' | 'since' | 'tries'> {
  readonly channel: DueChannel
  readonly leaseId: string
  readonly now: Date
  /** What was thrown; null: it went out. */
  readonly end: unknown
  readonly gone: readonly string[]
}

/** Writes what came of one. A lease that ran out meanwhile is another worker's: that one writes. */
async function settle(db: Db, { channel, id, leaseId, since, tries, now, end, gone }: Ended): Promise<void> {
  const { tenantId, kind } = channel
  const failed = end !== null
  const final = end instanceof Refused
  const tooOld = now.getTime() - since.getTime() >= giveUpMs[isPersonKind(kind) ? 'person' : 'receiver']
  const state = failed ? (final || tooOld ? 'given_up' : 'failed') : 'sent'
  const said = failed ? wordsOf(end) : null
  await db.tx(async (tx) => {
    if (gone.length > 0)
      await sql`delete from channels.browsers where tenant_id = ${tenantId} and id = any(${[...gone]}::uuid[])`.execute(
        tx,
      )
    // Refused, or not taken now: that one message waits or ends, and the channel goes on.
    const ofOne = final || end instanceof Later
    const failures = failed && !ofOne ? await countFailure(tx, channel, said, now) : tries
    if (!failed) await noteWorked(tx, channel, now)
    await sql`update channels.sendings set state = ${state}, lease_id = null, lease_until = null, last_error = ${said},
        next_at = ${new Date(now.getTime() + waitOf(Math.max(1, failures)))},
        settled_at = ${state === 'failed' ? null : now}
      where tenant_id = ${tenantId} and id = ${id} and lease_id = ${leaseId}`.execute(tx)
  })
}

/** The whole channel waits, longer each time; of several that failed side by side the first counts. @returns failures in a row. */
async function countFailure(tx: Tx, { tenantId, id }: DueChannel, said: string | null, now: Date): Promise<number> {
  const { rows } = await sql<{ failures: number; counted: boolean }>`select failures,
      try_at is not null and try_at > ${now} and failures > 0 as counted
    from channels.channels where tenant_id = ${tenantId} and id = ${id} for no key update`.execute(tx)
  const [row] = rows
  if (!row || row.counted) return row?.failures ?? 1
  const failures = row.failures + 1
  await sql`update channels.channels set failures = ${failures}, last_error = ${said},
      try_at = ${new Date(now.getTime() + waitOf(failures))}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  return failures
}

async function noteWorked(tx: Tx, { tenantId, id, kind }: DueChannel, now: Date): Promise<void> {
  const pace = paceMs[kind]
  await sql`update channels.channels set failures = 0, last_error = null, worked_at = ${now},
      try_at = ${pace === undefined ? null : new Date(now.getTime() + pace)}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

/** Short, and nothing of what was sent: the adapters say a status, Node a code. */
function wordsOf(error: unknown): string {
  if (error instanceof Error && !('code' in error)) return error.message.slice(0, 200)
  const { code, message, type } = toldError(error)
  return String(code ?? message ?? type).slice(0, 200)
}
