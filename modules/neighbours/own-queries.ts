import { sql, type Tx } from '../../kernel/db.ts'
import { compoundsOf } from '../facilities/public.ts'
import type { Mine } from './contract.ts'
import { ownPairings } from './pairings/pairing-queries.ts'
import { ownWishes } from './pairings/wish-queries.ts'
import type { Doing } from './scope.ts'
import { teamsOfVolunteer } from './skills/volunteer-queries.ts'
import { activeOf } from './skills/volunteer-store.ts'
import type { SkillRecord, VolunteerRecord } from './tables.ts'

/** What somebody offered, wished for, and whom they are paired with. */
export async function mineOf(tx: Tx, doing: Doing): Promise<Mine> {
  const volunteer = await activeOf(tx, doing, doing.actor.personId)
  const [home] = await compoundsOf(tx, doing.tenantId, doing.actor.personId)
  return {
    offer: volunteer ? await offerOf(tx, doing, volunteer) : null,
    home: home ?? null,
    wishes: await ownWishes(tx, doing),
    pairings: await ownPairings(tx, doing),
    teams: volunteer ? await teamsOfVolunteer(tx, doing, volunteer.id) : [],
  }
}

async function offerOf(tx: Tx, { tenantId }: Doing, v: VolunteerRecord): Promise<Mine['offer']> {
  const { rows: skills } = await sql<SkillRecord>`select * from neighbours.skills where tenant_id = ${tenantId}
    and volunteer_id = ${v.id} and ended_at is null order by listed_at, id`.execute(tx)
  const { rows: places } = await sql<NonNullable<Mine['home']>>`select id, name, name_en as "nameEn"
    from places.places_view where tenant_id = ${tenantId} and id = ${v.place_id}`.execute(tx)
  const [place] = places
  if (!place) return null
  return {
    ...{ id: v.id, place, placeId: v.place_id, slots: [...v.slots], reachM: v.reach_m, most: v.most },
    languages: [...v.languages] as NonNullable<Mine['offer']>['languages'],
    ...{ sex: v.sex, helpsSex: v.helps_sex },
    skills: skills.map(({ kind, words, audience, name_shown }) => ({ kind, words, audience, nameShown: name_shown })),
  }
}
