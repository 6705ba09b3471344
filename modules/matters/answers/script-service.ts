import type { Actor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { bodyOf, glanceOf, headsOf, inForceOf, lockRule, saveDocument, versionsFrom } from '../rules/documents.ts'
import type { Saving } from '../rules/saving.ts'
import { countedSql, trialDays } from '../rules/trial-queries.ts'
import type { getScriptVersion, ScriptRules, ScriptTrialCounts, saveScriptRules } from './contract.ts'
import { draftOf, namedKinds, refuse, total } from './drafts.ts'
import { plainScript, type Script, type Scripts, scriptFaults, scriptFor } from './script.ts'

const rule = 'scripts'
/** Before anybody saved one there is none. */
const empty = { body: [] as Scripts, validFrom: new Date(0) }

const inForceAt = (tx: Tx, tenantId: TenantId, at: Date) => inForceOf(tx, tenantId, rule, at, empty)

/** The scripts at a glance. */
export const scriptGlance = async (tx: Tx, tenantId: TenantId, at: Date) => ({
  entries: (await inForceAt(tx, tenantId, at)).body.length,
  ...glanceOf(await headsOf(tx, tenantId, rule, at, empty)),
})

const plainScripts = (body: Scripts) => body.flatMap((one) => plainScript(one) ?? [])

export async function scriptVersion(
  tx: Tx,
  { tenantId }: Actor,
  version: number,
): Promise<ResponseOf<typeof getScriptVersion>> {
  const { body, before } = await bodyOf<Scripts>(tx, tenantId, rule, version, empty)
  return { body: plainScripts(body), before: before && plainScripts(before) }
}

export async function scriptRules(tx: Tx, { tenantId }: Actor, offset: number, at: Date): Promise<ScriptRules> {
  return {
    ...versionsFrom<ScriptTrialCounts>(await headsOf(tx, tenantId, rule, at, empty), offset),
    body: plainScripts((await inForceAt(tx, tenantId, at)).body),
    kinds: await namedKinds(tx, tenantId, at),
  }
}

/** How many calls of the last 30 days that reached somebody would have had a script. Refuses what could not be saved. */
export async function tryScripts(tx: Tx, actor: Actor, draft: Scripts, at: Date): Promise<ScriptTrialCounts> {
  const { tenantId } = actor
  const before = (await inForceAt(tx, tenantId, at)).body
  const kinds = new Set([...(await namedKinds(tx, tenantId, at)).map(({ code }) => code), ...before.map((b) => b.kind)])
  refuse(
    scriptFaults(draft, (code) => kinds.has(code)),
    'matters.bad_scripts',
  )
  const { rows } = await sql<{ kind: string; n: number }>`select m.kind_code as kind, count(*)::integer as n
    from matters.follow_ups f join matters.matters m on m.tenant_id = f.tenant_id and m.id = f.matter_id
    where f.tenant_id = ${tenantId} and f.reached and f.at > ${at}::timestamptz - make_interval(days => ${trialDays})
      and ${countedSql(actor)} group by 1`.execute(tx)
  return { calls: total(rows), scripted: total(rows.filter(({ kind }) => scriptFor(draft, kind) !== null)) }
}

export async function saveScriptVersion(
  tx: Tx,
  doing: Saving,
  body: BodyOf<typeof saveScriptRules>,
): Promise<{ version: number }> {
  const { actor, at } = doing
  await lockRule(tx, actor.tenantId, rule)
  const tried = await tryScripts(tx, actor, body.scripts, at)
  return { version: await saveDocument(tx, doing, draftOf(rule, body, body.scripts, tried, at), empty) }
}

/** What a caller asks about a matter of a kind, by the version in force. */
export async function scriptOf(tx: Tx, tenantId: TenantId, kind: string, at: Date) {
  const { version, body } = await inForceAt(tx, tenantId, at)
  return { version, script: plainScript(scriptFor(body, kind) ?? undefined) ?? null }
}

/** What was answered in a call, in words, for the ledger; refuses answers to another version than the one in force. */
export async function answersInWords(
  tx: Tx,
  of: { tenantId: TenantId; kind: string; at: Date },
  said: { version: number; given: readonly (number | null)[] },
): Promise<{ script: Script; answers: { ask: string; answer: string }[] }> {
  const { version, script } = await scriptOf(tx, of.tenantId, of.kind, of.at)
  if (!script || version !== said.version)
    fail('conflict', 'matters.script_changed', {
      zh: '回访话术刚换了新版，请刷新后再填',
      en: 'The script has changed meanwhile. Please reload and fill it in again',
    })
  const answers = script.questions.flatMap(({ ask, answers: all }, n) => {
    const at = said.given[n]
    const answer = at === null || at === undefined ? undefined : all[at]
    return answer ? [{ ask, answer: answer.text }] : []
  })
  return { script, answers }
}
