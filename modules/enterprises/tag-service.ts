import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import { type Doing, todayOf } from './doing.ts'
import { heard, lockLiveFirm, recordFirm } from './firm-store.ts'
import { tell } from './neighbours.ts'
import type { FirmId, Source, TagId } from './shapes.ts'
import { mine, type TagRecord } from './tables.ts'

/** A word that groups firms, with who said it and for which day. */
export async function addTag(
  tx: Tx,
  asked: Doing,
  firmId: FirmId,
  { tag, asOf }: { readonly tag: string; readonly asOf?: Day | undefined },
  source: Source = 'staff',
): Promise<TagId> {
  const { firm, doing } = await lockLiveFirm(tx, asked, firmId)
  const id = newId<'firmTag'>()
  const added = await mine(tx)
    .insertInto('enterprises.tags')
    .values({
      tenant_id: doing.tenantId,
      id,
      firm_id: firmId,
      tag: tag.trim(),
      source,
      as_of: asOf ?? todayOf(doing),
      by_person_id: doing.by.personId,
      at: doing.at,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  if (added.length === 0)
    fail('conflict', 'enterprises.tag_is_there', { zh: '已有这个标签', en: 'The tag is there already' })
  await recordFirm(tx, doing, 'tagAdded', { firmId, tag: { id, tag: tag.trim(), source } })
  await tell(tx, doing.at, doing.tenantId, 'changed', await heard(tx, firm))
  return id
}

export async function endTag(tx: Tx, asked: Doing, firmId: FirmId, tagId: TagId): Promise<void> {
  const { firm, doing } = await lockLiveFirm(tx, asked, firmId)
  const { rows } = await sql<TagRecord>`update enterprises.tags set ended_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and firm_id = ${firmId} and id = ${tagId} and ended_at is null
    returning *`.execute(tx)
  const ended = rows[0] ?? notFound()
  await recordFirm(tx, doing, 'tagEnded', { firmId, tag: { id: tagId, tag: ended.tag, source: ended.source } })
  await tell(tx, doing.at, doing.tenantId, 'changed', await heard(tx, firm))
}
