import type { Actor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { beginningOf } from '../../kernel/text/beginning.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { Uploader } from '../files/public.ts'
import { placeOf } from '../places/public.ts'
import type { HazardAnswer, PointDoor, reportHazard } from './contract.ts'
import { findingPage } from './finding-queries.ts'
import { keepHazard, otherHazard } from './finding-service.ts'
import { retired } from './point-service.ts'
import { type Rhythm, rhythms } from './rhythm.ts'
import { lockPoint, pointByCode } from './safety-store.ts'
import type { Seeing, Writing } from './scope.ts'
import type { FindingRecord } from './tables.ts'

type Looking = Omit<Seeing, 'actor'> & { readonly actor: Actor | null }

/** What anybody sees of a point: no names of people, no words of anybody. */
export async function doorView(tx: Tx, looking: Looking, code: string): Promise<PointDoor> {
  const { tenantId, actor } = looking
  const point = await pointByCode(tx, tenantId, code)
  const place = (await placeOf(tx, tenantId, point.place_id)) ?? notFound()
  const compound = (await placeOf(tx, tenantId, point.compound_id)) ?? notFound()
  const { rows: hazards } = await sql<Pick<FindingRecord, 'level' | 'state' | 'found_at'>>`select level, state, found_at
    from safety.findings where tenant_id = ${tenantId} and point_id = ${point.id} and state <> 'cleared'
    order by found_at desc`.execute(tx)
  const { rows: routes } = await sql<{ rhythm: Rhythm }>`select rhythm from safety.routes where tenant_id = ${tenantId}
    and to_on is null and ${point.id}::uuid = any(point_ids)`.execute(tx)
  const rechecks = actor
    ? (await findingPage(tx, { ...looking, actor }, { pointId: point.id, show: 'recheck' })).rows
    : []
  return {
    ...{ id: point.id, code: point.code, kind: point.kind, name: point.name, toOn: point.to_on },
    place: { id: place.id, name: place.name, nameEn: place.nameEn },
    compound: { id: compound.id, name: compound.name, nameEn: compound.nameEn },
    lastCheckedOn: point.last_checked_at ? dayOf(point.last_checked_at) : null,
    rhythm: rhythms.find((one) => routes.some(({ rhythm }) => rhythm === one)) ?? null,
    hazards: hazards.map(({ level, state, found_at }) => ({ level, state, foundOn: dayOf(found_at) })),
    rechecks: rechecks.filter(({ mayRecheck }) => mayRecheck),
  }
}

/** Days within which what a neighbour reports is to be put right, unless its matter says otherwise. */
const neighbourDays = 7

/** A neighbour reports a hazard; it is a matter of their own, with a receipt code, and a line of the ledger. */
export async function tellHazard(
  tx: Tx,
  services: { readonly clock: Clock; readonly secrets: Secrets },
  writing: Writing & { readonly actor: Actor | null; readonly uploader: Uploader },
  code: string,
  body: BodyOf<typeof reportHazard>,
): Promise<HazardAnswer> {
  const found = await pointByCode(tx, writing.tenantId, code)
  const point = (await lockPoint(tx, writing.tenantId, found.id)) ?? notFound()
  if (point.to_on) retired()
  const words = body.words.trim()
  const { reported } = await keepHazard(tx, services, writing, point, {
    ...{ item: null, category: otherHazard, level: 'ordinary', days: neighbourDays, words, roundId: null },
    ...{
      title: beginningOf(`${point.name}：${words}`, 60),
      fileIds: body.fileIds ?? [],
      uploadKey: writing.uploader.key,
    },
    reporter: { personId: writing.actor?.personId ?? null, phone: body.phone?.trim() || null },
  })
  if (!reported) throw new Error('a neighbour’s report made no matter')
  const { receiptCode, number, holder, dueAt } = reported
  return { receiptCode, number, holder: { name: holder.name, nameEn: holder.nameEn }, dueAt }
}
