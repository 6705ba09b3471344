import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { beginningOf } from '../../kernel/text/beginning.ts'
import type { Uploader } from '../files/public.ts'
import { type Checklist, type Item, judge } from './checklist.ts'
import { checklistAt, checklistsInForce } from './checklist-service.ts'
import type { CheckAnswer, CheckBody } from './contract.ts'
import { type CheckId, type RoundId, routeStream } from './events.ts'
import { keepHazard, lookedFine } from './finding-service.ts'
import { type ChecklistCode, kinds } from './kinds.ts'
import { lockPoint, lockSeenRoute, plainCode, tell } from './safety-store.ts'
import { type Doing, walkingPost } from './scope.ts'
import type { PointRecord, RoundRecord } from './tables.ts'

/**
 * What was found at a point of a round. Its code proves that somebody stood there; nothing else is asked. A round whose
 * period is over meanwhile still takes it: it stays missed, but what was found is not lost.
 */
export async function checkPoint(
  tx: Tx,
  asked: Doing,
  roundId: RoundId,
  body: CheckBody,
  uploader: Uploader,
): Promise<CheckAnswer> {
  const { round, doing } = await lockRound(tx, asked, roundId)
  if (!round.point_ids.includes(body.pointId)) return notFound()
  const point = (await lockPoint(tx, doing.tenantId, body.pointId)) ?? notFound()
  await refuseTwice(tx, round, point)
  const skipped = body.skippedWhy?.trim()
  if (skipped) {
    await writeCheck(tx, doing, {
      round,
      point,
      list: listNone(point),
      answers: {},
      skipped,
      how: null,
      outcome: 'skipped',
    })
    return { made: 0, noted: 0, cleared: 0, ...(await finish(tx, doing, round)) }
  }
  if (plainCode(body.code ?? '') !== point.code) wrongCode()
  const list = await listOf(tx, doing, point, body.version)
  const answers = body.answers ?? {}
  const { noes, whole } = judge(list, answers)
  if (!whole) missing()
  const outcome = noes.length > 0 ? ('found' as const) : ('fine' as const)
  await writeCheck(tx, doing, { round, point, list, answers, skipped: null, how: body.how ?? 'typed', outcome })
  let [made, noted, cleared] = [0, 0, 0]
  for (const item of noes) (await keepNo(tx, doing, { round, point, item, body, uploader })) ? made++ : noted++
  for (const { code } of list.items) if (answers[code] && (await lookedFine(tx, doing, point, code))) cleared++
  return { made, noted, cleared, ...(await finish(tx, doing, round)) }
}

async function lockRound(tx: Tx, asked: Doing, roundId: RoundId): Promise<{ round: RoundRecord; doing: Doing }> {
  const { rows } = await sql<RoundRecord>`select * from safety.rounds where tenant_id = ${asked.tenantId}
    and id = ${roundId}`.execute(tx)
  const found = rows[0] ?? notFound()
  // The route's lock orders all that is written on its rounds.
  const route = await lockSeenRoute(tx, asked, found.route_id)
  const postId = walkingPost(asked.actor, route) ?? forbidden()
  const { rows: fresh } = await sql<RoundRecord>`select * from safety.rounds where tenant_id = ${asked.tenantId}
    and id = ${roundId} for update`.execute(tx)
  return { round: fresh[0] ?? notFound(), doing: { ...asked, by: { ...asked.by, postId } } }
}

async function refuseTwice(tx: Tx, round: RoundRecord, point: PointRecord): Promise<void> {
  const { rows } = await sql`select from safety.checks where tenant_id = ${round.tenant_id} and round_id = ${round.id}
    and point_id = ${point.id}`.execute(tx)
  if (rows.length > 0)
    fail('conflict', 'safety.checked_already', {
      zh: '这一轮已经查过这处点位',
      en: 'This point was checked in this round already',
    })
}

const wrongCode = (): never => {
  const words = { zh: '编码和点位对不上，请扫现场的码', en: 'That is not the code at this point. Please scan it there' }
  return fail('invalid', 'safety.wrong_code', words, [{ path: 'code', words }])
}

const missing = (): never => {
  const words = { zh: '请逐项回答', en: 'Please answer each question' }
  return fail('invalid', 'safety.answers_missing', words, [{ path: 'answers', words }])
}

type Asked = Checklist & { readonly code: ChecklistCode }

async function listOf(tx: Tx, { tenantId }: Doing, point: PointRecord, version: number | undefined): Promise<Asked> {
  const code = kinds[point.kind].checklist
  if (version !== undefined) {
    const list = await checklistAt(tx, tenantId, code, version)
    if (list) return { ...list, code }
  }
  return (await checklistsInForce(tx, tenantId)).find((one) => one.code === code) ?? notFound()
}

const listNone = (point: PointRecord): Asked => ({
  code: kinds[point.kind].checklist,
  version: 1,
  source: '',
  items: [],
})

interface Written {
  readonly round: RoundRecord
  readonly point: PointRecord
  readonly list: Asked
  readonly answers: Readonly<Record<string, boolean>>
  readonly outcome: 'fine' | 'found' | 'skipped'
  readonly how: 'scan' | 'typed' | null
  readonly skipped: string | null
}

async function writeCheck(tx: Tx, doing: Doing, of: Written): Promise<void> {
  const { tenantId, at, actor, by } = doing
  const { round, point, list, outcome, how } = of
  const checkId = newId<'check'>() as CheckId
  await sql`insert into safety.checks (tenant_id, id, round_id, point_id, outcome, checklist, checklist_version, answers, how,
      skipped_why, at, by_person, by_post)
    values (${tenantId}, ${checkId}, ${round.id}, ${point.id}, ${outcome}, ${list.code}, ${list.version},
      ${JSON.stringify(of.answers)}::jsonb, ${how}, ${of.skipped}, ${at}, ${actor.personId}, ${by.postId})`.execute(tx)
  if (outcome !== 'skipped')
    await sql`update safety.points set last_checked_at = ${at} where tenant_id = ${tenantId} and id = ${point.id}`.execute(
      tx,
    )
  await tell(tx, doing, routeStream(round.route_id), 'point_checked', {
    ...{ routeId: round.route_id, roundId: round.id, checkId, pointId: point.id },
    set: { outcome, how, checklist: list.code, checklist_version: list.version },
    hash: requestHash(of.skipped ?? of.answers).toString('hex'),
  })
}

interface No {
  readonly round: RoundRecord
  readonly point: PointRecord
  readonly item: Item
  readonly body: CheckBody
  readonly uploader: Uploader
}

/** @returns true where a hazard is new */
async function keepNo(tx: Tx, doing: Doing, { round, point, item, body, uploader }: No): Promise<boolean> {
  const said = body.found?.find((one) => one.item === item.code)
  const no = `不符合：${item.question.zh}`
  const words = said?.words?.trim() || no
  const { reported } = await keepHazard(tx, doing, doing, point, {
    ...{ item: item.code, category: item.category, level: item.level, days: item.days, words },
    title: beginningOf(`${point.name}：${words}`, 60),
    ...{ fileIds: said?.fileIds ?? [], uploadKey: uploader.key, roundId: round.id },
  })
  return reported !== null
}

/** A round is done when each of its points was checked or skipped. @returns how many are left */
async function finish(tx: Tx, doing: Doing, round: RoundRecord): Promise<{ left: number; done: boolean }> {
  const { tenantId, at } = doing
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from safety.checks where tenant_id = ${tenantId}
    and round_id = ${round.id}`.execute(tx)
  const left = round.point_ids.length - (rows[0]?.n ?? 0)
  if (left > 0 || round.state !== 'open') return { left, done: round.state === 'done' }
  await sql`update safety.rounds set state = 'done', done_at = ${at} where tenant_id = ${tenantId}
    and id = ${round.id}`.execute(tx)
  const { route_id: routeId, id: roundId } = round
  await tell(tx, doing, routeStream(routeId), 'round_done', { routeId, roundId, set: { state: 'done' } })
  return { left: 0, done: true }
}
