import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { addLevel as addEndpoint } from './contract.ts'
import * as events from './events.ts'
import type { Keeping } from './keeping-service.ts'
import { keeping } from './place-policy.ts'
import { addLevel as insertLevel } from './place-store.ts'
import type { LevelKind } from './tables.ts'

/** From the top down; a level never stands above one of an earlier kind. */
const order: readonly LevelKind[] = ['area', 'compound', 'building', 'inside']

/** More levels than any administration has. */
const mostLevels = 12

interface Level {
  readonly code: string
  readonly rank: number
  readonly kind: LevelKind
  readonly name: Words
}

async function lockLevels(tx: Tx, tenantId: TenantId): Promise<Level[]> {
  const { rows } = await sql<Level>`select code, rank, kind, name from places.levels
    where tenant_id = ${tenantId} order by rank for update`.execute(tx)
  return rows
}

/** What a level is called from now on. */
export async function nameLevel(tx: Tx, { actor, by, at }: Keeping, code: string, name: Words): Promise<void> {
  const { tenantId } = actor
  const is = { zh: name.zh.trim(), en: name.en.trim() }
  const { numAffectedRows } = await sql`update places.levels set name = ${JSON.stringify(is)}::jsonb
    where tenant_id = ${tenantId} and code = ${code}`.execute(tx)
  if (!numAffectedRows) notFound()
  const payload: events.LevelNamed = { code, ...is }
  const actorOf = { ...by, postId: keeping(actor, '/') }
  await record(tx, { tenantId, stream: events.levelStream(code), type: events.levelNamed, at, actor: actorOf, payload })
}

/** Adds a level right below another, or on top; the levels below move down by one. @returns its code */
export async function addLevel(
  tx: Tx,
  { actor, by, at }: Keeping,
  { below, kind, zh, en }: BodyOf<typeof addEndpoint>,
): Promise<string> {
  const { tenantId } = actor
  const levels = await lockLevels(tx, tenantId)
  const above = below === null ? null : (levels.find(({ code }) => code === below) ?? notFound())
  const rank = above ? above.rank + 1 : (levels[0]?.rank ?? 0)
  const next = levels.find((level) => level.rank >= rank)
  const place = order.indexOf(kind)
  if ((above && order.indexOf(above.kind) > place) || (next && order.indexOf(next.kind) < place)) {
    const words = {
      zh: '层级从上到下是：行政区域、小区、楼栋、楼内，这里放不下这一类',
      en: 'From the top down there are areas, compounds, buildings, and what is inside; this kind does not go here',
    }
    fail('invalid', 'places.level_order', words, [{ path: 'kind', words }])
  }
  if (levels.length >= mostLevels)
    fail('refused', 'places.many_levels', { zh: '层级已经够多了', en: 'There are enough levels' })
  await sql`update places.levels set rank = rank + 1 where tenant_id = ${tenantId} and rank >= ${rank}`.execute(tx)
  const code = freeLevelCode(levels)
  const name = { zh: zh.trim(), en: en.trim() }
  await insertLevel(tx, tenantId, { code, rank, kind, name })
  const payload: events.LevelAdded = { code, below, kind, ...name }
  const doer = { ...by, postId: keeping(actor, '/') }
  await record(tx, { tenantId, stream: events.levelStream(code), type: events.levelAdded, at, actor: doer, payload })
  return code
}

const freeLevelCode = (levels: readonly Level[]): string => {
  for (let n = levels.length + 1; ; n++) if (!levels.some(({ code }) => code === `level-${n}`)) return `level-${n}`
}

/** Takes away a level in which no place has ever been. */
export async function removeLevel(tx: Tx, { actor, by, at }: Keeping, code: string): Promise<void> {
  const { tenantId } = actor
  const level = (await lockLevels(tx, tenantId)).find((one) => one.code === code) ?? notFound()
  const used =
    await sql`select from places.places where tenant_id = ${tenantId} and level_code = ${code} limit 1`.execute(tx)
  if (used.rows.length > 0)
    fail('refused', 'places.level_used', {
      zh: '这个层级里有过地点，不能去掉；可以改名',
      en: 'There have been places of this level, so it stays; it can be renamed',
    })
  await sql`delete from places.levels where tenant_id = ${tenantId} and code = ${code}`.execute(tx)
  const payload: events.LevelRemoved = { code, zh: level.name.zh, en: level.name.en }
  const doer = { ...by, postId: keeping(actor, '/') }
  await record(tx, { tenantId, stream: events.levelStream(code), type: events.levelRemoved, at, actor: doer, payload })
}
