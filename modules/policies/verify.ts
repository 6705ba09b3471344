import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { dayNumberFrom, startOfDayMs } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { rowsOfFirms } from './firm-facts.ts'
import { livePolicies } from './live-policies.ts'
import type { VerdictRecord } from './tables.ts'
import { verdictsOf } from './verdict-store.ts'
import { verifyPushes, verifyVersions } from './verify-ledger.ts'

const batch = 500

/**
 * Recomputes every verdict from the firms' facts and the versions in force, as of the day for which it was kept, and
 * names the first difference of each policy. Policies whose evaluation waits, runs or was stopped are left out.
 */
const verifyVerdicts = async ({ tx, tenantId, report }: Verifying): Promise<number> => {
  const dictionary = await dictionaryFor(tx, tenantId)
  const settled = new Set(await settledCodes(tx, tenantId))
  const live = (await livePolicies(tx, tenantId, dictionary)).filter(({ policy }) => settled.has(policy.code))
  const told = new Set<string>()
  const say = (code: string, what: string) => {
    if (told.has(code)) return
    told.add(code)
    report({ check: 'policies.verdict', stream: `policies:${code}`, what })
  }
  let looked = 0
  for (let after: FirmId | null = null, more = live.length > 0; more; ) {
    const firms: FirmId[] = await firmsAfter(tx, tenantId, after)
    const kept = await keptOf(tx, tenantId, firms)
    looked += kept.length
    const rightly = new Map<string, VerdictRecord>()
    // Each day by itself: suites and times of policies are those of the day.
    for (const day of new Set(kept.map(({ evaluated_on }) => evaluated_on))) {
      const now = new Date(startOfDayMs(dayNumberFrom(day)) + noon)
      const rows = await rowsOfFirms(tx, { tenantId, now, dictionary }, firms)
      for (const one of verdictsOf({ tenantId, now }, live, rows)) rightly.set(`${day} ${keyOf(one)}`, one)
      for (const [id] of rows)
        for (const { policy } of live)
          if (!kept.some((one) => one.firm_id === id && one.code === policy.code))
            say(policy.code, `firm ${id} was never evaluated`)
    }
    for (const one of kept.filter(({ code }) => settled.has(code))) {
      const expected = rightly.get(`${one.evaluated_on} ${keyOf(one)}`)
      const what = expected ? differenceOf(one, expected) : 'is of a firm that is not here'
      if (what) say(one.code, `firm ${one.firm_id}: ${what}`)
    }
    after = firms.at(-1) ?? null
    more = firms.length === batch
  }
  return looked
}

/** Recounts versions and pushes from their events, and every verdict from facts and rules. */
export const verifyPolicies: Verify = async (verifying) => ({
  policyVersions: await verifyVersions(verifying),
  pushes: await verifyPushes(verifying),
  verdicts: await verifyVerdicts(verifying),
})

const noon = 12 * 3_600_000

const keyOf = ({ code, firm_id }: VerdictRecord): string => `${code} ${firm_id}`

const compared = ['version', 'verdict', 'amount_from', 'amount_to', 'exact', 'missing'] as const

function differenceOf(kept: VerdictRecord, expected: VerdictRecord): string | null {
  const name = compared.find((column) => JSON.stringify(kept[column]) !== JSON.stringify(expected[column]))
  return name ? `${name} is ${JSON.stringify(kept[name])}, should be ${JSON.stringify(expected[name])}` : null
}

/** Policies in force whose firms were all evaluated. */
async function settledCodes(tx: Tx, tenantId: TenantId): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select n.code from policies.versions n
    where n.tenant_id = ${tenantId} and n.state = 'published' and (
      select r.state from policies.runs r where r.tenant_id = n.tenant_id and r.code = n.code
      order by r.asked_at desc, r.id desc limit 1) = 'done'`.execute(tx)
  return rows.map(({ code }) => code)
}

/** Firms that are here or have a verdict, in order. */
async function firmsAfter(tx: Tx, tenantId: TenantId, after: FirmId | null): Promise<FirmId[]> {
  const { rows } = await sql<{ id: FirmId }>`select id from (
      select f.id from enterprises.firms_view f where f.tenant_id = ${tenantId} and f.state = 'active'
      union select v.firm_id from policies.firm_verdicts v where v.tenant_id = ${tenantId}) known
    where ${after}::uuid is null or id > ${after}::uuid order by id limit ${batch}`.execute(tx)
  return rows.map(({ id }) => id)
}

async function keptOf(tx: Tx, tenantId: TenantId, firms: readonly FirmId[]): Promise<VerdictRecord[]> {
  const { rows } = await sql<VerdictRecord>`select * from policies.firm_verdicts
    where tenant_id = ${tenantId} and firm_id = any(${[...firms]}::uuid[]) order by code, firm_id`.execute(tx)
  return rows
}
