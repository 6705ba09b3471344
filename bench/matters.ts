import { newId, type PlaceId, type TenantId } from '../kernel/contract/ids.ts'
import type { Db } from '../kernel/db.ts'
import type { Secrets } from '../kernel/secrets.ts'
import { type NewReport, prepareReport } from '../modules/matters/report.ts'
import { type Around, type AroundJson, aroundOf } from '../modules/matters/surroundings.ts'
import type { District } from './district.ts'
import { sayingOf } from './words.ts'

const dayMs = 86_400_000
const batch = 500
/** Three in a hundred are open, as on an ordinary day. */
const openEvery = 33

/**
 * Fills the district with a year of matters by the same function that writes a report, so that indexes, ledger and streams
 * are as large as they would be. Closed ones are written as closed at once; the steps between are left out.
 */
export async function fillMatters(
  { db, secrets }: { db: Db; secrets: Secrets },
  district: District,
  count: number,
  now: Date,
): Promise<void> {
  const around = aroundFinder(db, district.tenantId, now)
  for (let from = 0; from < count; from += batch) {
    const rows = []
    for (let n = from; n < Math.min(from + batch, count); n++) {
      const building = district.buildings[n % district.buildings.length]
      if (!building) throw new Error('the district has no buildings')
      const report = reportOf(district.tenantId, building.placeId, n)
      const isOpen = n % openEvery === 0
      const at = new Date(now.getTime() - dayMs * (isOpen ? (n % 800) / 100 : 10 + ((n * 7919) % 35_500) / 100))
      const written = prepareReport(secrets, report, await around(report), at, null)
      rows.push(isOpen ? opened(written, n, now) : closed(written, n, at))
    }
    await db.statement(
      'bench.fill',
      `select count(matters.report(p, '{}', null)) from jsonb_array_elements($1::jsonb) p`,
      [JSON.stringify(rows)],
    )
  }
}

type Written = ReturnType<typeof prepareReport>

/** Open ones are due between five days ago and ten days ahead. */
function opened(written: Written, n: number, now: Date): object {
  const dueAt = new Date(now.getTime() + dayMs * (((n * 7919) % 1500) / 100 - 5)).toISOString()
  const stage =
    n % 2 === 0 ? { state: 'assigned', clock_stage: 'contact' } : { state: 'handling', clock_stage: 'handle' }
  return { ...written, matter: { ...written.matter, ...stage, clock_due_at: dueAt, climb_at: dueAt } }
}

function closed({ holding: _holding, clock: _clock, ...written }: Written, n: number, at: Date): object {
  const closedAt = new Date(at.getTime() + dayMs * (1 + (n % 700) / 100)).toISOString()
  const standing = { holder_post_id: null, clock_stage: null, clock_started_at: null, clock_yellow_at: null }
  const end = { state: 'closed', outcome: 'solved', closed_at: closedAt, resolved_at: closedAt, solved: true }
  const matter = { ...written.matter, ...standing, ...end, clock_due_at: null, climb_at: null }
  return {
    ...written,
    matter: { ...matter, satisfaction: 3 + (n % 3), resolver_post_id: written.matter.holder_post_id },
  }
}

function reportOf(tenantId: TenantId, placeId: PlaceId, n: number): NewReport {
  const { category, body } = sayingOf(n)
  return {
    tenantId,
    id: newId<'matter'>(),
    kind: 'demand',
    category,
    placeId,
    placeDetail: null,
    point: null,
    title: null,
    body,
    channel: (['phone', 'wechat', 'counter', 'pocket'] as const)[n % 4] ?? 'phone',
    selfFound: false,
    visibility: 'open',
    priority: 'normal',
    reporterId: null,
    reporterName: null,
    reporterPhone: `1000${String(2_000_000 + (n % 50_000))}`,
    recordedBy: null,
    fileIds: [],
    uploadKey: null,
    actor: { personId: null, postId: null, via: 'import' },
    patrolPost: null,
  }
}

/** Asks once for each place and category. */
function aroundFinder(db: Db, tenantId: TenantId, at: Date): (report: NewReport) => Promise<Around> {
  const known = new Map<string, Around>()
  return async ({ placeId, kind, category }) => {
    const key = `${placeId} ${category}`
    let around = known.get(key)
    if (!around) {
      const [row] = await db.statement<{ around: AroundJson | null }>(
        'bench.around',
        'select matters.surroundings($1::uuid, $2::uuid, null, $3, null, $4, $5::timestamptz) as around',
        [tenantId, placeId, kind, category, at],
      )
      around = aroundOf(row?.around ?? null, category)
      known.set(key, around)
    }
    return around
  }
}
