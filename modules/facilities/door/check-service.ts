import type { Static } from 'typebox'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type Refusal, refusalOf } from '../passes/pass.ts'
import { codeSql } from '../passes/pass-service.ts'
import type { PassId, PassRecord } from '../tables.ts'
import { type CheckAnswer, CheckBody } from './contract.ts'
import { type Heard, hear, type SignedRequest } from './device-service.ts'

type Asked = Static<typeof CheckBody>

/** Unknown codes in `slowMinutes` after which a gate takes none for a while: eight digits are not to be tried out. */
const mostUnknown = 10
const slowMinutes = 5

/**
 * Answers a gate whether a code opens it. A single pass is used up by the first answer that allows it; the same asking,
 * sent again, is answered the same.
 */
export async function checkPass(tx: Tx, request: SignedRequest): Promise<CheckAnswer> {
  const heard = await hear<Asked>(tx, request, CheckBody)
  const { device, writing, body } = heard
  const earlier = await sql<CheckAnswer>`select allowed, reason from facilities.pass_checks
    where tenant_id = ${writing.tenantId} and device_id = ${device.id} and check_id = ${body.id}`.execute(tx)
  if (earlier.rows[0]) return earlier.rows[0]
  const { pass, refusal } = (await isGuessing(tx, heard))
    ? { pass: null, refusal: 'slow_down' as const }
    : await judge(tx, request, heard)
  if (pass && !refusal)
    await sql`update facilities.passes set used_at = coalesce(used_at, ${writing.at})
      where tenant_id = ${writing.tenantId} and id = ${pass}`.execute(tx)
  await sql`insert into facilities.pass_checks (tenant_id, device_id, check_id, facility_id, pass_id, allowed, reason, at)
    values (${writing.tenantId}, ${device.id}, ${body.id}, ${device.facility_id}, ${pass}, ${refusal === null}, ${refusal},
      ${writing.at})`.execute(tx)
  return { allowed: refusal === null, reason: refusal }
}

async function isGuessing(tx: Tx, { device, writing }: Heard<Asked>): Promise<boolean> {
  const since = new Date(writing.at.getTime() - slowMinutes * 60_000)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from facilities.pass_checks
    where tenant_id = ${writing.tenantId} and facility_id = ${device.facility_id} and reason = 'unknown'
      and at > ${since}`.execute(tx)
  return (rows[0]?.n ?? 0) >= mostUnknown
}

/** The row is locked: of two gates that ask for one single pass, the second finds it used. */
async function judge(
  tx: Tx,
  { secrets }: SignedRequest,
  { device, writing, body }: Heard<Asked>,
): Promise<{ pass: PassId | null; refusal: Refusal | null }> {
  const found = codeSql(secrets, body.code)
  if (!found) return { pass: null, refusal: 'unknown' }
  const { rows } = await sql<PassRecord>`select p.* from facilities.passes p where p.tenant_id = ${writing.tenantId}
    and ${found} for update of p`.execute(tx)
  const [pass] = rows
  if (!pass) return { pass: null, refusal: 'unknown' }
  const facts = {
    ...{ kind: pass.kind, gateIds: pass.gate_ids, fromAt: pass.from_at, untilAt: pass.until_at },
    ...{ usedAt: pass.used_at, cancelledAt: pass.cancelled_at },
  }
  return { pass: pass.id, refusal: refusalOf(facts, device.facility_id, writing.at) }
}
