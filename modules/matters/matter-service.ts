import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, type MatterId, newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { attachFiles, type Uploader } from '../files/public.ts'
import { closeUnreached, confirm, followUp, reject, reopen } from './acts/answer.ts'
import { approveExclusion, exclude } from './acts/exclude.ts'
import { answerOrder, order, recordTalk } from './acts/measures.ts'
import { merge, unmerge } from './acts/merge.ts'
import { checkNeeds } from './acts/needs.ts'
import { answerRally, rally, supervise, urge } from './acts/press.ts'
import { accept, assign, contact, handle, resolve } from './acts/road.ts'
import { extend, giveBack, makeVoid, reassign, resume, reviewReturn, suspend } from './acts/steer.ts'
import type { ActBody, reveal } from './contract.ts'
import type { Effect, Step } from './effect.ts'
import { streamOf } from './events.ts'
import { formsOf } from './forms/forms-of.ts'
import { sealedAnswers } from './forms/kept.ts'
import { type Action, obstacle, type Relation, type Standing, type State, transitionOf } from './matter.ts'
import { maySeeReporter, postFor, relationsOf } from './matter-policy.ts'
import {
  applyChange,
  isMember,
  keepRemark,
  lockInScope,
  lockMatter,
  mergedInto,
  openRallyPosts,
} from './matter-store.ts'
import { reporterInFull } from './reporter.ts'
import { type Around, loadAround, withoutPosts } from './surroundings.ts'
import type { MatterRecord } from './tables.ts'

export interface ActAnswer {
  readonly id: MatterId
  readonly state: State
  readonly seq: number
}

interface Deciding {
  readonly matter: MatterRecord
  readonly relations: ReadonlySet<Relation>
  readonly rallied: readonly PostId[]
  readonly actor: EventActor
  readonly uploader: Uploader
  /** Loads the other matter of a merge, as far as the actor may see it. */
  readonly other: (id: MatterId) => Promise<MatterRecord | null>
}

/** Somebody signed in takes a step on a matter of their scope. */
export async function act(
  tx: Tx,
  of: { actor: Actor; eventActor: EventActor; matterId: MatterId; input: ActBody; at: Date; uploader: Uploader },
): Promise<ActAnswer> {
  const { actor, input, at } = of
  await lockOtherFirst(tx, of)
  const matter = (await lockInScope(tx, actor, of.matterId)) ?? notFound()
  const openPosts = await openRallyPosts(tx, matter)
  const relations = relationsOf(actor, matter, openPosts, await isMember(tx, actor, matter))
  const mine = new Set(actor.posts.map((post) => post.postId))
  const reporterOnly = relations.size === 1 && relations.has('reporter')
  return decide(tx, input, at, {
    matter,
    relations,
    rallied: openPosts.filter((post) => mine.has(post)),
    actor: { ...of.eventActor, postId: reporterOnly ? null : postFor(actor, matter, relations) },
    uploader: of.uploader,
    other: (id) => lockInScope(tx, actor, id),
  })
}

/** A merge and its undoing lock two matters: always the smaller id first, so that two of them never wait for each other. */
async function lockOtherFirst(tx: Tx, of: { actor: Actor; matterId: MatterId; input: ActBody }): Promise<void> {
  const { actor, matterId, input } = of
  if (input.action !== 'merge' && input.action !== 'unmerge') return
  const otherId = input.action === 'merge' ? input.intoId : await mergedInto(tx, actor.tenantId, matterId)
  if (otherId && otherId < matterId) await lockMatter(tx, actor.tenantId, otherId)
}

/** Whoever holds the receipt code answers for the reporter. */
export async function actAsReporter(
  tx: Tx,
  of: { tenantId: TenantId; matterId: MatterId; input: ActBody; at: Date; uploader: Uploader },
): Promise<ActAnswer> {
  const matter = (await lockMatter(tx, of.tenantId, of.matterId)) ?? notFound()
  return decide(tx, of.input, of.at, {
    matter,
    relations: new Set<Relation>(['reporter']),
    rallied: [],
    actor: { personId: matter.reporter_id, postId: null, via: 'receipt' },
    uploader: of.uploader,
    other: async () => null,
  })
}

/**
 * A finding of a drawn sample says that a closed matter is not solved: the finding reopens it, whoever wrote it down. The
 * inspection itself never edits: it has no relation to the matter, and takes no other step.
 * @returns null where the matter is no longer closed.
 */
export async function reopenByFinding(
  tx: Tx,
  of: { tenantId: TenantId; matterId: MatterId; words: string; actor: EventActor; at: Date },
): Promise<ActAnswer | null> {
  const matter = (await lockMatter(tx, of.tenantId, of.matterId)) ?? notFound()
  if (matter.state !== 'closed') return null
  return decide(tx, { action: 'reopen', words: of.words }, of.at, {
    matter,
    relations: new Set<Relation>(['inspector']),
    rallied: [],
    actor: of.actor,
    uploader: { personId: of.actor.personId, key: null },
    other: async () => null,
  })
}

/**
 * Adds words to the timeline of a matter in whatever state: what a device or a later find says about it. The caller has
 * settled that it belongs there; nothing else of the matter changes.
 */
export async function addNote(
  tx: Tx,
  of: {
    tenantId: TenantId
    matterId: MatterId
    words: string
    fileIds: readonly FileId[]
    actor: EventActor
    at: Date
    uploader: Uploader
  },
): Promise<ActAnswer> {
  const matter = (await lockMatter(tx, of.tenantId, of.matterId)) ?? notFound()
  return decide(tx, { action: 'comment', words: of.words, fileIds: [...of.fileIds] }, of.at, {
    matter,
    relations: new Set<Relation>(['staff']),
    rallied: [],
    actor: of.actor,
    uploader: of.uploader,
    other: async () => null,
  })
}

/** The way of every step: allowed by the table, complete, decided in the act's own code, written with its event. */
export async function decide(tx: Tx, input: ActBody, at: Date, of: Deciding): Promise<ActAnswer> {
  const { matter, relations } = of
  const transition = transitionOf(input.action)
  if (!transition.by.some((relation) => relations.has(relation))) forbidden()
  if (!transition.from.includes(matter.state))
    fail('conflict', 'matters.wrong_state', {
      zh: `事项现在的状态不能「${transition.name.zh}」，请刷新看看是否已被同事处理`,
      en: `"${transition.name.en}" is not possible in its present state. Reload: a colleague may have moved it on`,
    })
  checkNeeds(transition, input)
  const around = await aroundMatter(tx, comesBack(input.action) ? { ...matter, grid_id: null } : matter, at)
  const blocked = obstacle(input.action, standingOf(matter, around))
  if (blocked) fail('refused', 'matters.blocked', blocked)
  const said = { words: input.words?.trim() ?? '', fileIds: input.fileIds ?? [] }
  const remarkId = said.words || said.fileIds.length > 0 ? newId() : null
  const step: Step = { tx, matter, around, at, input, relations, actor: of.actor, remarkId }
  if (remarkId)
    await keepRemark(tx, {
      matter,
      id: remarkId,
      action: input.action,
      said,
      toReporter: toReporter(input.action),
      actor: of.actor,
      at,
    })
  if (said.fileIds.length > 0)
    await attachFiles(tx, {
      tenantId: matter.tenant_id,
      fileIds: said.fileIds,
      subject: streamOf(matter.id),
      uploader: of.uploader,
    })
  const effect = await effectOf(step, of)
  const seq = await applyChange(tx, {
    matter,
    name: input.action,
    effect,
    actor: of.actor,
    at,
    ...(remarkId ? { said: { id: remarkId, said } } : {}),
  })
  return { id: matter.id, state: effect.to, seq }
}

/** Steps by which an ended matter is open again: its building may lie in another grid since, and no event took it along. */
const comesBack = (action: Action): boolean => action === 'reopen' || action === 'unmerge'

/** Words that the reporter reads: what was done and answered, not how staff argue about who does it. */
function toReporter(action: Action): boolean {
  return [
    'accept',
    'contact',
    'handle',
    'resolve',
    'follow_up',
    'confirm',
    'reject',
    'close',
    'extend',
    'suspend',
    'resume',
    'reopen',
    'void',
  ].includes(action)
}

type Decide = (step: Step, of: Deciding) => Effect | Promise<Effect>

const decisions: Readonly<Record<Action, Decide>> = {
  accept,
  assign,
  contact,
  handle,
  resolve,
  follow_up: followUp,
  confirm,
  reject,
  close: closeUnreached,
  return: giveBack,
  review_return: reviewReturn,
  reassign,
  extend,
  suspend,
  resume,
  urge,
  supervise,
  order,
  answer_order: answerOrder,
  record_talk: recordTalk,
  rally,
  answer_rally: (step, of) => answerRally(step, of.rallied),
  merge: async (step, of) => merge(step, step.input.intoId ? await of.other(step.input.intoId) : null),
  unmerge: async (step) =>
    unmerge(
      step,
      step.matter.merged_into_id ? await lockMatter(step.tx, step.matter.tenant_id, step.matter.merged_into_id) : null,
    ),
  reopen,
  void: makeVoid,
  comment: (step) => ({ to: step.matter.state, clock: 'keep' }),
  exclude,
  approve_exclusion: approveExclusion,
}

const effectOf = (step: Step, of: Deciding) => decisions[step.input.action](step, of)

/** The rules and people around a matter as they are now; units that it is about are not there, whatever rule looks for a post. */
export async function aroundMatter(tx: Tx, matter: MatterRecord, at: Date): Promise<Around> {
  const around = await loadAround(tx, {
    tenantId: matter.tenant_id,
    placeId: matter.place_id,
    gridId: matter.grid_id,
    kind: matter.kind_code,
    kindVersion: matter.kind_version,
    category: matter.category_code,
    at,
  })
  return withoutPosts(around, matter.shielded_posts)
}

/** What the transition rules need to know of a matter. */
export function standingOf(matter: MatterRecord, around: Around): Standing {
  const { spec } = around.kind
  return {
    state: matter.state,
    openRallyAnswers: matter.open_rally_answers,
    openOrder: matter.order_due_at !== null,
    openTalk: matter.talk_due_at !== null,
    unreached: matter.unreached,
    unreachedLimit: spec.unreachedLimit,
    extensions: matter.extensions,
    extensionLimit: spec.extension.times,
    exclusion: matter.exclusion,
    reporterKnown: matter.reporter_id !== null || matter.reporter_phone_sealed !== null,
  }
}

/** Shows the reporter in full to staff who may know, with a reason that stays in the ledger. */
export async function revealReporter(
  tx: Tx,
  secrets: Secrets,
  of: { actor: Actor; eventActor: EventActor; matterId: MatterId; reason: string; at: Date },
): Promise<ResponseOf<typeof reveal>> {
  const matter = (await lockInScope(tx, of.actor, of.matterId)) ?? notFound()
  const relations = relationsOf(of.actor, matter, await openRallyPosts(tx, matter))
  if (!maySeeReporter(relations, matter.visibility)) forbidden()
  const actor = { ...of.eventActor, postId: postFor(of.actor, matter, relations) }
  await applyChange(tx, {
    matter,
    name: 'reveal',
    effect: { to: matter.state, clock: 'keep', facts: { reason: of.reason } },
    actor,
    at: of.at,
  })
  const formOf = await formsOf(tx, matter.tenant_id, matter.kind_code, matter.answers)
  const form = matter.answers?.version === undefined ? [] : formOf(matter.answers.version)
  const { name, phone } = await reporterInFull(tx, secrets, matter)
  const answers = sealedAnswers(secrets, matter.answers_sealed, form)
  return { name, phone, ...(answers.length > 0 ? { answers } : {}) }
}
