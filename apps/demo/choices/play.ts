import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import { planQuestion, registerOwners, takeStep, takeVote, voteMyself } from '../../../modules/choices/public.ts'
import { afterOffice, day } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { officer, person } from '../enterprise/offices.ts'
import { demoKey } from '../pictures.ts'
import type { Stage } from '../replay.ts'
import type { Compound, PlannedOwner } from './owners.ts'
import { noticeDays, objectionDays, type PlannedQuestion, type PlannedVote, planChoices, votingDays } from './plan.ts'

const desk = 'post:community_desk:530103005006'
const lanes = 8
/** So many owners are registered in one transaction. */
const batch = 40

type OwnerIds = ReadonlyMap<Compound, readonly Id<'owner'>[]>

/** Registers of owners of seven compounds, and what owners of three of them were asked. */
export async function playChoices(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const plan = planChoices(district, { seed, until: stage.until })
  const heads = [...plan.owners.values()].reduce((sum, owners) => sum + owners.length, 0)
  log(`playing ${plan.questions.length} questions to ${heads} owners …`)
  const registering = await staff(stage, desk, plan.registeredAt)
  const entries = await Promise.all(
    [...plan.owners].map(async ([code, owners]) => [code, await register(stage, registering, code, owners)] as const),
  )
  const ids: OwnerIds = new Map(entries)
  const grids = gridsOf(district)
  for (const question of plan.questions) {
    const owners = plan.owners.get(question.compound) ?? []
    await ask(stage, question, { owners, ids: ids.get(question.compound) ?? [], grids })
  }
}

const withStage = (stage: Stage, doing: { actor: Actor; by: EventActor; at: Date }) => ({
  ...doing,
  ...{ tenantId: stage.keys.tenantId, secrets: stage.secrets },
})
type Doing = ReturnType<typeof withStage>

const staff = async (stage: Stage, post: string, at: Date): Promise<Doing> =>
  withStage(stage, await officer(stage, post, at))

async function register(stage: Stage, doing: Doing, code: Compound, owners: readonly PlannedOwner[]) {
  const ids: Id<'owner'>[] = []
  for (let from = 0; from < owners.length; from += batch) {
    const rows = owners.slice(from, from + batch).map(({ kind, name, phone, rooms, areaSource, fromOn }) => ({
      ...{ kind, name, phone },
      rooms: rooms.map(({ building, unit, number, areaCm2 }) => ({
        ...{ buildingId: stage.keys.place(building), unit, number, areaCm2, areaSource, fromOn },
      })),
    }))
    const compoundId = stage.keys.place(`compound:${code}`)
    ids.push(...(await stage.db.tx((tx) => registerOwners(tx, doing, compoundId, rows))))
  }
  return ids
}

interface Roll {
  readonly owners: readonly PlannedOwner[]
  readonly ids: readonly Id<'owner'>[]
  /** The grid worker of each building. */
  readonly grids: ReadonlyMap<string, string>
}

async function ask(stage: Stage, question: PlannedQuestion, roll: Roll): Promise<void> {
  const { compound, title, words, matter, plannedAt, openAt, closeAt, votes } = question
  const { db } = stage
  const planning = await staff(stage, desk, plannedAt)
  const placeId = stage.keys.place(`compound:${compound}`)
  const plan = { placeId, title, words, matter, noticeDays, votingDays, objectionDays }
  const made = await db.tx((tx) => planQuestion(tx, planning, plan))
  const step = async (at: Date, what: 'announce' | 'open' | 'close' | 'publish') => {
    const stepping = await staff(stage, desk, at)
    await tolerate(stage, `question ${what}`, async () => {
      await db.tx((tx) => takeStep(tx, stepping, made.id, what, null))
    })
  }
  await step(plannedAt, 'announce')
  await step(openAt, 'open')
  for (let from = 0; from < votes.length; from += lanes)
    await Promise.all(votes.slice(from, from + lanes).map((vote) => cast(stage, made, vote, roll)))
  if (!closeAt) return
  await step(closeAt, 'close')
  await step(afterOffice(new Date(closeAt.getTime() + day), 60), 'publish')
}

async function cast(
  stage: Stage,
  { id, code }: { id: Id<'question'>; code: string },
  { at, owner, choice, channel }: PlannedVote,
  { owners, ids, grids }: Roll,
): Promise<void> {
  const [it, ownerId] = [owners[owner], ids[owner]]
  if (!it || !ownerId) return
  await tolerate(stage, `vote ${channel}`, async () => {
    if (channel === 'phone' && it.person) {
      const actor = person(stage, stage.keys.person(it.person))
      const by = { personId: actor.personId, postId: null, via: 'demo' as const }
      const doing = withStage(stage, { actor, by, at })
      await stage.db.tx((tx) => voteMyself(tx, doing, code, { ownerId, choice }))
      return
    }
    const onPaper = channel === 'paper'
    const worker = grids.get(it.rooms[0]?.building ?? '')
    const doing = await staff(stage, onPaper || !worker ? desk : worker, at)
    const { personId } = doing.actor
    const slipIds = onPaper ? [await stage.pictures.forSlip(personId, at)] : []
    const body = { ownerId, choice, channel: onPaper ? ('paper' as const) : ('door' as const), slipIds }
    await stage.db.tx((tx) => takeVote(tx, doing, id, body, { personId, key: demoKey }))
  })
}

const gridsOf = ({ grids }: District): ReadonlyMap<string, string> =>
  new Map(
    grids.flatMap(({ key, buildings }) =>
      buildings.map((building) => [building, key.replace('grid:', 'post:grid_worker:')] as const),
    ),
  )
