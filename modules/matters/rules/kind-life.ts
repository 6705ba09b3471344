import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { KindSpec } from '../kind.ts'
import type { addKind } from './contract.ts'
import { lockRule } from './documents.ts'
import { type KindSaved, kindSaved, ruleStreamOf } from './events.ts'
import { kindNow } from './kind-versions.ts'
import type { Saving } from './saving.ts'
import { editableDoors } from './spec-changes.ts'

/** Kinds under which parts of the program report by themselves: faults of facilities, findings of inspections, open interfaces. */
const reportedByProgram: readonly string[] = ['demand', 'patrol']

/** Whether parts of the program report under a kind: by its name, or by a door that no office opens. */
export const isKept = (code: string, spec: KindSpec): boolean =>
  reportedByProgram.includes(code) || spec.doors.some((door) => !editableDoors.some((one) => one === door))

/** A kind may be ended only where nothing of the program reports under it. */
export function checkEnding(code: string, spec: KindSpec): void {
  if (spec.ended && isKept(code, spec))
    fail('refused', 'matters.kind_kept', {
      zh: '程序的其他部分还用这种事项上报，不能结束；可以关闭上报的入口',
      en: 'Other parts of the program report under this kind, so it cannot be ended; its doors can be shut',
    })
}

/** A kind whose categories the forms of residents and of the desk show. */
export const isTemplate = (spec: KindSpec): boolean => spec.categoryTree === 'liren' || spec.subject === 'firm'

/** More kinds than an office tells apart. */
const mostKinds = 200

/** A new kind begins with the rules of another, without its form and with every door shut: nobody reports it before it is ready. */
export async function makeKind(
  tx: Tx,
  { actor, eventActor, at }: Saving,
  body: BodyOf<typeof addKind>,
): Promise<{ code: string }> {
  const { tenantId, personId } = actor
  await lockRule(tx, tenantId, 'kinds')
  const from = (await kindNow(tx, tenantId, body.from, at)) ?? notFound()
  if (!isTemplate(from.inForce.spec))
    fail('refused', 'matters.no_template', {
      zh: '这种事项由程序的其他部分上报，不能拿来新建',
      en: 'Another part of the program reports this kind: a new one cannot begin with it',
    })
  const code = await freeCode(tx, tenantId)
  const spec = startingSpec(from.inForce.spec, body)
  await sql`insert into matters.kind_versions (tenant_id, code, version, valid_from, author_id, spec, saved_at)
    values (${tenantId}, ${code}, 1, ${at}, ${personId}, ${JSON.stringify(spec)}::jsonb, ${at})`.execute(tx)
  const validFrom = at.toISOString()
  const payload: KindSaved = { code, version: 1, validFrom, backTo: null, running: 'keep', tried: null, spec }
  await record(tx, {
    tenantId,
    stream: ruleStreamOf(`kind:${code}`),
    type: kindSaved,
    at,
    actor: eventActor,
    payload,
  })
  return { code }
}

function startingSpec(from: KindSpec, { name, description, source }: BodyOf<typeof addKind>): KindSpec {
  const { form: _form, filing: _filing, closing: _closing, ended: _ended, filingConditions: _words, ...rules } = from
  const trimmed = { zh: name.zh.trim(), en: name.en.trim() }
  if (trimmed.zh === '' || trimmed.en === '') {
    const words = { zh: '名称要写中文和英文', en: 'The name is needed in Chinese and in English' }
    fail('invalid', 'matters.bad_rule', words, [{ path: 'name', words }])
  }
  return { ...rules, name: trimmed, description, doors: [], source: source.trim() }
}

async function freeCode(tx: Tx, tenantId: TenantId): Promise<string> {
  const { rows } = await sql<{ kinds: number; last: number }>`
    select count(distinct code)::integer as kinds,
      coalesce(max(substring(code from '^own_([0-9]{1,6})$')::integer), 0) as last
    from matters.kind_versions where tenant_id = ${tenantId}`.execute(tx)
  const { kinds = 0, last = 0 } = rows[0] ?? {}
  if (kinds >= mostKinds)
    fail('refused', 'matters.too_many_kinds', {
      zh: `最多 ${mostKinds} 种事项；请先用好已有的`,
      en: `${mostKinds} kinds at most: please use those that there are`,
    })
  return `own_${last + 1}`
}
