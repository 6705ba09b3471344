import type { Actor } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import type { EntryView } from '../contract.ts'
import { namedEntries, presentEntries } from '../entry-view.ts'
import { standingOf } from '../gathering-store.ts'
import { ratingOf } from '../gathering-view.ts'
import type { GatheringId, GatheringRecord } from '../tables.ts'
import { attendanceObstacle, closeObstacle } from './attendance.ts'
import type { AttendanceView } from './contract.ts'
import { type Led, leading } from './leader-source.ts'

interface Reading {
  readonly tx: Tx
  readonly secrets: Secrets
  readonly now: Date
}

/** Who comes and who is there, for the leader on the spot; 404 for everybody else. */
export async function attendanceFor(reading: Reading, actor: Actor, id: GatheringId): Promise<AttendanceView> {
  const { tx, now } = reading
  const led = await leading(tx, actor, id)
  const { rows } = await sql<GatheringRecord>`select * from gatherings.gatherings where tenant_id = ${actor.tenantId}
    and id = ${id} and announced_at is not null`.execute(tx)
  const gathering = rows[0] ?? notFound()
  const standing = await standingOf(tx, gathering)
  const over = gathering.state === 'held'
  return {
    ...{ id, code: gathering.code, title: gathering.title, state: gathering.state, venue: gathering.venue },
    ...{ startsAt: gathering.starts_at.toISOString(), endsAt: gathering.ends_at.toISOString() },
    noCheckIn: attendanceObstacle(standing, now),
    noClose: closeObstacle(standing, now),
    ...(await listOf(reading, gathering, led)),
    materialIds: gathering.material_ids,
    rating: await ratingOf(tx, gathering),
    said: await saidOf(tx, gathering),
    after: over ? led.after : null,
  }
}

const gone = ['declined', 'withdrawn']

/** Whom the office invited by name is still no acquaintance of the leader's. */
const strange = ({ kind, name, nameEn, masked }: Pick<EntryView, 'kind' | 'name' | 'nameEn' | 'masked'>) =>
  masked || kind === 'post' || kind === 'firm'
    ? { name, nameEn, masked }
    : { name: maskName(name), nameEn: '', masked: true }

async function listOf(
  { tx, secrets }: Reading,
  gathering: GatheringRecord,
  { members }: Led,
): Promise<Pick<AttendanceView, 'entries' | 'others'>> {
  const named = await namedEntries(tx, gathering)
  const nameOf = new Map(members.map(({ personId, name }) => [personId as string, name]))
  const known = new Map(named.flatMap(({ id, party_id }) => (party_id ? [[id as string, nameOf.get(party_id)]] : [])))
  const there = new Set(named.map(({ party_id }) => party_id))
  const entries = presentEntries(secrets, named, [], false)
    .filter(({ standing, checkedInAt }) => checkedInAt || !gone.includes(standing))
    .map(({ id, kind, name, nameEn, masked, standing, waitingAt, checkedInAt, checkedInBy }) => {
      const full = known.get(id)
      const shown =
        full === undefined ? strange({ kind, name, nameEn, masked }) : { name: full, nameEn: '', masked: false }
      return { ...{ id, kind, ...shown }, standing, waitingAt, checkedInAt, checkedInBy }
    })
  return { entries, others: members.filter(({ personId }) => !there.has(personId)).map((one) => ({ ...one })) }
}

/** The latest words first; whose they are is for the organisers. */
async function saidOf(tx: Tx, { tenant_id, id }: GatheringRecord): Promise<AttendanceView['said']> {
  const { rows } = await sql<
    AttendanceView['said'][number]
  >`select rating, rating_words as words from gatherings.entries
    where tenant_id = ${tenant_id} and gathering_id = ${id} and rating is not null and rating_words is not null
    order by rated_at desc, id limit 50`.execute(tx)
  return rows
}
