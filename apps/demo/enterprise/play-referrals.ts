import type { Actor } from '../../../kernel/actor.ts'
import type { PersonId, PlaceId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { proposeSeeker, saveOwnProfile, say, sayStill } from '../../../modules/employment/public.ts'
import { dateOf, day } from '../district/calendar.ts'
import type { Stage } from '../replay.ts'
import { doingAt, type Market, type OpeningId, type SeekerId } from './market.ts'
import { tolerate } from './matter-steps.ts'
import { officer, person } from './offices.ts'
import type { Turn } from './play-firms.ts'
import type { PlannedReferral, PlannedWord } from './referrals.ts'

type ReferralId = Awaited<ReturnType<typeof proposeSeeker>>

/** A referral as its turns know it: what is said later finds the row that was made before. */
interface Course {
  readonly planned: PlannedReferral
  id?: ReferralId
}

/** Proposing, each word, and the answer to “still there?”: turns of their own, so that nothing is written ahead. */
export function referralTurns(stage: Stage, market: Market, planned: PlannedReferral): Turn[] {
  const course: Course = { planned }
  const { at, words, still } = planned
  return [
    { at, play: () => propose(stage, market, course) },
    ...words.map((word): Turn => ({ at: word.at, play: () => speak(stage, course, word) })),
    ...(still ? [{ at: still.at, play: () => answerStill(stage, course, still) }] : []),
  ]
}

async function propose(stage: Stage, { openings, seekers }: Market, course: Course): Promise<void> {
  const { opening, seeker, at, by } = course.planned
  const [openingId, seekerId] = [openings.get(opening), seekers.get(seeker)]
  if (!openingId || !seekerId) return
  await tolerate(stage, 'referral', async () => {
    const doing = { ...doingAt(stage, at), ...(await officer(stage, by, at)) }
    course.id = await stage.db.tx((tx) => proposeSeeker(tx, doing, openingId, seekerId))
  })
}

async function speak(stage: Stage, { id }: Course, { at, step, as, why }: PlannedWord): Promise<void> {
  if (!id) return
  const said = step === 'hire' ? { step, hiredOn: dateOf(at) } : { step, why }
  await tolerate(stage, `referral ${step}`, () => stage.db.tx((tx) => say(tx, doingAt(stage, at), id, said, as)))
}

async function answerStill(
  stage: Stage,
  { id, planned }: Course,
  { at, there }: NonNullable<PlannedReferral['still']>,
): Promise<void> {
  if (!id) return
  await tolerate(stage, 'still there', async () => {
    const doing = { ...doingAt(stage, at), ...(await officer(stage, planned.by, at)) }
    await stage.db.tx((tx) => sayStill(tx, doing, id, there))
  })
}

/** The resident of the table of sign-ins looks for work, too, and has a proposal that waits for a yes. */
export function ownSeekerTurns(stage: Stage, login: string, until: Date): Turn[] {
  const own: { id?: SeekerId } = {}
  const [said, proposed] = [6, 2].map((days) => new Date(until.getTime() - days * day))
  if (!said || !proposed) return []
  return [
    {
      at: said,
      play: async () => {
        const id = await openProfile(stage, login, said)
        if (id) own.id = id
      },
    },
    { at: proposed, play: () => proposeFrontDesk(stage, own.id, proposed) },
  ]
}

async function openProfile(stage: Stage, login: string, at: Date): Promise<SeekerId | undefined> {
  const { db, keys } = stage
  const { rows } = await db.read((tx) =>
    sql<{ personId: PersonId; name: string; placeId: PlaceId }>`
      select a.person_id as "personId", n.name, p.id as "placeId"
      from people.accounts a join people.persons_view n on n.tenant_id = a.tenant_id and n.id = a.person_id
      join places.places_view p on p.tenant_id = a.tenant_id and p.id = ${keys.place('building:TX01-3')}
      where a.tenant_id = ${keys.tenantId} and a.login = ${login}`.execute(tx),
  )
  const [who] = rows
  if (!who) return undefined
  const actor: Actor = { ...person(stage, who.personId), name: who.name }
  const by = { personId: who.personId, postId: null, via: 'demo' as const }
  const wish = {
    ...{ placeId: who.placeId, kinds: ['前台', '文员', '客服'], skills: ['接待', '办公软件', '普通话'] },
    ...{ education: 'college' as const, experienceMonths: 18, hours: 'full' as const, payUnit: 'month' as const },
    ...{ payFen: 380_000, reach: 'any' as const, fromOn: dateOf(at) },
    ...{ words: '孩子上小学了，想找白天的工作。', phone: '12098000077', consentVersion: 1 },
  }
  return db.tx((tx) => saveOwnProfile(tx, { ...doingAt(stage, at), actor, by }, wish))
}

/** Brought to the newest job at a front desk that is open then. */
async function proposeFrontDesk(stage: Stage, seekerId: SeekerId | undefined, at: Date): Promise<void> {
  const { rows } = await stage.db.read((tx) =>
    sql<{ id: OpeningId }>`select id from employment.openings where tenant_id = ${stage.keys.tenantId}
      and state = 'open' and title = '前台文员' order by opened_at desc limit 1`.execute(tx),
  )
  const openingId = rows[0]?.id
  if (!openingId || !seekerId) return
  await tolerate(stage, 'own referral', async () => {
    await stage.db.tx((tx) => proposeSeeker(tx, doingAt(stage, at), openingId, seekerId))
  })
}
