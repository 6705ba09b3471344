import { sayingOf } from '../../bench/words.ts'
import { type MatterId, newId, type PersonId } from '../../kernel/contract/ids.ts'
import type { ActBody, MatterView } from '../../modules/matters/contract.ts'
import type { Scene } from './scene.ts'
import type { Ward } from './ward.ts'

/** What a storm breaks. */
const stormCategories = ['0201', '0202', '0204', '0301']

interface Told {
  readonly path: string
  readonly cookie?: string
  readonly host?: string
  readonly body: object
  readonly reporterId: PersonId | null
}

/** One report, by one of the four doors: a resident, a stranger with a receipt, the telephone, a grid worker on the way. */
export async function report(scene: Scene, ward: Ward, stormy: boolean): Promise<void> {
  const { chance, caller } = scene
  const building = chance.pick(ward.district.buildings)
  const { category, body } = sayingOf(chance.below(1_000_000))
  const said = {
    id: newId<'matter'>(),
    category: stormy && chance.of(70) ? chance.pick(stormCategories) : category,
    placeId: building.placeId,
    body,
    priority: chance.of(stormy ? 12 : 3) ? 'urgent' : 'normal',
  }
  const told = await toldBy(scene, ward, said)
  const { status, json, key } = await caller.ask('report', { method: 'POST', ...told })
  if (status !== 200) return
  const { number, receiptCode } = json as { number: string; receiptCode: string }
  const acknowledged = { id: said.id, number, key, receiptCode, reporterId: told.reporterId }
  ward.reported.push(acknowledged)
  ward.byId.set(said.id, acknowledged)
}

async function toldBy({ chance, visitors }: Scene, ward: Ward, said: { placeId: string }): Promise<Told> {
  const { tenantId, district } = ward
  const door = chance.below(100)
  if (door < 35) {
    const { personId, placeId } = chance.pick(ward.neighbours)
    const cookie = await visitors.cookieOf(tenantId, personId)
    return { path: '/api/matters', cookie, body: { ...said, kind: 'demand', placeId }, reporterId: personId }
  }
  if (door < 60) return { path: '/api/matters', host: ward.host, body: { ...said, kind: 'demand' }, reporterId: null }
  const gridId = district.buildings.find(({ placeId }) => placeId === said.placeId)?.gridId
  const worker = (gridId && ward.workers.get(gridId)) ?? chance.pick(district.workers)
  const cookie = await visitors.cookieOf(tenantId, worker.personId)
  if (door < 90) {
    const kind = chance.of(25) ? 'hotline' : 'demand'
    const reporter = { name: '王女士', phone: `1000${String(3_000_000 + chance.below(900_000))}` }
    const body = { ...said, kind, channel: 'phone', reporter }
    return { path: '/api/matters/intake', cookie, body, reporterId: null }
  }
  return { path: '/api/matters/patrol', cookie, body: { ...said, kind: 'patrol' }, reporterId: null }
}

/** The reporter looks whether it was solved and says so, or that it was not; now and then again after it was closed. */
export async function answer(scene: Scene, ward: Ward, id: MatterId): Promise<void> {
  const { chance, caller, visitors } = scene
  const known = ward.byId.get(id)
  if (!known) return
  const who = known.reporterId
    ? { cookie: await visitors.cookieOf(ward.tenantId, known.reporterId) }
    : { host: ward.host }
  const path = known.reporterId ? `/api/matters/${id}` : `/api/receipts/${known.receiptCode}`
  const { status, json } = await caller.ask('see', { path, ...who })
  if (status !== 200) return scene.breaks(`a reporter cannot see ${id}: ${status}`)
  const may = new Set((json as MatterView).next.map(({ action }) => action))
  const words = '看过了'
  let body: ActBody | null = null
  if (may.has('confirm') && !chance.of(12)) body = { action: 'confirm', rating: 3 + chance.below(3), words }
  else if (may.has('reject')) body = { action: 'reject', words: '还是老样子' }
  else if (may.has('reopen') && chance.of(30)) body = { action: 'reopen', words: '又坏了' }
  if (body) await caller.ask('answer', { method: 'POST', path: `${path}/acts`, ...who, body })
}
