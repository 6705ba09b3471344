import type { Actor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { CategoryView } from '../contract.ts'
import { categoriesOf, treesOf } from '../rules-store.ts'
import { bodyOf, glanceOf, headsOf, inForceOf, lockRule, saveDocument, versionsFrom } from './documents.ts'
import type { DutyRules, DutyTrialCounts, getDutyVersion, saveDutyRules } from './duty-contract.ts'
import { type Dispatched, type DutyList, warnedBy } from './duty-list.ts'
import type { Saving } from './saving.ts'
import { countedSql, trialDays } from './trial-queries.ts'

const rule = 'duties'
/** Before anybody saved one, the list says nothing. */
const empty = { body: [] as DutyList, validFrom: new Date(0) }

/** The list in force at an instant. */
export const dutiesInForce = async (tx: Tx, tenantId: TenantId, at: Date): Promise<DutyList> =>
  (await inForceOf(tx, tenantId, rule, at, empty)).body

/** Dispatches by hand of the last 30 days; what rules of the flow gave away is none. */
async function pastDispatches(tx: Tx, actor: Actor, at: Date): Promise<Dispatched[]> {
  const { rows } = await sql<Dispatched>`
    select p.role as level, m.category_code as category, count(*)::integer as dispatched,
      (count(*) filter (where h.why ? 'duty'))::integer as against
    from matters.holdings h
    join matters.matters m on m.tenant_id = h.tenant_id and m.id = h.matter_id
    join people.posts_view p on p.tenant_id = h.tenant_id and p.id = h.post_id
    where h.tenant_id = ${actor.tenantId} and h.why ->> 'rule' in ('assigned', 'returned')
      and h.from_at > ${at}::timestamptz - make_interval(days => ${trialDays}) and ${countedSql(actor)}
    group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

async function allCategories(tx: Tx, tenantId: TenantId): Promise<CategoryView[]> {
  const found = []
  for (const tree of await treesOf(tx, tenantId)) found.push(...(await categoriesOf(tx, tenantId, tree)))
  return found
}

/** The list at a glance. */
export async function dutyGlance(tx: Tx, actor: Actor, at: Date) {
  const past = await pastDispatches(tx, actor, at)
  return {
    lines: (await dutiesInForce(tx, actor.tenantId, at)).length,
    against: past.reduce((sum, { against }) => sum + against, 0),
    ...glanceOf(await headsOf(tx, actor.tenantId, rule, at, empty)),
  }
}

const plainList = (list: DutyList) => list.map((line) => ({ ...line }))

export async function dutyVersion(tx: Tx, actor: Actor, version: number): Promise<ResponseOf<typeof getDutyVersion>> {
  const { body, before } = await bodyOf<DutyList>(tx, actor.tenantId, rule, version, empty)
  return { body: plainList(body), before: before && plainList(before) }
}

export async function dutyRules(tx: Tx, actor: Actor, offset: number, at: Date): Promise<DutyRules> {
  const { tenantId } = actor
  return {
    ...versionsFrom<DutyTrialCounts>(await headsOf(tx, tenantId, rule, at, empty), offset),
    body: plainList(await dutiesInForce(tx, tenantId, at)),
    past: await pastDispatches(tx, actor, at),
    categories: await allCategories(tx, tenantId),
  }
}

/** One line a level and category, and only of categories that there are; what the list said of one that is gone may stay. */
async function checkList(tx: Tx, tenantId: TenantId, list: DutyList, before: DutyList): Promise<void> {
  const known = new Set(['', ...[...(await allCategories(tx, tenantId)), ...before.map(plain)].map(({ code }) => code)])
  const seen = new Set<string>()
  const faults = list.flatMap(({ level, category }, n) => {
    const key = `${level} ${category}`
    const twice = seen.has(key)
    seen.add(key)
    const path = `list.${n}`
    if (twice) return [{ path, words: { zh: '同一层级同一类别写了两次', en: 'Two lines for one level and category' } }]
    if (known.has(category)) return []
    return [{ path, words: { zh: `没有类别 ${category}`, en: `There is no category ${category}` } }]
  })
  const [first] = faults
  if (first)
    fail(
      'invalid',
      'matters.bad_duties',
      { zh: `清单还不对：${first.words.zh}`, en: `The list is not right yet: ${first.words.en}` },
      faults,
    )
}
const plain = ({ category }: { category: string }) => ({ code: category })

/** How many dispatches of the last 30 days a draft would have warned of. */
export async function tryDuties(tx: Tx, actor: Actor, list: DutyList, at: Date): Promise<DutyTrialCounts> {
  await checkList(tx, actor.tenantId, list, await dutiesInForce(tx, actor.tenantId, at))
  const past = await pastDispatches(tx, actor, at)
  return { dispatched: past.reduce((sum, { dispatched }) => sum + dispatched, 0), warned: warnedBy(list, past) }
}

export async function saveDutyVersion(
  tx: Tx,
  doing: Saving,
  body: BodyOf<typeof saveDutyRules>,
): Promise<{ version: number }> {
  const { actor, at } = doing
  await lockRule(tx, actor.tenantId, rule)
  const tried = await tryDuties(tx, actor, body.list, at)
  const { base, backTo = null, list } = body
  const validFrom = body.validFrom ? new Date(body.validFrom) : at
  const source = body.source.trim()
  const version = await saveDocument(tx, doing, { rule, base, validFrom, backTo, source, tried, body: list }, empty)
  return { version }
}
