import type { EventActor } from '../../../kernel/actor.ts'
import { type Id, newId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import type { FirmId, SuiteId, TenancyId } from '../../../modules/enterprises/contract.ts'
import {
  changeLease,
  confirmContact,
  contactsOf,
  correctFirm,
  moveFirm,
  recordBuilding,
  registerFirm,
} from '../../../modules/enterprises/public.ts'
import { recordVisit } from '../../../modules/visits/public.ts'
import { dateOf, day, hour } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import { actorOf, type Stage } from '../replay.ts'
import type { FirmStory } from './firms.ts'
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
export function turnsOf(stage: Stage, story: FirmStory, until: Date, random: Random): Turn[] {
  const { inAt, outAt, leases } = story
  const turns: Turn[] = [{ at: inAt, play: () => register(stage, story, random) }]
  const call = new Date(inAt.getTime() + random.int(1, 4) * day + 2 * hour)
  const again = new Date(inAt.getTime() + random.int(24, 30) * day + 2 * hour)
  for (const at of [call, again]) turns.push({ at, play: () => callFirm(stage, story, at, random) })
  for (const { from } of leases.slice(1))
    if (!outAt || from < outAt)
      turns.push({
        at: new Date(from.getTime() - random.int(5, 60) * day),
        play: () => renew(stage, story, from),
      })
  if (outAt) turns.push({ at: outAt, play: () => leave(stage, story, outAt) })
  return turns.filter(({ at }) => at < until)
}

async function register(stage: Stage, story: FirmStory, random: Random): Promise<void> {
  const { trade, inAt, suites, contact } = story
  const doing = doingAt(stage, inAt)
  const on = dateOf(inAt)
  const lease = story.leases[0]
  await stage.db.tx(async (tx) => {
    const rent = suites.reduce((sum, suite) => sum + Math.round((suite.rent * suite.areaCm2) / 10_000), 0)
    await registerFirm(tx, doing, {
      id: firmId(stage, story),
      name: story.name,
      uscc: story.uscc,
      legalForm: 'company',
      registeredHere: random.chance(0.8),
      sinceOn: on,
      moveIn: {
        suiteIds: suites.map(({ key }) => suiteId(stage, key)),
        on,
        basis: 'rent',
        leaseUntil: lease ? dateOf(lease.until) : null,
        rentFenMonth: rent,
      },
      contact,
      facts: [
        { key: 'industry', value: trade.industry },
        { key: 'foundedOn', value: story.foundedOn },
        { key: 'staff', value: story.staff },
        ...(trade.tech && random.chance(0.6) ? [{ key: 'isHighTech', value: random.chance(0.4) }] : []),
        ...(random.chance(0.45) ? [{ key: 'registeredPlace', value: '530103' }] : []),
      ],
      tags: trade.tech ? ['科技'] : trade.purpose === 'shop' ? ['沿街商贸'] : [],
    })
    if (story.keyFirm) await correctFirm(tx, doing, firmId(stage, story), { keyFirm: true })
    const [main] = await contactsOf(tx, doing, firmId(stage, story))
    if (main && random.chance(0.7)) await confirmContact(tx, doing, main.id, '电话核实')
  })
}

async function renew(stage: Stage, story: FirmStory, from: Date): Promise<void> {
  const lease = story.leases.find((one) => one.from.getTime() === from.getTime())
  if (!lease) return
  const doing = doingAt(stage, new Date(from.getTime() - 5 * day))
  await stage.db.tx(async (tx) => {
    for (const tenancyId of await tenanciesOf(stage, story))
      await changeLease(tx, doing, tenancyId, { leaseUntil: dateOf(lease.until) })
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

const said = [
  '刚装修完，正在招人。',
  '经营平稳，没有困难。',
  '希望多组织银企对接。',
  '客户反映停车不方便。',
  '感谢回访，暂时没有需要。',
]

/** The office takes the dues of a firm off its list, as it does week by week. */
async function callFirm(stage: Stage, story: FirmStory, at: Date, random: Random): Promise<void> {
  const { rows } = await stage.db.read((tx) =>
    sql<{ id: Id<'due'>; post: PostId; method: 'call' | 'visit'; rule: string }>`
      select id, holder_post_id as post, method, rule_code as rule from visits.dues
      where tenant_id = ${stage.keys.tenantId} and subject_id = ${firmId(stage, story)} and state = 'open'
        and from_at <= ${at} order by deadline_at limit 1`.execute(tx),
  )
  const [due] = rows
  if (!due) return
  const actor = await actorOf(stage, due.post, at)
  if (!actor) return
  const reached = random.chance(0.9)
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
        ...(reached ? { words: random.pick(said), mood: random.int(3, 5), answers: answersTo(due.rule, random) } : {}),
      },
    }),
  )
}

/** What is answered to the questions of a rule. */
function answersTo(rule: string, random: Random): Record<string, string | number> {
  if (rule === 'new_firm') return { hiring: random.pick(['yes', 'no']), graduates: random.int(0, 3) }
  if (rule === 'key_firm_monthly') return { running: random.pick(['better', 'same', 'same', 'worse']), hiring: 'no' }
  if (rule === 'after_difficulty') return { solved: 'yes' }
  return {}
}
