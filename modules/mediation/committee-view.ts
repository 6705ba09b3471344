import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { nextNumber, numberOf } from './case-service.ts'
import { placeNamed, postNamed } from './case-view.ts'
import { committeeObstacle } from './committee.ts'
import type { CommitteeView, listCommittees } from './contract.ts'
import { registrars } from './roles.ts'
import { counterSql, type Doing, registrarPost, sitsSql } from './scope.ts'
import type { CommitteeRecord, SeatRecord } from './tables.ts'
import { namesOf, seatsAs } from './whole.ts'

type Sitting = CommitteeRecord & { readonly sits: boolean }

async function viewOf(tx: Tx, doing: Doing, row: Sitting): Promise<CommitteeView> {
  const { tenantId, actor, at } = doing
  const { rows: seats } = await sql<SeatRecord & { interests: number }>`select s.*, (select count(*)::int
      from mediation.interests i where i.tenant_id = s.tenant_id and i.committee_id = s.committee_id
        and i.person_id = s.person_id and i.to_on is null) as interests
    from mediation.seats s where s.tenant_id = ${tenantId} and s.committee_id = ${row.id}
    order by s.to_on is not null, array_position(array['head', 'deputy', 'member', 'mediator'], s.kind), s.from_on, s.id`.execute(
    tx,
  )
  const names = await namesOf(
    tx,
    tenantId,
    seats.map(({ person_id }) => person_id),
  )
  return {
    ...{ id: row.id, name: row.name, sealName: row.seal_name, fromOn: row.from_on, untilOn: row.until_on },
    ...{
      place: await placeNamed(tx, tenantId, row.community_id),
      limitDays: row.limit_days,
      keepYears: row.keep_years,
    },
    ...{ courtName: row.court_name, numberPrefix: row.number_prefix, nextNumber: await numberingOf(tx, doing, row) },
    police: await postNamed(tx, tenantId, row.police_post_id),
    guardian: await postNamed(tx, tenantId, row.guardian_post_id),
    obstacle: committeeObstacle(seatsAs(seats), row.until_on, dayOf(at)),
    seats: seats.map((seat) => ({
      ...{ id: seat.id, personId: seat.person_id, name: names.get(seat.person_id) ?? '', kind: seat.kind },
      ...{ fromOn: seat.from_on, toOn: seat.to_on, interests: seat.interests },
    })),
    ...{ mayKeep: registrarPost(actor, row.place_path) !== null, maySit: row.sits },
  }
}

/** What the next case would be called; nobody has taken the number yet. */
async function numberingOf(tx: Tx, { at }: Doing, row: CommitteeRecord): Promise<CommitteeView['nextNumber']> {
  const year = Number(dayOf(at).slice(0, 4))
  const number = await nextNumber(tx, row, year)
  return { number, words: numberOf({ year, number, number_prefix: row.number_prefix }) }
}

/** Committees of the places that the actor counts or keeps, and those in which they sit. Who sits there is public. */
export async function committeesOf(tx: Tx, doing: Doing): Promise<ResponseOf<typeof listCommittees>> {
  const { tenantId, actor, at } = doing
  const { rows } = await sql<Sitting>`select k.*, ${sitsSql(actor, at)} as sits from mediation.committees k
    where k.tenant_id = ${tenantId} and k.ended_on is null
      and (${counterSql(actor, sql`k.place_path`)} or ${sitsSql(actor, at)}) order by k.place_path`.execute(tx)
  const views: CommitteeView[] = []
  for (const row of rows) views.push(await viewOf(tx, doing, row))
  const keeps = actor.posts.some(({ role }) => (registrars as readonly string[]).includes(role))
  return { rows: views, mayFound: keeps }
}
