import type { ActingHow, Actor } from '../../kernel/actor.ts'
import { StandingClock } from '../../kernel/clock.ts'
import { Failure } from '../../kernel/contract/errors.ts'
import {
  type FileId,
  type MatterId,
  newId,
  type PersonId,
  type PostId,
  type SessionId,
} from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Db } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type ActBody, act, actAsReporter, passTime, reportMatter } from '../../modules/matters/public.ts'
import type { Matter, Step } from './district/matter-story.ts'
import type { DemoPictures } from './pictures.ts'
import type { Keys } from './register.ts'

export interface Stage {
  readonly db: Db
  readonly secrets: Secrets
  readonly keys: Keys
  /** The day of the demo: nothing is played after it. */
  readonly until: Date
  readonly pictures: DemoPictures
  /** The key of the intake desk of a matter's community. */
  readonly deskOf: (matter: Matter) => string
  /** What a step that the rules refused was refused for; the demo's own measure of how true its stories are. */
  readonly refused: Map<string, number>
}

interface PostRow {
  post_id: PostId
  person_id: PersonId
  name: string
  how: ActingHow
  role: Role
  place_id: Actor['posts'][number]['placeId']
  place_path: string
  grid_id: Actor['posts'][number]['gridId']
}

/** Who acts for a post at an instant, as an actor with that post alone. */
export async function actorOf(stage: Stage, postId: PostId, at: Date): Promise<Actor | null> {
  const rows = await stage.db.statement<PostRow>(
    'demo.actor',
    `select p.id as post_id, a.person_id, n.name, a.how, p.role, p.place_id, p.place_path, p.grid_id
     from people.acting($1::uuid, $2::uuid, $3::timestamptz) a
     join people.posts_view p on p.tenant_id = $1 and p.id = $2
     join people.persons_view n on n.tenant_id = $1 and n.id = a.person_id`,
    [stage.keys.tenantId, postId, at],
  )
  const row = rows[0]
  if (!row) return null
  const post = {
    postId: row.post_id,
    role: row.role,
    placeId: row.place_id,
    placePath: row.place_path,
    gridId: row.grid_id,
    how: row.how,
  }
  return {
    tenantId: stage.keys.tenantId,
    personId: row.person_id,
    sessionId: newId<'session'>() as SessionId,
    name: row.name,
    posts: [post],
  }
}

/** Reports a matter of the story as its door would have done. */
export async function playReport(stage: Stage, matter: Matter): Promise<void> {
  const { keys, db, secrets } = stage
  const { reporter } = matter
  const patrol = reporter.kind === 'patrol' ? keys.post(reporter.post) : null
  const staffed = matter.channel !== 'pocket' && matter.channel !== 'patrol'
  const desk = staffed ? await actorOf(stage, keys.post(matter.firstHolder), matter.reportedAt) : null
  const files = await stage.pictures.forReport(
    matter,
    reporter.kind === 'resident' ? keys.person(reporter.person) : null,
  )
  await reportMatter(
    { db, secrets, clock: new StandingClock(matter.reportedAt) },
    {
      tenantId: keys.tenantId,
      id: keys.id<'matter'>(matter.key),
      kind: patrol ? 'patrol' : 'demand',
      category: matter.category,
      placeId: keys.place(matter.place),
      placeDetail: null,
      point: { lng: matter.point[0] ?? 0, lat: matter.point[1] ?? 0 },
      title: matter.title,
      body: matter.text,
      channel: matter.channel,
      selfFound: patrol !== null,
      visibility:
        reporter.kind === 'resident' && reporter.hidden ? 'holder' : reporter.kind === 'anonymous' ? 'public' : 'open',
      priority: 'normal',
      reporterId: reporter.kind === 'resident' ? keys.person(reporter.person) : null,
      reporterName: reporter.kind === 'caller' ? reporter.name : null,
      reporterPhone: reporter.kind === 'caller' ? reporter.phone : null,
      recordedBy: desk?.personId ?? null,
      fileIds: files.ids,
      uploadKey: files.key,
      actor: {
        personId:
          reporter.kind === 'resident'
            ? keys.person(reporter.person)
            : reporter.kind === 'patrol'
              ? keys.person(reporter.person)
              : (desk?.personId ?? null),
        postId: patrol ?? desk?.posts[0]?.postId ?? null,
        via: staffed ? 'desk' : 'pocket',
      },
      patrolPost: patrol,
    },
    null,
  )
}

/** Plays one step of a story through the real rules. A story was written without knowing who routing would choose; the holder of the moment acts. */
export async function playStep(stage: Stage, matter: Matter, step: Step): Promise<void> {
  const id = stage.keys.id<'matter'>(matter.key)
  const course = await passTime(stage.db, stage.keys.tenantId, id, step.at)
  const inputs = inputsOf(stage, step, course.state)
  for (const [index, input] of inputs.entries()) {
    try {
      const now = index === 0 ? course : await passTime(stage.db, stage.keys.tenantId, id, step.at)
      await playInput(stage, matter, id, step, input, now.holderPostId)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const name = `${step.do} in ${course.state}: ${error.reason}`
      stage.refused.set(name, (stage.refused.get(name) ?? 0) + 1)
      return
    }
  }
}

async function playInput(
  stage: Stage,
  matter: Matter,
  id: MatterId,
  step: Step,
  input: ActBody,
  holder: PostId | null,
): Promise<void> {
  const { db, keys } = stage
  if (step.do === 'confirm' || step.do === 'deny') {
    await db.tx((tx) =>
      actAsReporter(tx, {
        tenantId: keys.tenantId,
        matterId: id,
        input,
        at: step.at,
        uploader: { personId: null, key: null },
      }),
    )
    return
  }
  const named = 'by' in step && step.by !== null ? keys.post(step.by) : null
  const postId = step.do === 'suspend' ? keys.post(stage.deskOf(matter)) : byNamedPost(step) ? named : (holder ?? named)
  const actor = postId ? await actorOf(stage, postId, step.at) : null
  if (!actor) return
  const wants = step.do === 'resolve' ? await stage.pictures.forEvidence(matter, step, actor.personId) : []
  const fileIds = wants.length > 0 ? { fileIds: wants as FileId[] } : {}
  await db.tx((tx) =>
    act(tx, {
      actor,
      eventActor: { personId: actor.personId, postId: null, via: 'desk' },
      matterId: id,
      input: { ...input, ...fileIds },
      at: step.at,
      uploader: { personId: actor.personId, key: null },
    }),
  )
}

/** Steering comes from the post that the story names; work is done by whoever holds the matter. */
const byNamedPost = (step: Step): boolean =>
  ['assign', 'reassign', 'suspend', 'urge', 'answer', 'merge', 'void', 'review'].includes(step.do)

const returnReason = {
  not_ours: 'wrong_unit',
  wrong_place: 'wrong_place',
  no_duty: 'beyond_duty',
  too_little_said: 'unclear',
} as const
const voidReason = {
  test: 'test',
  withdrawn: 'withdrawn',
  out_of_scope: 'not_ours',
  emergency_line: 'not_ours',
} as const

/** What a step of the story is in the flow's own terms; some need a step before them (contact before resolve). */
function inputsOf(stage: Stage, step: Step, state: string): ActBody[] {
  const { keys } = stage
  const contact: ActBody[] = state === 'assigned' ? [{ action: 'contact', words: '已与诉求人联系' }] : []
  switch (step.do) {
    case 'accept':
      return state === 'reported' ? [{ action: 'accept' }] : []
    case 'assign':
      if (state === 'assigned' || state === 'handling') return []
      return [{ action: 'assign', postId: keys.post(step.to), words: step.words }]
    case 'reassign':
      return [
        {
          action: state === 'reported' || state === 'accepted' ? 'assign' : 'reassign',
          postId: keys.post(step.to),
          words: step.words,
        },
      ]
    case 'contact':
      return state === 'assigned'
        ? [{ action: 'contact', words: step.words }]
        : [{ action: 'handle', words: step.words }]
    case 'handle':
      return [{ action: 'handle', words: step.words }]
    case 'return':
      return [{ action: 'return', reason: returnReason[step.reason], words: step.words }]
    case 'review':
      return [
        {
          action: 'review_return',
          approve: step.upheld,
          ...(step.upheld ? { postId: keys.post(step.to) } : {}),
          words: step.words,
        },
      ]
    case 'extend':
      return [{ action: 'extend', dueAt: step.until.toISOString(), words: step.words }]
    case 'suspend':
      return [{ action: 'suspend', reviewOn: step.reviewOn, words: step.words }]
    case 'resume':
      return state === 'suspended' ? [{ action: 'resume', words: step.words }] : []
    case 'urge':
      return [{ action: step.level === 'remind' ? 'urge' : 'supervise', words: step.words }]
    case 'rally':
      return [
        {
          action: 'rally',
          departments: step.departments.map(keys.post),
          leadPostId: keys.post(step.lead),
          words: step.words,
        },
      ]
    case 'answer':
      return [{ action: 'answer_rally', words: step.words }]
    case 'resolve':
      return [...contact, { action: 'resolve', outcome: 'solved', words: step.words }]
    case 'confirm':
      return [{ action: 'confirm', rating: step.rating, ...(step.words ? { words: step.words } : {}) }]
    case 'deny':
      return [{ action: 'reject', words: step.words }]
    case 'call':
      return [callOf(step)]
    case 'merge':
      return [{ action: 'merge', intoId: keys.id<'matter'>(step.into), words: step.words }]
    case 'void':
      return [{ action: 'void', reason: voidReason[step.reason], words: step.words }]
    case 'close':
      if (state !== 'resolved') return []
      if (step.why === 'unreached') return [{ action: 'close', words: '三次联系不上,归档' }]
      return [
        { action: 'follow_up', followUp: { method: 'verify', reached: false, solved: true }, words: '现场核查,已恢复' },
      ]
  }
}

function callOf(step: Extract<Step, { do: 'call' }>): ActBody {
  const answered = step.reached ? { solved: step.solved ?? true } : {}
  const rating = step.reached && step.rating !== null ? { satisfaction: step.rating } : {}
  return {
    action: 'follow_up',
    followUp: { method: 'phone', reached: step.reached, ...answered, ...rating },
    ...(step.words ? { words: step.words } : {}),
  }
}
