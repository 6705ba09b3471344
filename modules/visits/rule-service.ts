import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { listRules, Settings } from './contract.ts'
import { ruleSaved, ruleStreamOf, settingsSaved } from './events.ts'
import { inForce, type RuleSpec, ruleFault } from './rule.ts'
import { rulesInForce, ruleVersions, saveRule, saveSettings, settingsOf } from './rules-store.ts'

interface Saving {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly at: Date
}

/** Every rule with its versions, newest first. */
export async function rulesView(tx: Tx, actor: Actor, at: Date): Promise<ResponseOf<typeof listRules>> {
  await rulesInForce(tx, actor.tenantId, at)
  const versions = await ruleVersions(tx, actor.tenantId)
  const now = new Map(inForce(versions, at).map(({ code, version }) => [code, version]))
  const codes = [...new Set(versions.map(({ code }) => code))]
  return {
    rules: codes.map((code) => ({
      code,
      inForce: now.get(code) ?? null,
      versions: versions
        .filter((one) => one.code === code)
        .map(({ version, validFrom, authorName, spec }) => ({
          version,
          validFrom: validFrom.toISOString(),
          authorName,
          spec,
        })),
    })),
    settings: await settingsOf(tx, actor.tenantId, at),
  }
}

export async function saveVersion(
  tx: Tx,
  { actor, eventActor, at }: Saving,
  saved: { code: string; spec: RuleSpec; validFrom: Date },
): Promise<{ version: number }> {
  const { code, spec, validFrom } = saved
  const fault = ruleFault(spec)
  if (fault)
    fail('invalid', 'visits.bad_rule', { zh: `这条规则还不完整：${fault}`, en: `This rule is not complete: ${fault}` })
  if (validFrom < at)
    fail('refused', 'visits.in_the_past', {
      zh: '规则只能从现在或以后开始，已经发生的不改',
      en: 'A rule begins now or later; the past is not changed',
    })
  const version = await saveRule(tx, { tenantId: actor.tenantId, validFrom, authorId: actor.personId }, code, spec)
  await record(tx, {
    tenantId: actor.tenantId,
    stream: ruleStreamOf(code),
    type: ruleSaved,
    at,
    actor: eventActor,
    payload: { code, version, validFrom: validFrom.toISOString(), spec },
  })
  return { version }
}

export async function saveNewSettings(
  tx: Tx,
  { actor, eventActor, at }: Saving,
  settings: Settings,
): Promise<{ done: true }> {
  await saveSettings(tx, { tenantId: actor.tenantId, validFrom: at, authorId: actor.personId }, settings)
  await record(tx, {
    tenantId: actor.tenantId,
    stream: ruleStreamOf('settings'),
    type: settingsSaved,
    at,
    actor: eventActor,
    payload: settings,
  })
  return { done: true }
}
