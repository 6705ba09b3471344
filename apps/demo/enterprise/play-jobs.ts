import type { Actor } from '../../../kernel/actor.ts'
import type { PersonId, PlaceId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  endJob,
  openJob,
  passTheDay,
  proposeSeeker,
  registerSeeker,
  type Said,
  saveOwnProfile,
  say,
} from '../../../modules/employment/public.ts'
import { afterOffice, dateOf, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import type { JobPlan, PlannedOpening, PlannedSeeker } from './jobs.ts'
import { tolerate } from './matter-steps.ts'
import { communityDesk, officer, person } from './offices.ts'
import { firmId, type Turn } from './play-firms.ts'

type OpeningId = Awaited<ReturnType<typeof openJob>>
type SeekerId = Awaited<ReturnType<typeof registerSeeker>>

/** What stands so far, as the turns bring it about. */
interface Market {
  readonly openings: { readonly id: OpeningId; readonly planned: PlannedOpening }[]
  readonly seekers: { readonly id: SeekerId; readonly planned: PlannedSeeker }[]
}

/** A year of openings, residents who look for work, and referrals by the community's desk. */
export async function jobTurns(
  stage: Stage,
  { openings, seekers }: JobPlan,
  until: Date,
  random: Random,
): Promise<Turn[]> {
  const market: Market = { openings: [], seekers: [] }
  const homes = await homesOf(stage)
  const days: Turn[] = Array.from({ length: 26 }, (_, i) => {
    const at = new Date(until.getTime() - i * 14 * day)
    return { at, play: () => passTheDay(stage.db, stage.secrets, at) }
  })
  return [
    ...openings.map((planned): Turn => ({ at: planned.at, play: () => open(stage, market, planned) })),
    ...openings.flatMap((planned): Turn[] =>
      planned.closed ? [{ at: planned.closed.at, play: () => close(stage, market, planned) }] : [],
    ),
    ...seekers.map(
      (planned): Turn => ({ at: planned.at, play: () => take(stage, market, planned, random.pick(homes)) }),
    ),
    ...Array.from({ length: 90 }, (_, i): Turn => {
      const at = afterOffice(new Date(until.getTime() - (3 + i * 3.7) * day), random.int(0, 400))
      return { at, play: () => refer(stage, market, at, until, random) }
    }),
    ...days,
  ].filter(({ at }) => at < until)
}

const doingAt = (stage: Stage, at: Date) => ({
  ...{ tenantId: stage.keys.tenantId, actor: null, at, secrets: stage.secrets },
  by: { personId: null, postId: null, via: 'demo' as const },
})

/** Flats of 灵光社区, where the seekers live. */
async function homesOf({ db, keys }: Stage): Promise<readonly PlaceId[]> {
  const { rows } = await db.read((tx) =>
    sql<{ id: PlaceId }>`select b.id from places.places_view b join places.places_view c
      on c.tenant_id = b.tenant_id and c.id = ${keys.place('community:530103002091')} and b.path like c.path || '%'
      where b.tenant_id = ${keys.tenantId} and b.level_kind = 'building' order by b.code limit 60`.execute(tx),
  )
  return rows.map((row) => row.id)
}

async function open(stage: Stage, market: Market, planned: PlannedOpening): Promise<void> {
  const { job, headcount, at, until } = planned
  await tolerate(stage, 'opening', async () => {
    const id = await stage.db.tx((tx) =>
      openJob(tx, doingAt(stage, at), firmId(stage, planned.firm), {
        ...{ title: job.title, headcount, hours: 'full', payUnit: 'month' },
        ...{ payFromFen: job.pay[0] * 100, payToFen: job.pay[1] * 100, education: job.education },
        ...{ experienceMonths: job.months, skills: [...job.skills], words: job.words, untilOn: dateOf(until) },
      }),
    )
    market.openings.push({ id, planned })
  })
}

async function close(stage: Stage, market: Market, planned: PlannedOpening): Promise<void> {
  const found = market.openings.find((one) => one.planned === planned)
  const { closed } = planned
  if (found && closed)
    await tolerate(stage, 'opening end', () =>
      stage.db.tx((tx) => endJob(tx, doingAt(stage, closed.at), found.id, 'close', closed.why)),
    )
}

async function take(stage: Stage, market: Market, planned: PlannedSeeker, placeId: PlaceId): Promise<void> {
  const { at, name, phone, consentNote } = planned
  await tolerate(stage, 'seeker', async () => {
    const doing = { ...doingAt(stage, at), by: (await officer(stage, communityDesk, at)).by }
    const consent = { consentHow: 'spoken' as const, consentNote }
    const id = await stage.db.tx((tx) =>
      registerSeeker(tx, doing, { ...wishOf(planned, placeId), name, phone, ...consent }),
    )
    market.seekers.push({ id, planned })
  })
}

const wishOf = ({ job, at, experience, payYuan, reach }: PlannedSeeker, placeId: PlaceId) => ({
  ...{
    placeId,
    kinds: [...job.kinds],
    skills: [...job.skills],
    education: job.education === 'any' ? ('junior' as const) : job.education,
  },
  ...{ experienceMonths: experience, hours: 'full' as const, payUnit: 'month' as const, payFen: payYuan * 100, reach },
  fromOn: dateOf(at),
})

/** The desk brings one of the seekers to an opening of the kind that they look for; both sides answer in the days after. */
async function refer(stage: Stage, market: Market, at: Date, until: Date, random: Random): Promise<void> {
  const seekers = market.seekers.filter(({ planned }) => planned.at < at)
  const open = market.openings.filter(
    ({ planned: { until: last, closed } }) => last > at && !(closed && closed.at < at),
  )
  const pairs = open.flatMap((opening) =>
    seekers
      .filter(({ planned }) => planned.job.kinds.some((kind) => opening.planned.job.kinds.includes(kind)))
      .map((seeker) => ({ opening, seeker })),
  )
  if (pairs.length === 0) return
  const { opening, seeker } = random.pick(pairs)
  const doing = (when: Date) => doingAt(stage, when)
  await tolerate(stage, 'referral', async () => {
    const { by } = await officer(stage, communityDesk, at)
    const id = await stage.db.tx((tx) => proposeSeeker(tx, { ...doing(at), by }, opening.id, seeker.id))
    for (const { days, said, as } of courseOf(random)) {
      const when = afterOffice(new Date(at.getTime() + days * day), 0)
      if (when >= until) break
      const step = said.step === 'hire' ? { ...said, hiredOn: dateOf(when) } : said
      await stage.db.tx((tx) => say(tx, doing(when), id, step, as))
    }
  })
}

interface Word {
  readonly days: number
  readonly said: Said
  readonly as: 'seeker' | 'firm' | 'staff'
}

function courseOf(random: Random): readonly Word[] {
  if (random.chance(0.12)) return []
  const agree: Word = { days: 1, said: { step: 'agree' }, as: random.pick(['seeker', 'staff'] as const) }
  if (random.chance(0.14)) return [{ days: 1, said: { step: 'decline' }, as: 'seeker' }]
  if (random.chance(0.1)) return [agree]
  const interview: Word = { days: 4, said: { step: 'interview' }, as: 'firm' }
  const end = random.pick(['hire', 'hire', 'hire', 'reject', 'no_show', 'wait'] as const)
  if (end === 'wait') return [agree, interview]
  if (end === 'reject')
    return [agree, interview, { days: 7, said: { step: 'reject', why: random.pick(refused) }, as: 'firm' }]
  return [agree, interview, { days: 7, said: { step: end }, as: 'firm' }]
}

const refused = ['路程太远，担心不能按时到岗', '期望薪资超出预算', '需要有同岗位经验']

/** The resident of the table of sign-ins looks for work, too: with a proposal that waits for a yes. */
export async function openSeekerSignIn(stage: Stage, login: string): Promise<void> {
  const { db, keys, until, secrets } = stage
  const at = new Date(until.getTime() - 6 * day)
  const { rows } = await db.read((tx) =>
    sql<{ personId: PersonId; name: string; placeId: PlaceId; openingId: OpeningId | null }>`
      select a.person_id as "personId", n.name, p.id as "placeId",
        (select o.id from employment.openings o where o.tenant_id = a.tenant_id and o.state = 'open'
          and o.title = '前台文员' order by o.opened_at desc limit 1) as "openingId"
      from people.accounts a join people.persons_view n on n.tenant_id = a.tenant_id and n.id = a.person_id
      join places.places_view p on p.tenant_id = a.tenant_id and p.id = ${keys.place('building:TX01-3')}
      where a.tenant_id = ${keys.tenantId} and a.login = ${login}`.execute(tx),
  )
  const [who] = rows
  if (!who) return
  await tolerate(stage, 'own profile', async () => {
    const actor: Actor = { ...person(stage, who.personId), name: who.name }
    const doing = {
      tenantId: keys.tenantId,
      actor,
      at,
      secrets,
      by: { personId: who.personId, postId: null, via: 'demo' as const },
    }
    const wish = {
      ...{ placeId: who.placeId, kinds: ['前台', '文员', '客服'], skills: ['接待', '办公软件', '普通话'] },
      ...{ education: 'college' as const, experienceMonths: 18, hours: 'full' as const, payUnit: 'month' as const },
      ...{
        payFen: 380_000,
        reach: 'any' as const,
        fromOn: dateOf(at),
        words: '孩子上小学了，想找白天的工作。',
        phone: '12098000077',
      },
    }
    const seekerId = await db.tx((tx) => saveOwnProfile(tx, doing, wish))
    const proposed = new Date(until.getTime() - 2 * day)
    const { openingId } = who
    if (openingId)
      await db.tx((tx) => proposeSeeker(tx, { ...doingAt(stage, proposed), at: proposed }, openingId, seekerId))
  })
}
