import type { EventActor } from '../../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dictionaryFor } from '../dictionary.ts'
import type { PolicySpec } from '../policy.ts'
import { openPolicy } from '../policy.ts'
import { punctuated } from '../punctuation.ts'
import { evaluateFirms } from '../verdict-store.ts'
import { blankVersion } from '../version-service.ts'
import { changeVersion, insertVersion, recordPolicy, recordSaved } from '../version-store.ts'
import { defaultPolicies } from './policies.ts'

export interface SavingPolicies {
  readonly tenantId: TenantId
  readonly at: Date
  readonly by: EventActor
  readonly authorId: PersonId | null
  /** The place for which they are written: whoever writes for it or above may change them. */
  readonly placePath: string
  /** Those to publish now; all twelve if left out. */
  readonly only?: readonly string[]
  /** Fits an example to the tenant (codes of places, offices); as it is if left out. */
  readonly adapt?: (code: string, spec: PolicySpec) => PolicySpec
}

/**
 * Saves and publishes the invented policies, for a demo. Firms that are there are evaluated at once; codes that
 * are taken are left alone.
 */
export async function saveDefaultPolicies(tx: Tx, saving: SavingPolicies): Promise<number> {
  const { tenantId, at, by, authorId, placePath, only, adapt = (_, spec) => spec } = saving
  const dictionary = await dictionaryFor(tx, tenantId)
  const { rows: taken } = await sql<{ code: string }>`select distinct code from policies.versions
    where tenant_id = ${tenantId}`.execute(tx)
  const known = new Set(taken.map(({ code }) => code))
  const fresh = defaultPolicies.filter(({ code }) => !known.has(code) && (only?.includes(code) ?? true))
  for (const { code, spec: plain } of fresh) {
    const spec = { ...asShown(adapt(code, plain)), version: 1 }
    const { faults } = openPolicy(code, spec, dictionary)
    if (faults.length > 0) throw new Error(`policy ${code}: ${faults.map(({ path, words }) => `${path} ${words.en}`)}`)
    const row = {
      ...blankVersion({ tenantId, code, version: 1, spec, at }),
      place_path: placePath,
      author_id: authorId,
    }
    await insertVersion(tx, row)
    await recordSaved(tx, { tenantId, by, at }, code, 1)
    await changeVersion(tx, row, { state: 'published', published_at: at, published_by: authorId })
    await recordPolicy(tx, { tenantId, by, at }, 'published', { code, version: 1 })
    await doneRun(tx, tenantId, code, at)
  }
  await evaluateAll(
    tx,
    saving,
    dictionary,
    fresh.map(({ code }) => code),
  )
  return fresh.length
}

/** The examples' words with full-width punctuation, as screens show them. */
const asShown = (spec: PolicySpec): PolicySpec => ({
  ...spec,
  title: punctuated(spec.title),
  summary: punctuated(spec.summary),
  forWhom: punctuated(spec.forWhom),
  documents: spec.documents.map(punctuated),
})

/** Their firms are evaluated here and now: there is nothing left to run. */
async function doneRun(tx: Tx, tenantId: TenantId, code: string, at: Date): Promise<void> {
  await sql`insert into policies.runs (tenant_id, id, code, version, state, done, total, asked_at, ended_at)
    select ${tenantId}, gen_random_uuid(), ${code}, 1, 'done', count(*), count(*), ${at}, ${at}
    from enterprises.firms_view f where f.tenant_id = ${tenantId} and f.state = 'active'`.execute(tx)
}

/** Brings what all policies say of all firms to a day, after a filling that told nobody what happened; of those that left nothing is kept. */
export async function evaluateTenant(tx: Tx, of: { tenantId: TenantId; at: Date }): Promise<void> {
  await evaluateAll(tx, of, await dictionaryFor(tx, of.tenantId), null)
}

async function evaluateAll(
  tx: Tx,
  { tenantId, at }: { tenantId: TenantId; at: Date },
  dictionary: Awaited<ReturnType<typeof dictionaryFor>>,
  codes: readonly string[] | null,
): Promise<void> {
  if (codes?.length === 0) return
  const { rows } = await sql<{ id: Parameters<typeof evaluateFirms>[2][number] }>`select f.id
    from enterprises.firms_view f where f.tenant_id = ${tenantId} and (f.state = 'active' or ${codes === null}) order by f.id`.execute(
    tx,
  )
  const ids = rows.map(({ id }) => id)
  for (let from = 0; from < ids.length; from += 500)
    await evaluateFirms(tx, { tenantId, now: at, dictionary }, ids.slice(from, from + 500), codes)
}
