import type { EventActor } from '../../../kernel/actor.ts'
import { type Id, newId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import type { FirmId, SuiteId, TenancyId } from '../../../modules/enterprises/contract.ts'
import {
  changeLease,
  confirmContact,
  contactsOf,
  correctFirm,
  membersOf,
  moveFirm,
  recordBuilding,
  recordFacts,
  registerFirm,
} from '../../../modules/enterprises/public.ts'
import { letGo, recordVisit } from '../../../modules/visits/public.ts'
import { dateOf, day, hour } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import { actorOf, type Stage } from '../replay.ts'
import type { Learned, SaidFact } from './facts.ts'
import { type FirmStory, signedFirm } from './firms.ts'
import type { Lease } from './leases.ts'
import { tolerate } from './matter-steps.ts'
import { addSignIn } from './offices.ts'
import type { Tower } from './towers.ts'

/** Something that happens at an instant of the two years. */
export interface Turn {
  readonly at: Date
  play(): Promise<void>
}

const by: EventActor = { personId: null, postId: null, via: 'demo' }
const doingAt = (stage: Stage, at: Date) => ({
  tenantId: stage.keys.tenantId,
  actor: null,
  by,
  at,
  secrets: stage.secrets,
})
const suiteId = (stage: Stage, key: string) => stage.keys.id<'suite'>(`suite:${key}`) as SuiteId
export const firmId = (stage: Stage, { key }: Pick<FirmStory, 'key'>): FirmId => stage.keys.id<'firm'>(key)

/** The towers as they stood when the register began. */
export async function playTowers(stage: Stage, towers: readonly Tower[], at: Date): Promise<void> {
  for (const { place, floors, openedOn, suites } of towers)
    await stage.db.tx((tx) =>
      recordBuilding(tx, doingAt(stage, at), {
        placeId: stage.keys.place(place.key),
        floorsAbove: floors,
        floorsBelow: 1,
        purpose: floors > 20 ? 'mixed' : 'office',
        openedOn,
        // The register knows of them from the day on which it began.
        suitesFrom: dateOf(at),
        suites: suites.map(({ key, floor, number, areaCm2, purpose, lettable, rent }) => ({
          id: suiteId(stage, key),
          floor,
          number,
          areaCm2,
          purpose,
          lettable,
          rentFenMonthM2: rent,
        })),
      }),
    )
}

/** What happens to one firm, as turns to be played in the order of time. */
export function turnsOf(
  stage: Stage,
  story: FirmStory,
  learned: readonly Learned[],
  until: Date,
  random: Random,
): Turn[] {
  const { inAt, outAt, leases } = story
  const confirmed = story.key === signedFirm || random.chance(0.7)
  const turns: Turn[] = [{ at: inAt, play: () => register(stage, story, learned[0]?.facts ?? [], confirmed) }]
  for (const more of learned.slice(1)) turns.push({ at: more.at, play: () => learn(stage, story, more) })
  const called = (days: number) => new Date(inAt.getTime() + days * day + 2 * hour)
  for (const at of [random.int(1, 4), random.int(29, 33)].map(called))
    turns.push({ at, play: () => callFirm(stage, story, at, random) })
  for (const lease of leases.slice(1)) {
    turns.push({ at: lease.signedAt, play: () => renew(stage, story, lease) })
  }
  if (outAt) turns.push({ at: outAt, play: () => leave(stage, story, outAt) })
  return turns.filter(({ at }) => at < until && (!outAt || at <= outAt))
}

async function register(stage: Stage, story: FirmStory, facts: readonly SaidFact[], confirmed: boolean): Promise<void> {
  const { trade, inAt, suites, contact } = story
  const doing = doingAt(stage, inAt)
  const on = dateOf(inAt)
  const lease = story.leases[0]
  const registered = facts.find(({ key }) => key === 'registeredPlace')
  await stage.db.tx(async (tx) => {
    const rent = suites.reduce((sum, suite) => sum + Math.round((suite.rent * suite.areaCm2) / 10_000), 0)
    await registerFirm(tx, doing, {
      id: firmId(stage, story),
      name: story.name,
      nameEn: story.nameEn,
      uscc: story.uscc,
      legalForm: 'company',
      ...(registered ? { registeredHere: registered.value === '530103' } : {}),
      sinceOn: on,
      moveIn: {
        suiteIds: suites.map(({ key }) => suiteId(stage, key)),
        on,
        basis: 'rent',
        leaseUntil: lease ? dateOf(lease.until) : null,
        rentFenMonth: rent,
      },
      contact,
      facts,
      tags: trade.tech ? ['科技'] : trade.purpose === 'shop' ? ['沿街商贸'] : [],
    })
    if (story.keyFirm) await correctFirm(tx, doing, firmId(stage, story), { keyFirm: true })
    const [main] = await contactsOf(tx, doing, firmId(stage, story))
    if (main && confirmed) await confirmContact(tx, doing, main.id, '电话核实')
  })
}

/** Facts of a call, a visit, or a form that the firm handed in. */
async function learn(stage: Stage, story: FirmStory, { at, source, facts }: Learned): Promise<void> {
  await stage.db.tx((tx) => recordFacts(tx, doingAt(stage, at), firmId(stage, story), facts, source))
}

async function renew(stage: Stage, story: FirmStory, lease: Lease): Promise<void> {
  await stage.db.tx(async (tx) => {
    for (const tenancyId of await tenanciesOf(stage, story))
      await changeLease(tx, doingAt(stage, lease.signedAt), tenancyId, { leaseUntil: dateOf(lease.until) })
  })
}

async function leave(stage: Stage, story: FirmStory, at: Date): Promise<void> {
  const tenancyIds = await tenanciesOf(stage, story)
  if (tenancyIds.length === 0) return
  await stage.db.tx((tx) =>
    moveFirm(tx, doingAt(stage, at), firmId(stage, story), {
      on: dateOf(at),
      out: { tenancyIds, reason: 'lease_end', leaves: true },
    }),
  )
}

async function tenanciesOf(stage: Stage, story: FirmStory): Promise<TenancyId[]> {
  const { rows } = await stage.db.read((tx) =>
    sql<{ id: TenancyId }>`select id from enterprises.tenancies
      where tenant_id = ${stage.keys.tenantId} and firm_id = ${firmId(stage, story)} and to_on is null`.execute(tx),
  )
  return rows.map((row) => row.id)
}

/** The contact of one firm signs in with a password, so that a visitor sees a firm's side of things. */
export async function openFirmSignIn(stage: Stage, stories: readonly FirmStory[]): Promise<void> {
  const story = stories.find(({ key }) => key === signedFirm)
  const [member] = story ? await stage.db.read((tx) => membersOf(tx, stage.keys.tenantId, firmId(stage, story))) : []
  if (member) await addSignIn(stage, member, 'firm', stage.until)
}

const said = [
  '刚装修完，正在招人。',
  '经营平稳，没有困难。',
  '希望多组织银企对接。',
  '客户反映停车不方便。',
  '感谢回访，暂时没有需要。',
]

interface Due {
  readonly id: Id<'due'>
  readonly post: PostId
  readonly method: 'call' | 'visit'
  readonly rule: string
}

async function openDues({ db, keys }: Stage, at: Date, subject: FirmId | null): Promise<Due[]> {
  const { rows } = await db.read((tx) =>
    sql<Due>`select id, holder_post_id as post, method, rule_code as rule from visits.dues
      where tenant_id = ${keys.tenantId} and state = 'open' and from_at <= ${at}
        and (${subject}::uuid is null or subject_id = ${subject}::uuid)
      order by deadline_at, id`.execute(tx),
  )
  return rows
}

/** The office takes the next due of a firm off its list. */
export async function callFirm(stage: Stage, story: Pick<FirmStory, 'key'>, at: Date, random: Random): Promise<void> {
  const [due] = await openDues(stage, at, firmId(stage, story))
  if (due) await callAbout(stage, due, at, random)
}

/** What is still open is worked off, as it is twice a month; a few are left for the next time, or let go with the reason. */
export async function workOff(stage: Stage, at: Date, random: Random): Promise<void> {
  for (const [i, due] of (await openDues(stage, at, null)).entries()) {
    const when = new Date(at.getTime() + i * 9 * 60_000)
    const fate = random.next()
    const dropped = dropping.find(({ below }) => fate < below)
    if (dropped) await drop(stage, due, dropped, when)
    else if (fate < 0.93) await callAbout(stage, due, when, random)
  }
}

const dropping = [
  { below: 0.05, reason: 'other', words: '当月人手不足，没有走访到' },
  { below: 0.065, reason: 'subject_declined', words: '企业近期赶工，婉拒走访' },
] as const

async function drop(
  stage: Stage,
  { id, post }: Due,
  { reason, words }: (typeof dropping)[number],
  at: Date,
): Promise<void> {
  const actor = await actorOf(stage, post, at)
  if (!actor) return
  const eventActor = { personId: actor.personId, postId: post, via: 'demo' as const }
  await tolerate(stage, 'drop', async () => {
    await stage.db.tx((tx) => letGo(tx, { actor, eventActor, dueId: id, at, reason, words }))
  })
}

async function callAbout(stage: Stage, due: Due, at: Date, random: Random): Promise<void> {
  const actor = await actorOf(stage, due.post, at)
  if (!actor) return
  const reached = random.chance(0.92)
  await tolerate(stage, 'call', async () => {
    await stage.db.tx((tx) =>
      recordVisit(tx, {
        actor,
        eventActor: { personId: actor.personId, postId: due.post, via: 'demo' },
        secrets: stage.secrets,
        uploader: { personId: actor.personId, key: null },
        dueId: due.id,
        at,
        body: {
          visitId: newId<'visit'>(),
          method: due.method,
          reached,
          ...(reached
            ? { words: random.pick(said), mood: random.int(3, 5), answers: answersTo(due.rule, random) }
            : {}),
        },
      }),
    )
  })
}

/** What is answered to the questions of a rule. */
function answersTo(rule: string, random: Random): Record<string, string | number> {
  if (rule === 'new_firm') return { hiring: random.pick(['yes', 'no']) }
  if (rule === 'key_firm_monthly') return { running: random.pick(['better', 'same', 'same', 'worse']), hiring: 'no' }
  if (rule === 'after_difficulty') return { solved: 'yes' }
  if (rule === 'lease_expiring') return { stays: random.pick(['renew', 'renew', 'within', 'open']) }
  return {}
}
