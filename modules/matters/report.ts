import type { EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { fail } from '../../kernel/contract/errors.ts'
import {
  type FileId,
  type Id,
  type MatterId,
  newId,
  type PersonId,
  type PlaceId,
  type PostId,
  type TenantId,
} from '../../kernel/contract/ids.ts'
import { constraintOf, type Db, sql, sqlState, type Tx, uniqueViolation } from '../../kernel/db.ts'
import { type CommandKey, refuseReusedKey, requestHash } from '../../kernel/http/command.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { titleOf } from '../../kernel/text/draft.ts'
import { bigrams, normalise } from '../../kernel/text/normalise.ts'
import { refusedAttach } from '../files/public.ts'
import { normalPhone, phoneLookup } from '../people/public.ts'
import { startClock } from './clocks.ts'
import { type AtDoor, checkDoor } from './doors.ts'
import { clockUntil } from './effect.ts'
import { eventTypes, type MatterEvent } from './events.ts'
import { filledColumns, sealer } from './forms/reported.ts'
import { type KindSpec, limitOf } from './kind.ts'
import { stageOf } from './matter.ts'
import { receiptCodeOf, receiptLookup } from './receipt.ts'
import { chooseHolder, postHere, type Routed, type RoutePost, whyOf } from './routing.ts'
import { checkSubject, type SubjectRef } from './subject.ts'
import { type Around, type AroundJson, aroundOf, uncategorised, withoutPosts } from './surroundings.ts'

/** A report as it comes through any door. */
export interface NewReport extends AtDoor {
  readonly tenantId: TenantId
  readonly id: MatterId
  readonly kind: string
  readonly category: string
  readonly placeId: PlaceId
  readonly placeDetail: string | null
  readonly point: { lng: number; lat: number } | null
  readonly title: string | null
  readonly body: string
  readonly selfFound: boolean
  readonly visibility: 'open' | 'public' | 'holder'
  readonly priority: 'normal' | 'urgent'
  /** The account of the one who asks; null for a neighbour without one. */
  readonly reporterId: PersonId | null
  readonly reporterName: string | null
  readonly reporterPhone: string | null
  /** Staff who took it down. */
  readonly recordedBy: PersonId | null
  readonly fileIds: readonly FileId[]
  /** Shows that loose files were uploaded by the same hand. */
  readonly uploadKey: string | null
  readonly actor: EventActor
  /** A patrol find stays with the one who found it, if that post answers for the place. */
  readonly patrolPost: RoutePost['postId'] | null
  /** What is broken is kept by this post: it stays with it, if it answers for the place. */
  readonly keeperPost?: RoutePost['postId']
  /** Settled beforehand (by a meeting) who does it and by when: that post holds it and handling begins at once. */
  readonly decided?: { readonly postId: RoutePost['postId']; readonly dueAt: Date }
  /** The firm that it is about, where the kind asks for one. */
  readonly subject?: SubjectRef | null
  /** The caller has made sure that whoever asks speaks for the subject. Without a reporter its members alone answer for it. */
  readonly speaksForSubject?: true
  /** The unit that it is about, with all below it: they neither get it nor learn of it. */
  readonly shieldedPosts?: readonly PostId[]
}

export interface Reported {
  readonly id: MatterId
  readonly number: string
  readonly receiptCode: string
  readonly holder: { readonly name: string; readonly nameEn: string; readonly officePhone: string | null }
  readonly dueAt: string
}

interface Context {
  readonly earlier: { answer: Reported; sender: string; endpoint: string; hash: string } | null
  readonly around: AroundJson | null
}

/**
 * Reports a matter in two round trips: one that reads all that the rules need, one statement that writes it whole.
 * A retry with the same key gets the first answer and writes nothing.
 */
export async function reportMatter(
  services: { db: Db; clock: Clock; secrets: Secrets },
  report: NewReport,
  command: CommandKey | null,
): Promise<Reported> {
  const { db, clock, secrets } = services
  const at = clock.now()
  const context = await readContext(db, report, at, command)
  if (context.earlier && command) {
    refuseReusedKey(command, context.earlier)
    return context.earlier.answer
  }
  const around = aroundOf(context.around, report.category)
  if (around.category.retired) refuseRetired()
  checkDoor(around.kind.spec, report)
  await checkAbout(db, around.kind.spec, report)
  const written = prepareReport(secrets, report, around, at, command)
  try {
    return await db.call<Reported>(writing, [JSON.stringify(written), report.fileIds, report.uploadKey])
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) return refusedAttach(error)
    // A parallel retry of the same command won; its answer is ours.
    const again = command && (await readContext(db, report, at, command))
    if (!again?.earlier || !command) return refusedId(error)
    refuseReusedKey(command, again.earlier)
    return again.earlier.answer
  }
}

/**
 * The same inside a caller's transaction, so that a decision and its matter stand or fall together. The caller's own
 * command guards against a retry.
 */
export async function reportMatterIn(
  tx: Tx,
  { clock, secrets }: { clock: Clock; secrets: Secrets },
  report: NewReport,
): Promise<Reported> {
  const at = clock.now()
  const read = await sql<{ context: Context }>`select matters.report_context(${report.tenantId}::uuid,
    ${report.placeId}::uuid, ${report.kind}, ${report.category}, ${at}::timestamptz, null::uuid) as context`.execute(tx)
  const around = aroundOf(read.rows[0]?.context.around ?? null, report.category)
  checkDoor(around.kind.spec, report)
  const written = prepareReport(secrets, report, around, at, null)
  const { rows } = await sql<{ answer: Reported }>`select matters.report(${JSON.stringify(written)}::jsonb,
    ${[...report.fileIds]}::uuid[], ${report.uploadKey}) as answer`
    .execute(tx)
    .catch(refusedAttach)
  const answer = rows[0]?.answer
  if (!answer) throw new Error('matters.report answered nothing')
  return answer
}

/** What a page offers no more may still come from a script, or from a page that was opened before. */
function refuseRetired(): never {
  const words = { zh: '这个类别已停用，请另选一类', en: 'That category is retired: please choose another' }
  return fail('invalid', 'matters.retired_category', words, [{ path: 'category', words }])
}

/** The client makes the id: one that another matter has is told in words. */
function refusedId(error: unknown): never {
  if (constraintOf(error) !== 'matters_pkey') throw error
  return fail('conflict', 'matters.id_taken', {
    zh: '这个编号已有另一件事项，请重新上报',
    en: 'Another matter has this id. Please report anew',
  })
}

/** A kind for firms names one, a kind for places none. A neighbour may only speak for a firm of theirs. */
async function checkAbout(db: Db, spec: KindSpec, report: NewReport): Promise<void> {
  const asked = spec.subject ?? null
  const { subject = null } = report
  if (asked === null && subject === null) return
  if (asked !== (subject?.kind ?? null))
    fail(
      'invalid',
      'matters.wrong_subject',
      asked
        ? { zh: '这类事项要写明是哪家企业', en: 'This kind of matter needs to say which firm it is about' }
        : { zh: '这类事项不针对企业', en: 'This kind of matter is not about a firm' },
      [
        {
          path: 'subject',
          words: asked ? { zh: '请选择企业', en: 'choose the firm' } : { zh: '不需要', en: 'not needed' },
        },
      ],
    )
  if (subject)
    await db.read((tx) =>
      checkSubject(
        tx,
        report.tenantId,
        subject,
        report.channel === 'pocket' && !report.speaksForSubject ? report.reporterId : 'anybody',
      ),
    )
}

const reading = { name: 'matters.report_context', types: ['uuid', 'uuid', 'text', 'text', 'timestamptz', 'uuid'] }
const writing = { name: 'matters.report', types: ['jsonb', 'uuid[]', 'text'], writes: true } as const

const readContext = (db: Db, report: NewReport, at: Date, command: CommandKey | null): Promise<Context> =>
  db.call(reading, [report.tenantId, report.placeId, report.kind, report.category, at, command?.key ?? null])

/** Decides about a report in pure code and lays out what `matters.report` writes. */
export function prepareReport(
  secrets: Secrets,
  report: NewReport,
  whole: Around,
  at: Date,
  command: CommandKey | null,
) {
  const around = withoutPosts(whole, report.shieldedPosts ?? null)
  const { spec } = around.kind
  const routed = routeReport(report, around)
  const state = report.decided ? 'handling' : spec.intake === 'direct' ? 'assigned' : 'reported'
  const stage = stageOf[state] ?? 'accept'
  const clock = report.decided
    ? clockUntil(stage, at, report.decided.dueAt)
    : startClock(around.calendar, stage, limitOf(spec, stage, report.category, report.priority), at)
  const phone = report.reporterPhone ? phoneOf(report.reporterPhone) : null
  const title = report.title?.trim() || titleOf(report.body)
  const receiptCode = receiptCodeOf(secrets, report.id)
  const filled = filledColumns(around.kind, report, sealer(secrets, hex))
  const iso = at.toISOString()
  const set = {
    state,
    holder_post_id: routed.post.postId,
    clock_stage: stage,
    clock_started_at: clock.startedAt.toISOString(),
    clock_yellow_at: clock.yellowAt.toISOString(),
    clock_due_at: clock.dueAt.toISOString(),
    climb_at: clock.dueAt.toISOString(),
    touched_posts: [routed.post.postId],
    ...(state === 'reported' ? {} : { accepted_at: iso, assigned_at: iso }),
    ...(state === 'assigned' ? { contact_due_at: clock.dueAt.toISOString() } : {}),
    // Nobody asked, so nobody is to be contacted first.
    ...(state === 'handling' ? { handle_due_at: clock.dueAt.toISOString() } : {}),
    reported_at: iso,
    kind_code: around.kind.code,
    category_code: around.category.code,
    place_id: report.placeId,
    place_path: around.path,
    grid_id: around.gridId,
    channel: report.channel,
    self_found: report.selfFound,
    priority: report.priority,
    ...aboutColumns(report),
  }
  const payload: MatterEvent = {
    matterId: report.id,
    action: 'reported',
    from: null,
    to: state,
    set,
    why: routed.why,
    holderPostId: routed.post.postId,
    fileIds: report.fileIds,
    facts: { bodyHash: requestHash([title, report.body]).toString('hex'), ...filled.facts },
  }
  return {
    matter: {
      ...set,
      tenant_id: report.tenantId,
      id: report.id,
      receipt_lookup: hex(receiptLookup(secrets, receiptCode)),
      kind_version: around.kind.version,
      category_tree: spec.categoryTree,
      place_detail: report.placeDetail,
      lng: report.point?.lng ?? around.lng,
      lat: report.point?.lat ?? around.lat,
      title,
      body: report.body,
      search_text: normalise(`${title} ${report.body}`),
      bigrams: bigrams(`${title} ${report.body}`),
      visibility: report.visibility,
      reporter_id: report.reporterId,
      reporter_name_sealed: report.reporterName ? hex(secrets.seal(report.reporterName)) : null,
      reporter_phone_sealed: phone ? hex(secrets.seal(phone)) : null,
      reporter_phone_lookup: phone ? hex(phoneLookup(secrets, phone)) : null,
      recorded_by: report.recordedBy,
      ...filled.columns,
      ...startingCounts,
      changed_at: iso,
    },
    holding: { id: newId<'holding'>(), why: routed.why },
    clock: { id: newId<'clock'>(), span: clock.span },
    eventId: newId<'event'>(),
    type: eventTypes.reported,
    at: iso,
    actor: report.actor,
    payload,
    answer: {
      id: report.id,
      receiptCode,
      holder: { name: routed.post.name, nameEn: routed.post.nameEn, officePhone: routed.post.officePhone },
      dueAt: clock.dueAt.toISOString(),
    },
    ...(command
      ? {
          command: {
            key: command.key,
            sender: command.sender,
            endpoint: command.endpoint,
            hash: command.hash(command.request).toString('hex'),
          },
        }
      : {}),
  }
}

/** Only what it has: most matters are about a place alone. */
const aboutColumns = ({ subject, shieldedPosts }: NewReport) => ({
  ...(subject ? { subject_kind: subject.kind, subject_id: subject.id } : {}),
  ...(shieldedPosts && shieldedPosts.length > 0 ? { shielded_posts: [...shieldedPosts] } : {}),
})

/** What every new matter's counters begin with (a JSON record has no column defaults). */
export const startingCounts = {
  escalation_level: 0,
  rounds: 1,
  returns: 0,
  extensions: 0,
  unreached: 0,
  open_rally_answers: 0,
  urges: 0,
  orders: 0,
  exclusion: 'none',
} as const

export const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`

function routeReport(report: NewReport, around: Around): Routed {
  if (report.decided) {
    const named = postHere(around.posts, report.decided.postId)
    return { post: named, why: whyOf('decided', named, around) }
  }
  const keeper = around.posts.find((post) => post.postId === report.keeperPost)
  if (keeper) return { post: keeper, why: whyOf('keeper', keeper, around) }
  const finder = around.posts.find((post) => post.postId === report.patrolPost)
  if (finder) return { post: finder, why: whyOf('patrol', finder, around) }
  const routed = chooseHolder(around.kind.spec, around.category ?? uncategorised, around)
  if (!routed)
    fail('refused', 'matters.nobody_answers', {
      zh: '这个地点还没有设置负责的岗位，请联系社区',
      en: 'Nobody answers for this place yet. Please call the community office',
    })
  return routed
}

function phoneOf(typed: string): string {
  const phone = normalPhone(typed)
  if (!phone)
    fail('invalid', 'matters.bad_phone', { zh: '电话号码看起来不对', en: 'That does not look like a phone number' }, [
      { path: 'reporter.phone', words: { zh: '电话号码看起来不对', en: 'does not look like a phone number' } },
    ])
  return phone
}

/** A matter's id from the client or a new one. */
export const matterIdOf = (id: Id<'matter'> | undefined): MatterId => id ?? newId<'matter'>()
