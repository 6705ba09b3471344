import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Jobs } from '../../kernel/jobs/jobs.ts'
import type { RunId } from './contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { askRun, cancelRun } from './evaluation-run.ts'
import { openPolicy, type Policy, type PolicySpec } from './policy.ts'
import { authoringPost, myDepartments, writingPost } from './policy-rights.ts'
import type { VersionRecord } from './tables.ts'
import { changeVersion, insertVersion, lockVersions, recordPolicy, recordSaved } from './version-store.ts'

/** Who does it and when. */
export interface Doing {
  readonly tenantId: TenantId
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

/** Checks a policy as somebody wrote it; every fault is told with its place. */
export async function checkedSpec(tx: Tx, tenantId: TenantId, code: string, spec: unknown): Promise<Policy> {
  const dictionary = await dictionaryFor(tx, tenantId)
  const { policy, faults } = openPolicy(code, spec, dictionary)
  if (policy !== null) return policy
  const fields = faults.map(({ path, words }) => ({ path: `spec${path}`, words }))
  return fail(
    'invalid',
    'policies.bad_spec',
    {
      zh: `有 ${faults.length} 处需要修改，没有保存`,
      en: `${faults.length} places need correction; nothing was saved`,
    },
    fields,
  )
}

/** Keeps a new version. Its number is given here, whatever the spec says of itself. */
export async function saveDraft(tx: Tx, doing: Doing, code: string, input: unknown): Promise<{ version: number }> {
  const { tenantId, actor, at } = doing
  // Its page is where a new one is begun.
  if (code === 'new') fail('invalid', 'policies.code_taken', { zh: '请换一个编号', en: 'Please choose another code' })
  const earlier = await lockVersions(tx, tenantId, code)
  const version = (earlier[0]?.version ?? 0) + 1
  const departments = await myDepartments(tx, actor)
  const [newest] = earlier
  if (newest && !writingPost(actor, departments, owned(newest))) forbidden()
  const { spec } = await checkedSpec(tx, tenantId, code, withVersion(input, version))
  const post = authoringPost(actor, departments, spec.office) ?? forbidden()
  await insertVersion(tx, {
    ...blankVersion({ tenantId, code, version, spec, at }),
    // Whoever corrects a policy does not take it over.
    place_path: newest?.place_path ?? post.placePath,
    author_id: actor.personId,
    post_id: post.postId,
  })
  await recordSaved(tx, acting(doing, post.postId), code, version)
  return { version }
}

const withVersion = (input: unknown, version: number): unknown =>
  typeof input === 'object' && input !== null ? { ...input, version } : input

/** A row of a version before anything happened to it. */
export const blankVersion = (of: {
  tenantId: TenantId
  code: string
  version: number
  spec: PolicySpec
  at: Date
}): VersionRecord => ({
  tenant_id: of.tenantId,
  code: of.code,
  version: of.version,
  spec: of.spec,
  state: 'draft',
  valid_from: of.spec.validFrom,
  valid_until: of.spec.validUntil,
  office: of.spec.office,
  place_path: '/',
  author_id: null,
  post_id: null,
  saved_at: of.at,
  published_at: null,
  published_by: null,
  withdrawn_at: null,
  withdrawn_by: null,
  withdrawn_why: null,
  replaced_by: null,
})

const owned = ({ office, place_path }: VersionRecord) => ({ office, placePath: place_path })

const acting = ({ tenantId, by, at }: Doing, postId: PostId) => ({ tenantId, by: { ...by, postId }, at })

/** The versions of a policy that somebody may write, locked; not found where there is none, forbidden where it is another's. */
export async function lockToWrite(tx: Tx, doing: Doing, code: string) {
  const versions = await lockVersions(tx, doing.tenantId, code)
  const newest = versions[0] ?? notFound()
  const departments = await myDepartments(tx, doing.actor)
  const post = writingPost(doing.actor, departments, owned(newest))
  if (post) return { versions, acting: acting(doing, post.postId) }
  // A draft of somebody else does not exist for others.
  return versions.every(({ state }) => state === 'draft') ? notFound() : forbidden()
}

/** Puts a version in force; the one before it ends. All firms are then evaluated by a job. */
export async function publishVersion(tx: Tx, jobs: Jobs, doing: Doing, code: string, number: number): Promise<RunId> {
  const { versions, acting } = await lockToWrite(tx, doing, code)
  const version = versions.find((one) => one.version === number) ?? notFound()
  if (version.state === 'published')
    fail('conflict', 'policies.published_already', { zh: '这一版已经发布', en: 'This version is published already' })
  if (version.state === 'withdrawn')
    fail('refused', 'policies.version_is_withdrawn', {
      zh: '这一版已经撤下，请另存一版再发布',
      en: 'This version was withdrawn; please save it as a new one first',
    })
  await checkedSpec(tx, doing.tenantId, code, version.spec)
  const live = versions.find(({ state }) => state === 'published')
  const personId = doing.actor.personId
  if (live) await endVersion(tx, live, { at: doing.at, personId, why: null, replacedBy: number })
  await changeVersion(tx, version, { state: 'published', published_at: doing.at, published_by: personId })
  await recordPolicy(tx, acting, 'published', {
    code,
    version: number,
    ...(live ? { replaces: live.version } : {}),
  })
  return askRun(tx, jobs, { tenantId: doing.tenantId, code, version: number, at: doing.at, personId })
}

interface Ending {
  readonly at: Date
  readonly personId: PersonId | null
  readonly why: string | null
  readonly replacedBy: number | null
}

async function endVersion(tx: Tx, version: VersionRecord, { at, personId, why, replacedBy }: Ending): Promise<void> {
  await cancelRun(tx, version.tenant_id, version.code, at)
  await changeVersion(tx, version, {
    state: 'withdrawn',
    withdrawn_at: at,
    withdrawn_by: personId,
    withdrawn_why: why,
    replaced_by: replacedBy,
  })
}

/** Takes a policy out of force: it fits nobody any more. What was pushed goes on. */
export async function withdrawPolicy(tx: Tx, doing: Doing, code: string, why: string): Promise<void> {
  const { versions, acting } = await lockToWrite(tx, doing, code)
  const live = versions.find(({ state }) => state === 'published')
  if (!live)
    return fail('conflict', 'policies.not_published', { zh: '没有在施行的版本', en: 'No version of it is in force' })
  await endVersion(tx, live, { at: doing.at, personId: doing.actor.personId, why, replacedBy: null })
  await sql`delete from policies.firm_verdicts where tenant_id = ${doing.tenantId} and code = ${code}`.execute(tx)
  await recordPolicy(tx, acting, 'withdrawn', { code, version: live.version, why })
}

/** Evaluates all firms again; goes on with the one that is under way. */
export async function evaluateAgain(tx: Tx, jobs: Jobs, doing: Doing, code: string): Promise<RunId> {
  const { versions, acting } = await lockToWrite(tx, doing, code)
  const live = versions.find(({ state }) => state === 'published')
  if (!live)
    return fail('conflict', 'policies.not_published', { zh: '没有在施行的版本', en: 'No version of it is in force' })
  const { tenantId, at, actor } = doing
  const runId = await askRun(tx, jobs, { tenantId, code, version: live.version, at, personId: actor.personId })
  await recordPolicy(tx, acting, 'evaluationAsked', { code, version: live.version, runId })
  return runId
}

export async function stopEvaluation(tx: Tx, doing: Doing, code: string): Promise<void> {
  const { acting } = await lockToWrite(tx, doing, code)
  const stopped = await cancelRun(tx, doing.tenantId, code, doing.at)
  if (stopped)
    await recordPolicy(tx, acting, 'evaluationCancelled', { code, version: stopped.version, runId: stopped.id })
}
