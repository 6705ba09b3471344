import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Verify, Verifying } from '../../../kernel/events/verify.ts'
import { formulasInForce } from '../formulas/formula-store.ts'
import type { MatterRecord } from '../tables.ts'
import { FigureRecount, figureFaults } from './figure-recount.ts'
import { differences, fold, type StandingColumn, standingColumns, type Told } from './fold.ts'
import { measureFaults } from './measure-recount.ts'
import { standingFaults } from './standing-checks.ts'
import { TallyRecount } from './tally-recount.ts'
import { answersFaultOf, hashOf, type KeptRemark, wordsFaults } from './words-check.ts'

/** Matters looked at together: some thousand events. */
const atOnce = 500

/**
 * Folds every matter from its events and compares; holds its rows behind, its words, the board's figures and its tallies
 * against what was folded.
 */
export const verifyMatters: Verify = async (verifying) => {
  const { tx, tenantId, now, report } = verifying
  const recount = {
    figures: new FigureRecount(now, await formulasInForce(tx, tenantId, now)),
    tallies: await TallyRecount.begin(tx, tenantId, now),
  }
  const counts = { matters: 0, erased: 0 }
  for await (const batch of batches(tx, tenantId)) {
    counts.matters += batch.matters.length
    counts.erased += verifyBatch(batch, recount, report)
  }
  for (const { name, id, what } of await standingFaults(tx, tenantId, now))
    report({ check: `matters.${name}`, stream: `matters:${id}`, what: `does not hold: ${what}` })
  for (const { matterId, what } of await measureFaults(tx, tenantId))
    report({ check: 'matters.measures', stream: `matters:${matterId}`, what })
  for (const what of await figureFaults(tx, tenantId, recount.figures, now)) report({ check: 'matters.figures', what })
  for (const what of await recount.tallies.faults(tx, tenantId)) report({ check: 'matters.tallies', what })
  return counts
}

type MatterHead = Pick<MatterRecord, 'id' | 'number' | 'title' | 'body' | 'answers' | StandingColumn>

interface EventRow extends Told {
  readonly stream: string
  readonly fileIds: readonly string[] | null
  readonly remark: { readonly id: string; readonly hash: string } | null
  readonly bodyHash: string | null
  readonly answersHash: string | null
}

interface Recount {
  readonly figures: FigureRecount
  readonly tallies: TallyRecount
}

interface Batch {
  readonly matters: readonly MatterHead[]
  readonly events: ReadonlyMap<string, readonly EventRow[]>
  readonly remarks: ReadonlyMap<string, readonly KeptRemark[]>
}

/** All matters of a tenant in the order of their ids, with their events and remarks; and streams that have no matter. */
async function* batches(tx: Tx, tenantId: TenantId): AsyncGenerator<Batch> {
  let after = ''
  for (let more = true; more; ) {
    const { rows: matters } = await sql<MatterHead>`
      select id, number, title, body, answers, ${sql.join(standingColumns.map((name) => sql.ref(name)))} from matters.matters
      where tenant_id = ${tenantId} ${after === '' ? sql`` : sql`and id > ${after}`} order by id limit ${atOnce}`.execute(
      tx,
    )
    more = matters.length === atOnce
    // Streams are named by their ids, whose text has the same order; `;` is the character after `:`.
    const last = more ? `matters:${matters.at(-1)?.id}` : 'matters;'
    const ids = matters.map((matter) => matter.id)
    yield {
      matters,
      events: await eventsBetween(tx, tenantId, `matters:${after}`, last),
      remarks: await remarksOf(tx, tenantId, ids),
    }
    after = matters.at(-1)?.id ?? after
  }
}

async function eventsBetween(tx: Tx, tenantId: TenantId, after: string, last: string) {
  const { rows } = await sql<EventRow>`
    select stream, seq, payload ->> 'action' as action, payload ->> 'from' as "from", payload ->> 'to' as "to",
      payload -> 'set' as set, payload ->> 'holderPostId' as "holderPostId", payload -> 'fileIds' as "fileIds",
      payload -> 'remark' as remark, payload -> 'facts' ->> 'bodyHash' as "bodyHash",
      payload -> 'facts' ->> 'answersHash' as "answersHash"
    from kernel.events_view where tenant_id = ${tenantId} and stream > ${after} and stream <= ${last}
    order by stream, seq`.execute(tx)
  return grouped(rows, (row) => row.stream)
}

async function remarksOf(tx: Tx, tenantId: TenantId, ids: readonly string[]) {
  const { rows } = await sql<KeptRemark & { matterId: string }>`
    select id, matter_id as "matterId", words, file_ids as "fileIds" from matters.remarks
    where tenant_id = ${tenantId} and matter_id = any(${[...ids]}::uuid[])`.execute(tx)
  return grouped(rows, (row) => row.matterId)
}

function grouped<Row>(rows: readonly Row[], by: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(by(row))
    if (group) group.push(row)
    else groups.set(by(row), [row])
  }
  return groups
}

/** @returns how many remarks and reports were found erased. */
function verifyBatch({ matters, events, remarks }: Batch, recount: Recount, report: Verifying['report']): number {
  let erased = 0
  const strange = new Set(events.keys())
  for (const matter of matters) {
    const stream = `matters:${matter.id}`
    strange.delete(stream)
    const told = events.get(stream) ?? []
    const say = (check: string, what: string, seq?: number) =>
      report({
        check: `matters.${check}`,
        stream,
        ...(seq === undefined ? {} : { seq }),
        what: `${matter.number}: ${what}`,
      })
    if (told.length === 0) {
      say('standing', 'the ledger knows nothing of it')
      continue
    }
    const { standing, faults } = fold(told)
    for (const { seq, what } of faults) say('story', what, seq)
    for (const what of differences(standing, matter)) say('standing', what)
    recount.figures.add(standing)
    recount.tallies.add(matter.id, matter.number, standing)
    erased += verifyWords(matter, told, remarks.get(matter.id) ?? [], say)
  }
  for (const stream of strange) report({ check: 'matters.standing', stream, what: 'is a stream without a matter' })
  return erased
}

function verifyWords(
  { title, body, answers }: MatterHead,
  told: readonly EventRow[],
  remarks: readonly KeptRemark[],
  say: (check: string, what: string, seq?: number) => void,
): number {
  const vouched = told.flatMap(({ seq, remark, fileIds }) =>
    remark ? [{ seq, ...remark, fileIds: fileIds ?? [] }] : [],
  )
  const found = wordsFaults(vouched, remarks)
  for (const { seq, what } of found.faults) say('words', what, seq)
  const answersFault = answersFaultOf(answers, told.flatMap((one) => one.answersHash ?? []).at(-1))
  if (answersFault === 'changed') say('words', 'what was filled in of its form was changed')
  const erased = found.erased + (answersFault === 'erased' ? 1 : 0)
  const bodyHash = told[0]?.bodyHash
  if (!bodyHash || bodyHash === hashOf([title, body])) return erased
  if (body === '') return erased + 1
  say('words', 'its title or the words of the report were changed', 1)
  return erased
}
