import type { Id } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import type { FirmId } from '../../../modules/enterprises/contract.ts'
import { placeOf } from '../../../modules/places/public.ts'
import {
  evaluateTenant,
  type Mark,
  markPush,
  pushPolicy,
  saveDefaultPolicies,
} from '../../../modules/policies/public.ts'
import { afterOffice, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import { tolerate } from './matter-steps.ts'
import { command, officer, street } from './offices.ts'
import type { Turn } from './play-firms.ts'
import { adapted, type PlannedPolicy, policies, refusals } from './policies.ts'

/** Paid to those that fit, without their applying. */
const direct: ReadonlySet<string> = new Set(['insurance_refund', 'disabled_employment'])

/** The invented policies, as the street publishes them over the year, and what came of those that it brought to firms. */
export function policyTurns(stage: Stage, until: Date, random: Random): Turn[] {
  const ago = (days: number) => afterOffice(new Date(until.getTime() - days * day), 0)
  return policies.flatMap((policy): Turn[] => {
    const at = ago(policy.ago)
    const published: Turn = { at, play: () => publish(stage, policy, at, until) }
    if (policy.pushed === null) return [published]
    const pushedAt = ago(policy.pushed)
    return [
      published,
      { at: pushedAt, play: () => push(stage, policy, pushedAt) },
      // What came of them is written down when all of it is past.
      { at: until, play: () => outcomes(stage, policy, pushedAt, until, random) },
    ]
  })
}

/** What the policies say of every firm on the day of the demo. */
export const evaluateAll = ({ db, keys }: Stage, at: Date): Promise<void> =>
  db.tx((tx) => evaluateTenant(tx, { tenantId: keys.tenantId, at }))

async function publish({ db, keys }: Stage, { code, ago }: PlannedPolicy, at: Date, until: Date): Promise<void> {
  await db.tx(async (tx) => {
    const place = await placeOf(tx, keys.tenantId, keys.place(street))
    if (!place) return
    const by = { personId: null, postId: null, via: 'demo' as const }
    const adapt = adapted(until, ago)
    const saving = { tenantId: keys.tenantId, at, by, authorId: null, placePath: place.path, only: [code], adapt }
    await saveDefaultPolicies(tx, saving)
  })
}

/** To those that fit, the largest amount first, and to some of whom a fact is missing. */
async function push(stage: Stage, { code, most }: PlannedPolicy, at: Date): Promise<void> {
  const { db, keys } = stage
  const doing = await officer(stage, command, at)
  await evaluateAll(stage, at)
  const { rows } = await db.read((tx) =>
    sql<{ id: FirmId; verdict: string }>`select v.firm_id as id, v.verdict from policies.firm_verdicts v
      join enterprises.firms_view f on f.tenant_id = v.tenant_id and f.id = v.firm_id
      where v.tenant_id = ${keys.tenantId} and v.code = ${code} and v.verdict in ('fits', 'unknown')
      order by v.verdict, v.amount_from desc, f.name`.execute(tx),
  )
  const fit = rows.filter(({ verdict }) => verdict === 'fits').slice(0, most)
  const asked = direct.has(code)
    ? []
    : rows.filter(({ verdict }) => verdict === 'unknown').slice(0, Math.ceil(most / 4))
  const ids = [...fit, ...asked].map(({ id }) => id)
  if (ids.length > 0)
    await tolerate(stage, 'push', async () => {
      await db.tx((tx) => pushPolicy(tx, { tenantId: keys.tenantId, ...doing }, code, ids))
    })
}

interface Pushed {
  readonly id: Id<'policyPush'>
  readonly verdict: string
  readonly amount: string
}

async function outcomes(
  stage: Stage,
  { code }: PlannedPolicy,
  pushedAt: Date,
  until: Date,
  random: Random,
): Promise<void> {
  const { db, keys } = stage
  const { rows } = await db.read((tx) =>
    sql<Pushed>`select p.id, p.verdict, p.amount_from as amount from policies.pushes p
      join enterprises.firms_view f on f.tenant_id = p.tenant_id and f.id = p.firm_id
      where p.tenant_id = ${keys.tenantId} and p.code = ${code} and f.state = 'active' order by f.name`.execute(tx),
  )
  const marks = rows.flatMap(({ id, verdict, amount }, i) =>
    courseOf(direct.has(code), verdict === 'fits', Number(amount), i, random).map(({ days, mark }) => ({
      id,
      at: afterOffice(new Date(pushedAt.getTime() + days * day), random.int(0, 300)),
      mark,
    })),
  )
  const past = marks.filter(({ at }) => at < until).sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const { id, at, mark } of past) {
    const doing = await officer(stage, command, at)
    await tolerate(stage, `push ${mark.step}`, () =>
      db.tx((tx) => markPush(tx, { tenantId: keys.tenantId, ...doing }, id, mark)),
    )
  }
}

/** Read, applied for, and granted or refused; some stop on the way. */
function courseOf(
  paidDirectly: boolean,
  fits: boolean,
  fen: number,
  index: number,
  random: Random,
): { days: number; mark: Mark }[] {
  const read = { days: random.int(0, 6), mark: { step: 'read' as const } }
  if (!random.chance(0.86)) return []
  const end = { days: random.int(22, 48), mark: { step: 'granted' as const, fen } }
  if (paidDirectly) return fen > 0 && random.chance(0.9) ? [read, end] : [read]
  if (!fits || !random.chance(0.72)) return [read]
  const applied = { days: random.int(7, 18), mark: { step: 'applied' as const } }
  if (index % 7 === 3)
    return [read, applied, { ...end, mark: { step: 'refused', why: refusals[index % refusals.length] } }]
  return random.chance(0.8) ? [read, applied, end] : [read, applied]
}
