import { StandingClock } from '../../../kernel/clock.ts'
import { Failure } from '../../../kernel/contract/errors.ts'
import { newId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { type ActBody, act, categoriesOf, passTime, reportMatter } from '../../../modules/matters/public.ts'
import { afterOffice, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import { actorOf, type Stage } from '../replay.ts'
import type { FirmStory } from './firms.ts'
import { firmId, type Turn } from './play-firms.ts'
import { type Difficulty, difficulties } from './words.ts'

const perMonth = 3

/** A few difficulties a month, each named by a firm that is there, taken on and (but for the last ones) solved. */
export async function difficultyTurns(
  stage: Stage,
  stories: readonly FirmStory[],
  span: { since: Date; until: Date },
  random: Random,
): Promise<Turn[]> {
  const known = await stage.db.read((tx) => categoriesOf(tx, stage.keys.tenantId, 'firm'))
  const categoryOf = ({ name }: Difficulty) => known.find((one) => one.name.zh === name)?.code ?? ''
  const count = Math.floor((span.until.getTime() - span.since.getTime()) / (30 * day)) * perMonth
  return Array.from({ length: count }, (_, i) => {
    const at = afterOffice(new Date(span.since.getTime() + ((i + random.next()) * 30 * day) / perMonth), 0)
    const here = stories.filter(({ inAt, outAt }) => inAt < at && (!outAt || outAt > at))
    const difficulty = random.pick(difficulties)
    return here.length > 0 && at < span.until
      ? courseOf(
          stage,
          { story: random.pick(here), difficulty, category: categoryOf(difficulty), at },
          span.until,
          random,
        )
      : []
  }).flat()
}

interface Named {
  readonly story: FirmStory
  readonly difficulty: Difficulty
  readonly category: string
  readonly at: Date
}

function courseOf(stage: Stage, named: Named, until: Date, random: Random): Turn[] {
  const id = newId<'matter'>()
  const { at, difficulty } = named
  const later = (minutes: number) => afterOffice(at, minutes)
  const step = (when: Date, body: ActBody): Turn => ({ at: when, play: () => take(stage, id, when, body) })
  const contact = random.int(20, 200)
  const done = contact + random.int(1, 6) * 480
  const turns = [
    { at, play: () => report(stage, id, named) },
    step(later(contact), { action: 'contact', words: '已与企业联系，了解情况' }),
    step(later(done), { action: 'resolve', outcome: 'solved', words: difficulty.done }),
    step(later(done + random.int(200, 1500)), {
      action: 'follow_up',
      followUp: { method: 'phone', reached: true, solved: true, satisfaction: random.int(3, 5) },
      words: '企业表示已解决',
    }),
  ]
  return turns.filter((turn) => turn.at < until)
}

async function report(stage: Stage, id: ReturnType<typeof newId<'matter'>>, named: Named): Promise<void> {
  const { keys, db, secrets } = stage
  const { story, difficulty, category, at } = named
  await reportMatter(
    { db, secrets, clock: new StandingClock(at) },
    {
      tenantId: keys.tenantId,
      id,
      kind: 'firm_demand',
      category,
      placeId: keys.place(story.tower.place.key),
      placeDetail: `${story.suites[0]?.number ?? ''} 室`,
      point: null,
      title: null,
      body: difficulty.words,
      channel: 'phone',
      selfFound: false,
      visibility: 'open',
      priority: 'normal',
      reporterId: null,
      reporterName: story.contact.name,
      reporterPhone: story.contact.phone,
      recordedBy: null,
      fileIds: [],
      uploadKey: null,
      actor: { personId: null, postId: null, via: 'demo' },
      patrolPost: null,
      subject: { kind: 'firm', id: firmId(stage, story) },
    },
    null,
  )
}

/** Whoever holds it takes the step; a follow-up is for who holds it then. A step that the rules refuse is left out. */
async function take(stage: Stage, id: ReturnType<typeof newId<'matter'>>, at: Date, input: ActBody): Promise<void> {
  const { db, keys } = stage
  try {
    await passTime(db, keys.tenantId, id, at)
    const { rows } = await db.read((tx) =>
      sql<{ holder: PostId | null }>`select holder_post_id as holder from matters.matters
        where tenant_id = ${keys.tenantId} and id = ${id}`.execute(tx),
    )
    const holder = rows[0]?.holder
    const actor = holder ? await actorOf(stage, holder, at) : null
    if (!actor) return
    const by = { personId: actor.personId, postId: null, via: 'desk' as const }
    const uploader = { personId: actor.personId, key: null }
    await db.tx((tx) => act(tx, { actor, eventActor: by, matterId: id, input, at, uploader }))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const name = `firm ${input.action}: ${error.reason}`
    stage.refused.set(name, (stage.refused.get(name) ?? 0) + 1)
  }
}
