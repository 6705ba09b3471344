import { fail } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { categoriesOf } from '../matters/public.ts'
import type { Checklist, Item } from './checklist.ts'
import type { ChecklistView } from './contract.ts'
import { defaultChecklists } from './defaults/checklists.ts'
import { checklistStream } from './events.ts'
import { type ChecklistCode, checklistCodes } from './kinds.ts'
import { tell } from './safety-store.ts'
import type { Doing } from './scope.ts'

type Row = Checklist & { readonly code: ChecklistCode }

/** The versions in force: the newest of each. */
export async function checklistsInForce(tx: Tx, tenantId: TenantId): Promise<ChecklistView[]> {
  const { rows } = await sql<Row>`select distinct on (code) code, version, source, items from safety.checklists
    where tenant_id = ${tenantId} order by code, version desc`.execute(tx)
  const saved = new Map(rows.map((row) => [row.code, row]))
  return checklistCodes.map((code) => {
    const { version, source, items } = saved.get(code) ?? defaultChecklists[code]
    return { code, version, source, items: [...items] }
  })
}

/** One version of a checklist, also one that is no longer in force; null where there is none. */
export async function checklistAt(
  tx: Tx,
  tenantId: TenantId,
  code: ChecklistCode,
  version: number,
): Promise<Checklist | null> {
  if (version === 1) return defaultChecklists[code]
  const { rows } = await sql<Row>`select code, version, source, items from safety.checklists
    where tenant_id = ${tenantId} and code = ${code} and version = ${version}`.execute(tx)
  return rows[0] ?? null
}

/** Writes the next version. Throws a Failure where somebody else wrote one meanwhile, or a question becomes nothing. */
export async function saveChecklist(
  tx: Tx,
  doing: Doing,
  code: ChecklistCode,
  body: { readonly after: number; readonly source: string; readonly items: readonly Item[] },
): Promise<number> {
  const { tenantId, at, actor } = doing
  const now = (await checklistsInForce(tx, tenantId)).find((one) => one.code === code)
  if (now?.version !== body.after) overtaken()
  await checkItems(tx, tenantId, body.items)
  const version = body.after + 1
  const items = JSON.stringify(body.items)
  try {
    await sql`insert into safety.checklists (tenant_id, code, version, source, items, saved_at, saved_by)
      values (${tenantId}, ${code}, ${version}, ${body.source.trim()}, ${items}::jsonb, ${at}, ${actor.personId})`.execute(
      tx,
    )
  } catch (error) {
    if (constraintOf(error) !== 'checklists_pkey') throw error
    overtaken()
  }
  const hash = requestHash([body.source.trim(), body.items]).toString('hex')
  await tell(tx, doing, checklistStream(code), 'checklist_saved', { set: { version }, hash })
  return version
}

const overtaken = (): never =>
  fail('conflict', 'safety.checklist_overtaken', {
    zh: '检查表刚被别人改过，请刷新后再改',
    en: 'Somebody changed it meanwhile. Please reload and try again',
  })

async function checkItems(tx: Tx, tenantId: TenantId, items: readonly Item[]): Promise<void> {
  const known = new Set((await categoriesOf(tx, tenantId)).map(({ code }) => code))
  const twice = new Set(items.map(({ code }) => code)).size !== items.length
  const unknown = items.find(({ category }) => !known.has(category))
  if (!twice && !unknown) return
  const words = twice
    ? { zh: '检查项代码重复', en: 'A question stands there twice' }
    : { zh: `没有这个事项类别：${unknown?.category}`, en: `No such category: ${unknown?.category}` }
  fail('invalid', 'safety.bad_items', words, [{ path: 'items', words }])
}
