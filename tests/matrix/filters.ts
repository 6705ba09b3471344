import type { QueryOf } from '../../kernel/contract/endpoint.ts'
import type { Town } from '../../kernel/testing/town.ts'
import type { listMatters } from '../../modules/matters/contract.ts'
import { isOpen } from '../../modules/matters/matter.ts'
import type { MatterRecord } from '../../modules/matters/tables.ts'
import { isInPlace, type Register } from './oracle.ts'

export interface FilterCase {
  readonly query: QueryOf<typeof listMatters>
  readonly holds: (matter: MatterRecord) => boolean
}

/** The day that a Chinese wall calendar shows. */
const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

export const monthOf = (at: Date, months: number): string => {
  const day = new Date(at.getTime() + 8 * 3_600_000)
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1)).toISOString().slice(0, 7)
}

export const monthStart = (at: Date): Date => new Date(`${monthOf(at, 0)}-01T00:00:00+08:00`)

/** Each filter with what it means, in plain code. */
export function filterCases(town: Town, register: Register, posts: ReadonlySet<string>, now: Date): FilterCase[] {
  const { places, grids, posts: all } = town
  const middle = dayOf(new Date(now.getTime() - 14 * 86_400_000))
  const lamp = (matter: MatterRecord) => {
    const { clock_due_at: due, clock_yellow_at: yellow } = matter
    if (!isOpen(matter.state) || !due || !yellow) return null
    return now > due ? 'red' : now >= yellow ? 'yellow' : 'green'
  }
  const holds = (matter: MatterRecord) => matter.holder_post_id !== null && posts.has(matter.holder_post_id)
  const counted = (matter: MatterRecord) => matter.state !== 'void' && matter.state !== 'merged'
  return [
    { query: {}, holds: () => true },
    { query: { open: true }, holds: (m) => isOpen(m.state) },
    { query: { state: ['closed'] }, holds: (m) => m.state === 'closed' },
    { query: { state: ['assigned', 'handling'] }, holds: (m) => m.state === 'assigned' || m.state === 'handling' },
    { query: { state: ['void', 'merged'] }, holds: (m) => !counted(m) },
    { query: { mine: true }, holds: (m) => isOpen(m.state) && holds(m) },
    { query: { mine: true, state: ['assigned'] }, holds: (m) => m.state === 'assigned' && holds(m) },
    {
      query: { escalatedToMe: true },
      holds: (m) => isOpen(m.state) && m.escalated_to_post_id !== null && posts.has(m.escalated_to_post_id),
    },
    { query: { lamp: 'red' }, holds: (m) => lamp(m) === 'red' },
    { query: { lamp: 'yellow' }, holds: (m) => lamp(m) === 'yellow' },
    { query: { lamp: 'green' }, holds: (m) => lamp(m) === 'green' },
    { query: { kind: ['patrol'] }, holds: (m) => m.kind_code === 'patrol' },
    { query: { kind: ['demand', 'hotline'] }, holds: (m) => m.kind_code !== 'patrol' },
    { query: { category: '08' }, holds: (m) => m.category_code.startsWith('08') },
    { query: { category: '080201' }, holds: (m) => m.category_code === '080201' },
    { query: { category: '' }, holds: (m) => m.category_code === '' },
    { query: { priority: 'urgent' }, holds: (m) => m.priority === 'urgent' },
    { query: { channel: ['phone'] }, holds: (m) => m.channel === 'phone' },
    { query: { channel: ['pocket', 'patrol'] }, holds: (m) => m.channel === 'pocket' || m.channel === 'patrol' },
    { query: { selfFound: true }, holds: (m) => m.self_found },
    { query: { selfFound: false }, holds: (m) => !m.self_found },
    { query: { reopened: true }, holds: (m) => m.rounds > 1 },
    { query: { reopened: false }, holds: (m) => m.rounds === 1 },
    { query: { returned: true }, holds: (m) => m.returns > 0 },
    { query: { extended: true }, holds: (m) => m.extensions > 0 },
    { query: { excluded: true }, holds: (m) => m.exclusion === 'approved' },
    { query: { excluded: false }, holds: (m) => m.exclusion !== 'approved' },
    { query: { supervised: true }, holds: (m) => isOpen(m.state) && m.orders > 0 },
    ...([1, 2, 3, 4, 5] as const).map((satisfaction) => ({
      query: { satisfaction },
      holds: (m: MatterRecord) => m.satisfaction === satisfaction,
    })),
    { query: { outcome: 'solved' }, holds: (m) => m.outcome === 'solved' },
    { query: { outcome: 'explained' }, holds: (m) => m.outcome === 'explained' },
    { query: { placeId: places.compound11 }, holds: (m) => isInPlace(register, m.place_id, places.compound11) },
    { query: { placeId: places.community1, directly: true }, holds: (m) => m.place_id === places.community1 },
    { query: { placeId: places.community3 }, holds: (m) => isInPlace(register, m.place_id, places.community3) },
    { query: { gridId: grids.grid11 }, holds: (m) => m.grid_id === grids.grid11 },
    { query: { gridless: true }, holds: (m) => m.grid_id === null },
    { query: { area: '-180,-90,180,90' }, holds: (m) => m.lng !== null && m.lat !== null },
    {
      query: { holderPostId: all.gridWorker11 },
      holds: (m) => isOpen(m.state) && m.holder_post_id === all.gridWorker11,
    },
    { query: { reportedFrom: middle }, holds: (m) => dayOf(m.reported_at) >= middle },
    { query: { reportedTo: middle }, holds: (m) => dayOf(m.reported_at) <= middle },
    { query: { closedFrom: middle }, holds: (m) => m.closed_at !== null && dayOf(m.closed_at) >= middle },
    { query: { closedTo: middle }, holds: (m) => m.closed_at !== null && dayOf(m.closed_at) <= middle },
    { query: { subjectKind: 'firm' }, holds: (m) => m.subject_kind === 'firm' },
    { query: { q: '路灯' }, holds: (m) => `${m.title} ${m.body}`.includes('路灯') },
    { query: { q: '电梯 两天' }, holds: (m) => ['电梯', '两天'].every((word) => m.body.includes(word)) },
    { query: { q: '没有这样的话' }, holds: () => false },
    {
      query: { open: true, priority: 'urgent', placeId: places.street1 },
      holds: (m) => isOpen(m.state) && m.priority === 'urgent' && isInPlace(register, m.place_id, places.street1),
    },
    { query: { figure: 'open' }, holds: (m) => isOpen(m.state) },
    { query: { figure: 'reported' }, holds: counted },
    { query: { figure: 'overdue' }, holds: (m) => lamp(m) === 'red' },
    {
      query: { figure: 'satisfaction', part: 'denominator' },
      holds: (m) => counted(m) && m.satisfaction !== null && m.exclusion !== 'approved',
    },
    {
      query: { figure: 'satisfaction' },
      holds: (m) => counted(m) && (m.satisfaction ?? 0) >= 3 && m.exclusion !== 'approved',
    },
    {
      query: { figure: 'satisfaction', part: 'excluded' },
      holds: (m) => counted(m) && m.satisfaction !== null && m.exclusion === 'approved',
    },
  ]
}
