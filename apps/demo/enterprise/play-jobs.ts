import type { PersonId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { endJob, openJob, passTheDay, registerSeeker, withdraw } from '../../../modules/employment/public.ts'
import { dateOf, day } from '../district/calendar.ts'
import type { Stage } from '../replay.ts'
import type { JobPlan, PlannedOpening, PlannedSeeker } from './jobs.ts'
import { doingAt, type Market } from './market.ts'
import { tolerate } from './matter-steps.ts'
import { officer, person } from './offices.ts'
import { firmId, type Turn } from './play-firms.ts'
import { ownSeekerTurns, referralTurns } from './play-referrals.ts'

/** A year of openings, residents who look for work, and who was brought to what. */
export function jobTurns(stage: Stage, { openings, seekers, referrals }: JobPlan, until: Date): Turn[] {
  const market: Market = { openings: new Map(), seekers: new Map() }
  const weeks: Turn[] = Array.from({ length: 52 }, (_, i) => {
    const at = new Date(until.getTime() - i * 7 * day)
    return { at, play: () => passTheDay(stage.db, stage.secrets, at) }
  })
  return [
    ...openings.map((planned): Turn => ({ at: planned.at, play: () => open(stage, market, planned) })),
    ...openings.flatMap((planned): Turn[] => {
      const { closed } = planned
      return closed ? [{ at: closed.at, play: () => close(stage, market, planned, closed) }] : []
    }),
    ...seekers.map((planned): Turn => ({ at: planned.at, play: () => take(stage, market, planned) })),
    ...seekers.flatMap((planned): Turn[] => {
      const at = planned.withdrawnAt
      return at ? [{ at, play: () => takeBack(stage, market, planned, at) }] : []
    }),
    ...referrals.flatMap((planned) => referralTurns(stage, market, planned)),
    ...ownSeekerTurns(stage, 'resident', until),
    ...weeks,
  ].filter(({ at }) => at <= until)
}

async function open(stage: Stage, { openings }: Market, planned: PlannedOpening): Promise<void> {
  const { job, headcount, at, until } = planned
  await tolerate(stage, 'opening', async () => {
    const id = await stage.db.tx((tx) =>
      openJob(tx, doingAt(stage, at), firmId(stage, planned.firm), {
        ...{ title: job.title, headcount, hours: 'full', payUnit: 'month' },
        ...{ payFromFen: job.pay[0] * 100, payToFen: job.pay[1] * 100, education: job.education },
        ...{ experienceMonths: job.months, skills: [...job.skills], words: job.words, untilOn: dateOf(until) },
      }),
    )
    openings.set(planned, id)
  })
}

/** The firm closes it; one that was filled meanwhile is over already. */
async function close(
  stage: Stage,
  { openings }: Market,
  planned: PlannedOpening,
  { at, why }: NonNullable<PlannedOpening['closed']>,
): Promise<void> {
  const id = openings.get(planned)
  if (!id) return
  const { rows } = await stage.db.read((tx) =>
    sql`select from employment.openings where tenant_id = ${stage.keys.tenantId} and id = ${id} and state = 'open'`.execute(
      tx,
    ),
  )
  if (rows.length === 0) return
  await tolerate(stage, 'opening end', () => stage.db.tx((tx) => endJob(tx, doingAt(stage, at), id, 'close', why)))
}

/** Taken down by the community in which the person lives. */
async function take(stage: Stage, { seekers }: Market, planned: PlannedSeeker): Promise<void> {
  const { at, desk, name, phone, consentNote } = planned
  await tolerate(stage, 'seeker', async () => {
    const doing = { ...doingAt(stage, at), ...(await officer(stage, desk, at)) }
    const consent = { consentHow: 'spoken' as const, consentNote, consentVersion: 1 }
    const id = await stage.db.tx((tx) =>
      registerSeeker(tx, doing, { ...wishOf(stage, planned), name, phone, ...consent }),
    )
    seekers.set(planned, id)
  })
}

const wishOf = (stage: Stage, { job, at, home, experience, payYuan, reach }: PlannedSeeker) => ({
  ...{ placeId: stage.keys.place(home.key), kinds: [...job.kinds], skills: [...job.skills], reach },
  education: job.education === 'any' ? ('junior' as const) : job.education,
  ...{ experienceMonths: experience, hours: 'full' as const, payUnit: 'month' as const, payFen: payYuan * 100 },
  fromOn: dateOf(at),
})

/** The person takes the consent back, on their own phone. */
async function takeBack(stage: Stage, { seekers }: Market, planned: PlannedSeeker, at: Date): Promise<void> {
  const id = seekers.get(planned)
  if (!id) return
  const { rows } = await stage.db.read((tx) =>
    sql<{ personId: PersonId }>`select person_id as "personId" from employment.seekers
      where tenant_id = ${stage.keys.tenantId} and id = ${id} and person_id is not null`.execute(tx),
  )
  const [who] = rows
  if (!who) return
  await tolerate(stage, 'consent taken back', async () => {
    const by = { personId: who.personId, postId: null, via: 'demo' as const }
    const doing = { ...doingAt(stage, at), actor: person(stage, who.personId), by }
    await stage.db.tx((tx) => withdraw(tx, doing, id))
  })
}
