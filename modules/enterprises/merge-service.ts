import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { type Doing, todayOf } from './doing.ts'
import { projectionOfFacts } from './fact-service.ts'
import { changeFirm, type FirmSet, heard, lockFirm, lockLiveFirm, recordFirm } from './firm-store.ts'
import { giveContactsBack, type MovedContacts, moveContacts } from './merge-contacts.ts'
import { standingBefore } from './merge-standing.ts'
import { staysPast } from './move-service.ts'
import { tell, tellEnded, tellReturned } from './neighbours.ts'
import { type Settled, settled, tellSettled } from './settle.ts'
import { expiringDays, type FirmId, type FirmState, type MergeId, type TagId, type TenancyId } from './shapes.ts'
import { type FirmRecord, type MergeRecord, mine, type TenancyRecord } from './tables.ts'

/** What a merge moved and ended, so that it can be taken back. */
interface Moved extends MovedContacts {
  readonly goneState: FirmState
  /** The planned leaving of the gone firm; merges of before did not keep it. */
  readonly goneLeavesOn?: Day | null
  /** For a server of the version before, which may undo the merge while servers are replaced one by one. */
  readonly keptSince?: Day
  readonly tookCode: boolean
  readonly tenancies: readonly TenancyId[]
  readonly tags: readonly TagId[]
  /** Tags of the gone firm that the kept one has too. */
  readonly endedTags: readonly TagId[]
  readonly facts: readonly string[]
  /** Facts that gave way: of each key the one that is true for the later day stays. */
  readonly replacedFacts: readonly string[]
}

/** Two records of one firm become one: the gone one's suites, contacts, tags and facts come to the kept one. */
export async function mergeFirms(tx: Tx, asked: Doing, keptId: FirmId, goneId: FirmId, why: string): Promise<MergeId> {
  if (keptId === goneId) {
    const words = { zh: '不能与自己合并', en: 'A firm is not merged into itself' }
    fail('invalid', 'enterprises.merge_with_itself', words, [{ path: 'goneId', words }])
  }
  // In the order of their ids, so that two merges at once wait for each other.
  const locked = new Map<FirmId, { firm: FirmRecord; doing: Doing }>()
  for (const id of [keptId, goneId].toSorted()) locked.set(id, await lockFirm(tx, asked, id))
  const { firm: gone } = locked.get(goneId) ?? notFound()
  const { firm: kept, doing } = await lockLiveFirm(tx, asked, keptId)
  if (gone.state === 'merged')
    fail('conflict', 'enterprises.merged_already', { zh: '这条记录已经合并过', en: 'That record is merged already' })
  const { at } = doing
  const mergeId = newId<'firmMerge'>()
  const tookCode = kept.uscc === null && gone.uscc !== null
  const moved = await moveAll(tx, doing.secrets, gone, kept, { at, tookCode })
  const { set: goneSet } = await changeFirm(tx, gone, { state: 'merged', merged_into_id: keptId, leaves_on: null }, at)
  const facts = await projectionOfFacts(tx, kept)
  const code = tookCode ? { uscc: gone.uscc } : {}
  const stands = await standingOfBoth(tx, kept, gone)
  const found = await settled(tx, { ...kept, ...stands }, doing)
  const { firm: after, set } = await changeFirm(tx, kept, { ...facts, ...code, ...stands, ...found.set }, at)
  await mine(tx)
    .insertInto('enterprises.merges')
    .values({
      tenant_id: doing.tenantId,
      id: mergeId,
      kept_id: keptId,
      gone_id: goneId,
      moved: JSON.stringify(moved),
      why,
      at,
      by_person_id: doing.by.personId,
      undone_at: null,
      undone_by: null,
    })
    .execute()
  await recordFirm(tx, doing, 'merged', { firmId: goneId, set: goneSet, otherFirmId: keptId, mergeId, reason: why })
  const tenancies = takenBy(keptId, moved.tenancies, found)
  await recordFirm(tx, doing, 'mergeReceived', { firmId: keptId, set, tenancies, otherFirmId: goneId, mergeId })
  const words = { zh: `并入“${kept.name}”`, en: `Merged into “${kept.name}”` }
  await tellEnded(tx, at, doing.tenantId, await heard(tx, gone), words)
  await tellSettled(tx, at, after, { set: { ...set, name: after.name }, begun: found.begun })
  return mergeId
}

/**
 * How two records of one firm stand together. The one that had left is here again where and since the other is, and
 * leaves when that planned to; a planned leaving is put aside by a stay past its day, as by a move.
 */
async function standingOfBoth(tx: Tx, kept: FirmRecord, gone: FirmRecord): Promise<FirmSet> {
  const { state, since_on, leaves_on, place_id, place_path, grid_id } = gone
  const set: FirmSet =
    kept.state === 'left' && state === 'active'
      ? { state, since_on, leaves_on, place_id, place_path, grid_id }
      : since_on < kept.since_on
        ? { since_on }
        : {}
  const leavesOn = { ...kept, ...set }.leaves_on
  return leavesOn !== null && (await staysPast(tx, kept, leavesOn)) ? { ...set, leaves_on: null } : set
}

/** Stays that a firm has now, and those of which the day has come. */
const takenBy = (firmId: FirmId, taken: readonly TenancyId[], { begun }: Settled) =>
  Object.fromEntries<Partial<TenancyRecord>>([
    ...begun.map((id) => [id, { begun: true }] as const),
    ...taken.map((id) => [id, { firm_id: firmId, ...(begun.includes(id) ? { begun: true } : {}) }] as const),
  ])

async function moveAll(
  tx: Tx,
  secrets: Secrets,
  gone: FirmRecord,
  kept: FirmRecord,
  { at, tookCode }: { at: Date; tookCode: boolean },
): Promise<Moved> {
  const { tenant_id } = gone
  const of = (firm: FirmRecord) => sql`tenant_id = ${tenant_id} and firm_id = ${firm.id}`
  const tenancies = await ids<TenancyId>(
    tx,
    sql`update enterprises.tenancies set firm_id = ${kept.id} where ${of(gone)} returning id`,
  )
  const contacts = await moveContacts(tx, secrets, gone, kept, at)
  const endedTags = await ids<TagId>(
    tx,
    sql`update enterprises.tags set ended_at = ${at} where ${of(gone)} and ended_at is null and tag in (
      select tag from enterprises.tags where ${of(kept)} and ended_at is null) returning id`,
  )
  const tags = await ids<TagId>(
    tx,
    sql`update enterprises.tags set firm_id = ${kept.id} where ${of(gone)} returning id`,
  )
  const weaker = (mine: FirmRecord, theirs: FirmRecord, than: ReturnType<typeof sql.raw>) => sql`
    update enterprises.facts m set replaced_at = ${at} from enterprises.facts o
    where m.tenant_id = ${tenant_id} and m.firm_id = ${mine.id} and m.replaced_at is null
      and o.tenant_id = m.tenant_id and o.firm_id = ${theirs.id} and o.replaced_at is null and o.key = m.key
      and m.as_of ${than} o.as_of returning m.id`
  const replacedFacts = [
    ...(await ids<string>(tx, weaker(kept, gone, sql.raw('<')))),
    ...(await ids<string>(tx, weaker(gone, kept, sql.raw('<=')))),
  ]
  const facts = await ids<string>(
    tx,
    sql`update enterprises.facts set firm_id = ${kept.id} where ${of(gone)} returning id`,
  )
  return {
    goneState: gone.state,
    goneLeavesOn: gone.leaves_on,
    keptSince: kept.since_on,
    tookCode,
    tenancies,
    ...contacts,
    tags,
    endedTags,
    facts,
    replacedFacts,
  }
}

async function ids<Id extends string>(tx: Tx, query: ReturnType<typeof sql>): Promise<Id[]> {
  const { rows } = await query.execute(tx)
  return (rows as { id: Id }[]).map((row) => row.id)
}

/** What came with a merge goes back, as far as it is still there. What happened since stays with the kept firm. */
export async function undoMerge(tx: Tx, asked: Doing, mergeId: MergeId): Promise<void> {
  const { rows } = await sql<MergeRecord>`select * from enterprises.merges
    where tenant_id = ${asked.tenantId} and id = ${mergeId} for update`.execute(tx)
  const merge = rows[0] ?? notFound()
  const { firm: kept, doing } = await lockFirm(tx, asked, merge.kept_id)
  if (merge.undone_at)
    fail('conflict', 'enterprises.undone_already', { zh: '这次合并已经撤销', en: 'That merge is undone already' })
  if (kept.state === 'merged')
    fail('refused', 'enterprises.kept_is_merged', {
      zh: '保留的那条后来又并入了别处，请先撤销后一次合并',
      en: 'The kept record was merged into another one since; please undo that first',
    })
  // The place of a merged firm does not move, but it may lie beyond the asker's area: the merge was theirs to judge.
  const locked = await sql<FirmRecord>`select * from enterprises.firms
    where tenant_id = ${asked.tenantId} and id = ${merge.gone_id} for no key update`.execute(tx)
  const gone = locked.rows[0] ?? notFound()
  const { at } = doing
  const moved = merge.moved as Moved
  // A code that was put right since is the kept firm's own.
  const code = moved.tookCode && kept.uscc === gone.uscc ? { uscc: null } : {}
  const tenancies = await moveBack(tx, merge, kept, gone, moved)
  await forgetLeaseNotices(tx, merge, tenancies)
  const stood = await standingBefore(tx, doing, kept, mergeId)
  const found = await settled(tx, { ...kept, ...stood }, doing)
  const keptSet = { ...code, ...(await projectionOfFacts(tx, kept)), ...stood, ...found.set }
  const { firm: after, set } = await changeFirm(tx, kept, keptSet, at)
  const was = { ...(await stateBefore(tx, doing, gone, moved)), merged_into_id: null }
  const there = await settled(tx, { ...gone, ...was }, doing)
  const back = { ...was, ...(await projectionOfFacts(tx, gone)), ...there.set }
  const { firm: returned, set: goneSet } = await changeFirm(tx, gone, back, at).catch((error) =>
    constraintOf(error) === 'firms_one_live_code' ? refuseTakenCode(gone) : Promise.reject(error),
  )
  await mine(tx)
    .updateTable('enterprises.merges')
    .set({ undone_at: at, undone_by: doing.by.personId })
    .where('tenant_id', '=', doing.tenantId)
    .where('id', '=', mergeId)
    .execute()
  await recordFirm(tx, doing, 'mergeLost', {
    firmId: kept.id,
    set,
    tenancies: takenBy(kept.id, [], found),
    otherFirmId: gone.id,
    mergeId,
  })
  await recordFirm(tx, doing, 'mergeUndone', {
    firmId: gone.id,
    set: goneSet,
    tenancies: takenBy(gone.id, tenancies, there),
    otherFirmId: kept.id,
    mergeId,
  })
  await tellSettled(tx, at, after, { set: { ...set, name: after.name }, begun: found.begun })
  const stands = await heard(tx, returned)
  const absence = moved.goneState === 'left' ? 'leaving' : 'merge'
  if (returned.state === 'active') await tellReturned(tx, at, doing.tenantId, stands, absence)
  await tell(tx, at, doing.tenantId, 'registered', stands)
  if (there.begun.length > 0) await tell(tx, at, doing.tenantId, 'movedIn', stands)
}

/** Of leases that came to run out during a merge the kept firm was told; they are told anew of the one that has them now. */
async function forgetLeaseNotices(tx: Tx, { tenant_id, at }: MergeRecord, ids: readonly TenancyId[]): Promise<void> {
  await sql`delete from enterprises.lease_notices where tenant_id = ${tenant_id} and tenancy_id = any(${[...ids]}::uuid[])
    and lease_until > ${dayOf(at)}::date + ${expiringDays}::integer`.execute(tx)
}

/** The gone firm with its planned leaving, unless it stays past that day by now, or went and came back before it. */
async function stateBefore(
  tx: Tx,
  doing: Doing,
  gone: FirmRecord,
  { goneState: state, goneLeavesOn = null }: Moved,
): Promise<FirmSet> {
  const isOver = goneLeavesOn === null || (state === 'left' && goneLeavesOn <= todayOf(doing))
  return isOver || (await staysPast(tx, gone, goneLeavesOn)) ? { state } : { state, leaves_on: goneLeavesOn }
}

/** Whose it is now is not said: it may lie beyond the asker's area. */
const refuseTakenCode = ({ uscc, name }: FirmRecord): never =>
  fail('conflict', 'enterprises.code_taken_since', {
    zh: `“${name}”的代码 ${uscc} 现已登记在另一家企业名下，没有撤销。请先更正那家的代码，或把它也合并，再来撤销`,
    en: `The code ${uscc} of “${name}” is registered with another firm by now; nothing was undone. Please correct that firm’s code first, or merge it as well, and undo again`,
  })

async function moveBack(
  tx: Tx,
  merge: MergeRecord,
  kept: FirmRecord,
  gone: FirmRecord,
  moved: Moved,
): Promise<TenancyId[]> {
  const { tenant_id } = kept
  const still = (list: readonly string[]) =>
    sql`tenant_id = ${tenant_id} and firm_id = ${kept.id} and id = any(${[...list]}::uuid[])`
  const tenancies = await ids<TenancyId>(
    tx,
    sql`update enterprises.tenancies set firm_id = ${gone.id} where ${still(moved.tenancies)} returning id`,
  )
  await giveContactsBack(tx, kept, gone, moved)
  await sql`update enterprises.tags set firm_id = ${gone.id} where ${still(moved.tags)}`.execute(tx)
  await sql`update enterprises.tags set ended_at = null
    where tenant_id = ${tenant_id} and firm_id = ${gone.id} and id = any(${[...moved.endedTags]}::uuid[])`.execute(tx)
  await sql`update enterprises.facts set firm_id = ${gone.id} where ${still(moved.facts)}`.execute(tx)
  // What was current with the gone firm is so again there, though something newer was said of the kept one since.
  await sql`update enterprises.facts f set replaced_at = null
    where f.tenant_id = ${tenant_id} and f.firm_id = ${gone.id} and f.id in (
      select distinct on (m.key) m.id from enterprises.facts m where m.tenant_id = ${tenant_id} and m.firm_id = ${gone.id}
        and m.id = any(${[...moved.facts]}::uuid[]) and m.replaced_at > ${merge.at}
      order by m.key, m.as_of desc, m.at desc)
      and not exists (select from enterprises.facts c where c.tenant_id = f.tenant_id and c.firm_id = f.firm_id
        and c.key = f.key and c.replaced_at is null)`.execute(tx)
  // What gave way is current again, unless something newer was recorded since.
  await sql`update enterprises.facts f set replaced_at = null
    where f.tenant_id = ${tenant_id} and f.id = any(${[...moved.replacedFacts]}::uuid[])
      and not exists (select from enterprises.facts c where c.tenant_id = f.tenant_id and c.firm_id = f.firm_id
        and c.key = f.key and c.replaced_at is null)`.execute(tx)
  return tenancies
}
