import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import { type LedgerEvent, readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { campaignStream, findingStream, pointStream, routeStream, type SafetyEvent, safetyEvents } from './events.ts'
import type { CampaignRecord, FindingRecord, PointRecord, RoundRecord, RouteRecord } from './tables.ts'

type Story = readonly LedgerEvent<SafetyEvent>[]
type Set = NonNullable<SafetyEvent['set']>

/** Holds points, routes and their rounds, hazards, campaigns and their reach against the ledger. */
export const verifySafety: Verify = async (verifying) => ({
  points: await verifyPoints(verifying),
  routes: await verifyRoutes(verifying),
  hazards: await verifyFindings(verifying),
  campaigns: await verifyCampaigns(verifying),
})

const storyOf = async ({ tx, tenantId }: Verifying, stream: string): Promise<Story> =>
  (await readStream(tx, tenantId, stream)) as unknown as Story

const fold = (story: Story): Set => Object.assign({}, ...story.map(({ payload }) => payload.set ?? {}))
const isType = (event: Story[number], ...names: (keyof typeof safetyEvents)[]): boolean =>
  names.some((name) => safetyEvents[name] === event.type)

async function verifyPoints(verifying: Verifying): Promise<number> {
  const { tx, tenantId, report } = verifying
  const { rows } =
    await sql<PointRecord>`select * from safety.points where tenant_id = ${tenantId} order by id`.execute(tx)
  for (const row of rows) {
    const stream = pointStream(row.id)
    const { last_checked_at: _, ...told } = fold(await storyOf(verifying, stream))
    const what = differs<Record<string, unknown>>({ ...row }, told)
    if (what) report({ check: 'safety.point', stream, what: `${row.name}: ${what}` })
  }
  return rows.length
}

const ofRoute = ['route_added', 'route_changed', 'route_ended'] as const

async function verifyRoutes(verifying: Verifying): Promise<number> {
  const { tx, tenantId, report } = verifying
  const { rows } =
    await sql<RouteRecord>`select * from safety.routes where tenant_id = ${tenantId} order by id`.execute(tx)
  for (const row of rows) {
    const stream = routeStream(row.id)
    const story = await storyOf(verifying, stream)
    const what = differs<Record<string, unknown>>({ ...row }, fold(story.filter((event) => isType(event, ...ofRoute))))
    if (what) report({ check: 'safety.route', stream, what: `${row.name}: ${what}` })
    await verifyRounds(verifying, row, story)
  }
  return rows.length
}

/** Each round as it was opened, done or missed, and as many checks as were made. */
async function verifyRounds({ tx, tenantId, report }: Verifying, route: RouteRecord, story: Story): Promise<void> {
  const { rows } = await sql<RoundRecord & { checks: number }>`select n.*, (select count(*)::int from safety.checks k
      where k.tenant_id = n.tenant_id and k.round_id = n.id) as checks
    from safety.rounds n where n.tenant_id = ${tenantId} and n.route_id = ${route.id}`.execute(tx)
  const stream = routeStream(route.id)
  const fault = (what: string) => report({ check: 'safety.round', stream, what: `${route.name}: ${what}` })
  for (const round of rows) {
    const own = story.filter(({ payload }) => payload.roundId === round.id)
    const checks = own.filter((event) => isType(event, 'point_checked'))
    const what = differs<Record<string, unknown>>({ ...round }, fold(own.filter((event) => !checks.includes(event))))
    if (what) fault(`the round of ${round.from_on}: ${what}`)
    if (checks.length !== round.checks)
      fault(`the round of ${round.from_on} has ${round.checks} checks, the ledger says ${checks.length}`)
  }
  const opened = story.filter((event) => isType(event, 'round_opened')).length
  if (opened !== rows.length) fault(`${rows.length} rounds stand, the ledger says ${opened}`)
}

async function verifyFindings(verifying: Verifying): Promise<number> {
  const { tx, tenantId, report } = verifying
  const { rows } = await sql<FindingRecord>`select * from safety.findings where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const row of rows) {
    const stream = findingStream(row.id)
    const what = differs<Record<string, unknown>>({ ...row }, fold(await storyOf(verifying, stream)))
    if (what) report({ check: 'safety.hazard', stream, what: `hazard ${row.id}: ${what}` })
  }
  return rows.length
}

async function verifyCampaigns(verifying: Verifying): Promise<number> {
  const { tx, tenantId, report } = verifying
  const { rows } = await sql<CampaignRecord>`select * from safety.campaigns where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const row of rows) {
    const stream = campaignStream(row.id)
    const story = await storyOf(verifying, stream)
    const fault = (what: string) => report({ check: 'safety.campaign', stream, what: `${row.title}: ${what}` })
    const what = differs<Record<string, unknown>>({ ...row }, fold(story))
    if (what) fault(what)
    const { rows: reached } = await sql<{ at: string }>`select room_id || ' ' || how as at from safety.reached
      where tenant_id = ${tenantId} and campaign_id = ${row.id}`.execute(tx)
    const told = new Set<string>()
    for (const event of story) {
      const at = `${event.payload.roomId} ${event.payload.how}`
      if (isType(event, 'ticked')) told.add(at)
      if (isType(event, 'unticked')) told.delete(at)
    }
    if (reached.length !== told.size || reached.some(({ at }) => !told.has(at)))
      fault('the households that were reached are not those of the ledger')
  }
  return rows.length
}
