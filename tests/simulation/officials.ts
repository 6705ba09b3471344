import type { Official } from '../../bench/district.ts'
import type { FileId, MatterId, PostId } from '../../kernel/contract/ids.ts'
import { dayMs, dayOf, hourMs } from '../../kernel/time/day.ts'
import type { ActBody, MatterRow, MatterView } from '../../modules/matters/contract.ts'
import type { Scene } from './scene.ts'
import type { Ward } from './ward.ts'

/** How many matters somebody takes up before looking again. */
const atATime: Readonly<Record<string, number>> = { grid_worker: 6, community: 10 }
/** Of a hundred chances in half an hour of office time. */
const looksIn: Readonly<Record<string, number>> = { grid_worker: 20, community: 40, compound_secretary: 3 }

/** Whether somebody looks into their work now; at night and on rest days few do. */
export const looks = ({ chance }: Scene, { kind }: Official, working: boolean): boolean =>
  chance.of(working ? (looksIn[kind] ?? 25) : 2)

/** Somebody opens what waits for them and takes it up, the most urgent first. */
export async function work(scene: Scene, ward: Ward, official: Official, working: boolean): Promise<void> {
  const cookie = await scene.visitors.cookieOf(ward.tenantId, official.personId)
  const which = working ? '' : '&priority=urgent'
  for (const row of await rowsOf(
    scene,
    official,
    cookie,
    `mine=true&open=true&sort=due&limit=20${which}`,
    atATime[official.kind] ?? 12,
  ))
    await takeUp(scene, ward, cookie, row.id)
  if (!working) return
  if (ward.departments.includes(official.postId))
    for (const row of await rowsOf(scene, official, cookie, 'rallied=true&open=true', 10))
      await takeUp(scene, ward, cookie, row.id)
  if (official.kind !== 'community' && official.kind !== 'street') return
  // Those above look over what lies below them, the oldest first, and steer one.
  const below = await rowsOf(scene, official, cookie, 'open=true&sort=due&limit=20', 20)
  if (below.length > 0 && scene.chance.of(50)) await steer(scene, ward, cookie, scene.chance.pick(below).id)
}

async function rowsOf(
  scene: Scene,
  { postId }: Official,
  cookie: string,
  query: string,
  most: number,
): Promise<readonly MatterRow[]> {
  const { status, json } = await scene.caller.ask('list', { path: `/api/matters?${query}`, cookie })
  if (status !== 200) return []
  const { rows } = json as { rows: MatterRow[] }
  for (const { id } of rows) scene.shown.push({ postId, matterId: id })
  return rows.slice(0, most)
}

async function viewOf(scene: Scene, cookie: string, id: MatterId): Promise<MatterView | null> {
  const { status, json } = await scene.caller.ask('see', { path: `/api/matters/${id}`, cookie })
  return status === 200 ? (json as MatterView) : null
}

async function takeUp(scene: Scene, ward: Ward, cookie: string, id: MatterId): Promise<void> {
  const view = await viewOf(scene, cookie, id)
  const body = view && (await stepFor(scene, ward, cookie, view))
  if (!view || !body) return
  const { status } = await act(scene, cookie, id, body)
  if (status !== 200) return
  if (body.action === 'resolve' && scene.chance.of(75))
    ward.toAnswer.push({ at: scene.visitors.now.getTime() + (1 + scene.chance.below(40)) * hourMs, id })
}

const act = ({ caller }: Scene, cookie: string, id: MatterId, body: ActBody) =>
  caller.ask(body.action === 'resolve' ? 'resolve' : 'act', {
    method: 'POST',
    path: `/api/matters/${id}/acts`,
    cookie,
    body,
  })

/** The next step on the road, or one aside from it. */
async function stepFor(scene: Scene, ward: Ward, cookie: string, view: MatterView): Promise<ActBody | null> {
  const { chance } = scene
  const next = new Map(view.next.map((step) => [step.action, step]))
  if (next.has('answer_rally')) return { action: 'answer_rally', words: '已到场处理' }
  if (next.has('accept') && !chance.of(20)) return { action: 'accept', words: '受理' }
  if (next.has('assign')) return given(scene, cookie, view.id, { action: 'assign' })
  if (next.has('review_return'))
    return chance.of(40)
      ? { action: 'review_return', approve: false, words: '属于本岗位职责' }
      : given(scene, cookie, view.id, { action: 'review_return', approve: true, words: '同意,改派' })
  if (next.has('contact'))
    return next.has('return') && view.rounds < 2 && chance.of(4)
      ? { action: 'return', reason: 'wrong_unit', words: '不归我们管' }
      : { action: 'contact', words: '已联系' }
  if (next.has('close')) return { action: 'close', words: '多次联系不上,归档' }
  if (next.has('follow_up')) {
    // Most reporters answer by themselves; who does not is called.
    if (!chance.of(35)) return null
    // Nobody can be called about what was found on patrol: somebody goes and looks.
    const method = view.kind === 'patrol' ? ('verify' as const) : ('phone' as const)
    const reached = method === 'verify' || chance.of(80)
    const followUp = reached ? { method, reached, solved: true, satisfaction: 4 } : { method, reached }
    return { action: 'follow_up', followUp, words: '回访' }
  }
  if (view.state !== 'handling') return null
  if (next.has('rally') && view.rally === null && chance.of(3))
    return { action: 'rally', departments: ward.departments.slice(0, 2), words: '请到场会商' }
  if (next.has('handle') && chance.of(30)) return { action: 'handle', words: '已到现场查看' }
  const resolve = next.get('resolve')
  if (!resolve) return null
  const fileIds = await pictures(scene, cookie, resolve.pictures)
  return { action: 'resolve', outcome: chance.of(80) ? 'solved' : 'explained', words: '已处理完毕', fileIds }
}

async function given(scene: Scene, cookie: string, id: MatterId, body: ActBody): Promise<ActBody | null> {
  const { status, json } = await scene.caller.ask('assignees', { path: `/api/matters/${id}/assignees`, cookie })
  const { posts } = (status === 200 ? json : { posts: [] }) as { posts: { postId: PostId; suggested: boolean }[] }
  // What came back goes to another than the one that sent it back, who is the most fitting by the rules.
  const post = body.action === 'assign' ? (posts.find(({ suggested }) => suggested) ?? posts[0]) : posts.at(-1)
  return post ? { words: '请办理', ...body, postId: post.postId } : null
}

async function pictures({ caller, picture }: Scene, cookie: string, count: number): Promise<FileId[]> {
  const ids: FileId[] = []
  for (let n = 0; n < count; n++) {
    const { status, json } = await caller.ask('picture', { method: 'POST', path: '/api/files', cookie, bytes: picture })
    if (status === 200) ids.push((json as { id: FileId }).id)
  }
  return ids
}

/** From above: put off with a date, given more time, urged. */
async function steer(scene: Scene, ward: Ward, cookie: string, id: MatterId): Promise<void> {
  const view = await viewOf(scene, cookie, id)
  if (!view || !ward.byId.has(id)) return
  const may = new Set(view.next.map(({ action }) => action))
  const now = scene.visitors.now.getTime()
  const { chance } = scene
  let body: ActBody | null = null
  if (may.has('suspend') && chance.of(35)) {
    const reviewOn = dayOf(new Date(now + (1 + chance.below(2)) * dayMs))
    body = { action: 'suspend', reviewOn, words: '等配件' }
  } else if (may.has('extend') && view.clock && chance.of(40)) {
    const dueAt = new Date(Math.max(now, Date.parse(view.clock.dueAt)) + dayMs).toISOString()
    body = { action: 'extend', dueAt, words: '情况复杂' }
  } else if (may.has('urge')) body = { action: 'urge', words: '请抓紧' }
  if (body) await act(scene, cookie, id, body)
}
