import { newId, type PlaceId, type TenantId } from '../kernel/contract/ids.ts'
import type { Db } from '../kernel/db.ts'
import type { Secrets } from '../kernel/secrets.ts'
import { titleOf } from '../kernel/text/draft.ts'
import { bigrams, normalise } from '../kernel/text/normalise.ts'
import { type NewReport, prepareReport } from '../modules/matters/report.ts'
import { type Around, type AroundJson, aroundOf, uncategorised } from '../modules/matters/surroundings.ts'
import type { District } from './district.ts'
import { sayingOf } from './words.ts'

const dayMs = 86_400_000
const batch = 1000
/** Two of three that are younger than this are open, and one in eleven of those that are younger than two months. */
const youngDays = 8
const kinds = ['demand', 'hotline', 'demand', 'patrol', 'demand'] as const

type Written = ReturnType<typeof prepareReport>
type Columns = Record<string, unknown>

/**
 * Fills the district with a year of matters. What the rules decide comes from the same code as a report, once for each
 * building and category; the rows of each batch are written by one statement a table, with the event that tells them.
 * Closed ones are written as closed at once; the steps between are left out.
 * @param openAs as many stay open as among so many
 */
export async function fillMatters(
  { db, secrets }: { db: Db; secrets: Secrets },
  district: District,
  { count, openAs = count }: { count: number; openAs?: number | undefined },
  now: Date,
): Promise<void> {
  const mayBeOpen = openOf(count, openAs)
  const models = modelFinder({ db, secrets }, district.tenantId, now)
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < count; from += batch) {
    const rows = []
    for (let n = from; n < Math.min(from + batch, count); n++) {
      const building = district.buildings[n % district.buildings.length]
      if (!building) throw new Error('the district has no buildings')
      const { category, body } = sayingOf(n)
      const kind = kinds[Math.floor(n / district.buildings.length) % kinds.length] ?? 'demand'
      // In the order in which a year reports them: what is young stands together on disk, as in life.
      const age = 365 * (1 - (n + 0.5) / count)
      const open = mayBeOpen(n) && staysOpen(n, age)
      rows.push(matterOf(await models({ placeId: building.placeId, category, kind }), n, { body, now, age, open }))
    }
    // The next batch is put together while this one is written.
    const text = JSON.stringify(rows)
    await writing
    writing = db.statement('bench.fill', writeSql, [text])
  }
  await writing
  await db.statement('bench.numbers', `select setval('matters.number_seq', $1)`, [count])
}

/** What `matters.report` would write one by one; the first event of a stream is linked to nothing. */
const writeSql = `
  with p as materialized (select value as p from jsonb_array_elements($1::jsonb)),
  m as (insert into matters.matters select r.* from p, jsonb_populate_record(null::matters.matters, p -> 'matter') r),
  held as (insert into matters.holdings (tenant_id, id, matter_id, post_id, from_at, why)
    select r.tenant_id, (p -> 'holding' ->> 'id')::uuid, r.id, r.holder_post_id, r.reported_at, p -> 'holding' -> 'why'
    from p, jsonb_populate_record(null::matters.matters, p -> 'matter') r where p ? 'holding'),
  clocked as (insert into matters.clocks (tenant_id, id, matter_id, stage, span, started_at, yellow_at, due_at)
    select r.tenant_id, (p -> 'clock' ->> 'id')::uuid, r.id, r.clock_stage, p -> 'clock' -> 'span', r.clock_started_at,
      r.clock_yellow_at, r.clock_due_at
    from p, jsonb_populate_record(null::matters.matters, p -> 'matter') r where p ? 'clock'),
  told as materialized (select (p -> 'matter' ->> 'tenant_id')::uuid as tenant_id, 'matters:' || (p -> 'matter' ->> 'id') as stream,
      (p ->> 'eventId')::uuid as id, p ->> 'type' as type, (p ->> 'at')::timestamptz as at, p -> 'actor' as actor, p -> 'payload' as payload from p),
  linked as materialized (select t.*, sha256(kernel.event_line(tenant_id, stream, 1, id, type, at, actor, payload)) as hash from told t),
  heads as (insert into kernel.streams (tenant_id, stream, seq, hash) select tenant_id, stream, 1, hash from linked)
  insert into kernel.events (tenant_id, stream, seq, id, type, at, actor, payload, hash)
  select tenant_id, stream, 1, id, type, at, actor, payload, hash from linked`

/** By its number and its age in days. */
const staysOpen = (n: number, age: number): boolean => (age < youngDays ? n % 3 !== 0 : age < 60 && n % 11 === 0)

const goldenRatio = (Math.sqrt(5) - 1) / 2

/** Of every so many one may be open, now here, now there among them, so that it is not always the same buildings. */
export function openOf(count: number, openAs: number): (n: number) => boolean {
  const each = Math.max(1, Math.round(count / openAs))
  return (n) => n % each === Math.floor(((Math.floor(n / each) * goldenRatio) % 1) * each)
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** One in three of the closed was contacted late, one in nine took longer than it should, one in twenty was sent back once. */
function matterOf(
  model: Written,
  n: number,
  { body, now, age, open }: { body: string; now: Date; age: number; open: boolean },
): object {
  const at = now.getTime() - dayMs * age
  const set = { ...(model.payload.set as Columns), reported_at: iso(at), accepted_at: iso(at), assigned_at: iso(at) }
  const standing = open ? openSet(n, now, set) : closedSet(n, { at, now, set })
  const title = titleOf(body)
  const id = newId<'matter'>()
  const number = `${iso(at + 8 * 3_600_000)
    .slice(2, 10)
    .replaceAll('-', '')}-${String(n).padStart(7, '0')}`
  const matter = {
    ...model.matter,
    ...standing,
    ...{ id, number, title, body, receipt_lookup: null, changed_at: iso(at) },
    search_text: `${number.replace('-', ' ')} ${normalise(`${title} ${body}`)}`,
    bigrams: bigrams(`${title} ${body}`),
  }
  return {
    matter,
    ...(open ? { holding: { ...model.holding, id: newId() }, clock: { ...model.clock, id: newId() } } : {}),
    ...{ eventId: newId<'event'>(), type: model.type, at: iso(at), actor: model.actor },
    payload: {
      ...model.payload,
      ...{ matterId: id, to: standing.state, set: standing, holderPostId: standing.holder_post_id },
    },
  }
}

/** Open ones are due between five days ago and ten days ahead. */
function openSet(n: number, now: Date, set: Columns): Columns {
  const due = now.getTime() + dayMs * (((n * 7919) % 1500) / 100 - 5)
  const clock = { clock_started_at: iso(due - dayMs), clock_yellow_at: iso(due - dayMs / 4), clock_due_at: iso(due) }
  const running = { ...set, ...clock, climb_at: iso(due) }
  if (n % 2 === 0) return { ...running, state: 'assigned', clock_stage: 'contact', contact_due_at: iso(due) }
  const before = { contact_due_at: iso(due - 2 * dayMs), contacted_at: iso(due - (n % 3) * dayMs - dayMs) }
  return { ...running, ...before, state: 'handling', clock_stage: 'handle', handle_due_at: iso(due) }
}

function closedSet(n: number, { at, now, set }: { at: number; now: Date; set: Columns }): Columns {
  // Never later than now.
  const age = (now.getTime() - at) / dayMs
  const closedAt = at + dayMs * Math.min(0.9 * age, 1 + (n % 700) / 100)
  const contact = {
    contact_due_at: iso(at + dayMs / 2),
    contacted_at: iso(at + Math.min(0.3 * (closedAt - at), (dayMs / 6) * (n % 5))),
  }
  const handle = {
    handle_due_at: iso(at + 7 * dayMs),
    resolved_at: iso(closedAt - dayMs / 2),
    closed_at: iso(closedAt),
  }
  return {
    ...set,
    ...{ holder_post_id: null, resolver_post_id: set.holder_post_id, climb_at: null },
    ...{ clock_stage: null, clock_started_at: null, clock_yellow_at: null, clock_due_at: null },
    ...{ ...contact, ...handle, state: 'closed', outcome: n % 11 === 0 ? 'unsolved' : 'solved', solved: n % 11 !== 0 },
    ...{ satisfaction: n % 4 === 0 ? null : 1 + (n % 5), rounds: n % 20 === 0 ? 2 : 1 },
    exclusion: n % 50 === 0 ? 'approved' : 'none',
  }
}

interface Model {
  readonly placeId: PlaceId
  readonly category: string
  readonly kind: string
}

function reportOf(tenantId: TenantId, model: Model, n: number): NewReport {
  return {
    ...{ ...model, tenantId, id: newId<'matter'>(), placeDetail: null, point: null },
    ...{ title: null, body: '…', channel: (['phone', 'wechat', 'counter', 'pocket'] as const)[n % 4] ?? 'phone' },
    ...{
      selfFound: model.kind === 'patrol',
      visibility: 'open',
      priority: 'normal',
      reporterId: null,
      reporterName: null,
    },
    reporterPhone: `1000${String(2_000_000 + n)}`,
    ...{ recordedBy: null, fileIds: [], uploadKey: null, actor: { personId: null, postId: null, via: 'import' } },
    patrolPost: null,
  }
}

/** Asks once for each place and kind and for each category, decides once for all three. */
function modelFinder({ db, secrets }: { db: Db; secrets: Secrets }, tenantId: TenantId, at: Date) {
  const asked = new Map<string, Promise<AroundJson | null>>()
  const ask = ({ placeId, category, kind }: Model): Promise<AroundJson | null> => {
    const key = `${placeId} ${category} ${kind}`
    const answer =
      asked.get(key) ??
      db
        .statement<{ around: AroundJson | null }>(
          'bench.around',
          'select matters.surroundings($1::uuid, $2::uuid, null, $3, null, $4, $5::timestamptz) as around',
          [tenantId, placeId, kind, category, at],
        )
        .then(([row]) => row?.around ?? null)
    asked.set(key, answer)
    return answer
  }
  const known = new Map<string, Written>()
  const sorted = new Map<string, Around['category']>()
  return async (model: Model): Promise<Written> => {
    const { category } = model
    const key = `${model.placeId} ${category} ${model.kind}`
    const found = known.get(key)
    if (found) return found
    const named = sorted.get(category) ?? aroundOf(await ask(model), category).category
    sorted.set(category, named)
    const around = {
      ...aroundOf(await ask({ ...model, category: uncategorised.code }), uncategorised.code),
      category: named,
    }
    const written = prepareReport(secrets, reportOf(tenantId, model, known.size), around, at, null)
    known.set(key, written)
    return written
  }
}
