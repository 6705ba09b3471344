import { createHash } from 'node:crypto'
import { systemActor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { Failure } from '../../kernel/contract/errors.ts'
import { type MatterId, newId, type PersonId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { commandHash } from '../../kernel/http/command.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { categoriesOf, kindsInForce, type Reported, reportMatter } from '../matters/public.ts'
import type { recordVisit } from './contract.ts'
import { difficultyRaised, difficultyRefused, streamOf } from './events.ts'
import type { Method, SubjectKind } from './rule.ts'
import { sourceOf } from './subject.ts'
import type { DueId, VisitId } from './tables.ts'

/** Which kind of matter a difficulty of a subject becomes: the first of these that the tenant has. */
const kindsFor: Readonly<Record<SubjectKind, readonly string[]>> = {
  firm: ['firm_demand', 'demand'],
  household: ['demand'],
}

export async function difficultyKind(tx: Tx, tenantId: TenantId, subject: SubjectKind, at: Date) {
  const kinds = await kindsInForce(tx, tenantId, at)
  return kindsFor[subject].map((code) => kinds.find((kind) => kind.code === code)).find((kind) => kind !== undefined)
}

/** The categories that a difficulty can have. */
export async function difficultyCategories(tx: Tx, tenantId: TenantId, subject: SubjectKind, at: Date) {
  const kind = await difficultyKind(tx, tenantId, subject, at)
  return kind ? categoriesOf(tx, tenantId, kind.categoryTree) : []
}

type Raised = NonNullable<ResponseOf<typeof recordVisit>['matter']>

interface Open {
  readonly tenant_id: TenantId
  readonly visit_id: VisitId
  readonly due_id: DueId
  readonly command_key: string
  readonly category: string
  readonly words_sealed: Buffer
  readonly subject_kind: SubjectKind
  readonly subject_id: string
  readonly name: string
  readonly place_id: string
  readonly method: Method
  readonly contact_id: string | null
  readonly person_id: PersonId | null
  readonly post_id: PostId | null
}

/**
 * Makes a matter of the difficulty that was named at a visit. The visit is kept already; asked again, it is the same matter.
 * @returns the matter, or why there is none, or neither where no difficulty waits.
 */
export async function settleDifficulty(
  services: Services,
  tenantId: TenantId,
  visitId: VisitId,
): Promise<{ matter: Raised | null; notRaised: Words | null }> {
  const open = await services.db.read((tx) => openDifficulty(tx, tenantId, visitId))
  if (!open) return { matter: null, notRaised: null }
  try {
    const reported = await raiseDifficulty(services, open)
    await services.db.tx((tx) => linkMatter(tx, open, reported, services.clock.now()))
    const { name, nameEn } = reported.holder
    return {
      matter: { id: reported.id, number: reported.number, holder: { name, nameEn }, dueAt: reported.dueAt },
      notRaised: null,
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'unavailable') throw error
    await services.db.tx((tx) => keepRefusal(tx, open, error.words, services.clock.now()))
    return { matter: null, notRaised: error.words }
  }
}

/** Also one that was raised before: its report answers the same. */
async function openDifficulty(tx: Tx, tenantId: TenantId, visitId: VisitId): Promise<Open | null> {
  const { rows } = await sql<Open>`
    select f.tenant_id, f.visit_id, v.due_id, f.command_key, f.category, f.words_sealed, v.subject_kind, v.subject_id,
      s.name, s.place_id, v.method, v.contact_id, v.person_id, v.post_id
    from visits.difficulties f
    join visits.visits v on v.tenant_id = f.tenant_id and v.id = f.visit_id
    join visits.subjects s on s.tenant_id = v.tenant_id and s.kind = v.subject_kind and s.id = v.subject_id
    where f.tenant_id = ${tenantId} and f.visit_id = ${visitId} and f.state <> 'refused'`.execute(tx)
  return rows[0] ?? null
}

/** The one call to matters. */
async function raiseDifficulty(services: Services, open: Open): Promise<Reported> {
  const { db, clock, secrets } = services
  const kind = await db.read((tx) => difficultyKind(tx, open.tenant_id, open.subject_kind, clock.now()))
  const contact = await db.read(async (tx) =>
    open.contact_id === null
      ? null
      : sourceOf(open.subject_kind)?.reveal(tx, secrets, open.tenant_id, open.subject_id, open.contact_id),
  )
  return reportMatter(
    { db, clock, secrets },
    {
      tenantId: open.tenant_id,
      id: matterIdOf(open.visit_id),
      kind: kind?.code ?? 'demand',
      category: open.category,
      placeId: open.place_id as never,
      placeDetail: open.name,
      point: null,
      title: null,
      body: secrets.open(open.words_sealed),
      channel: open.method === 'call' ? 'phone' : 'counter',
      selfFound: false,
      visibility: 'open',
      priority: 'normal',
      reporterId: null,
      reporterName: contact?.name ?? open.name,
      reporterPhone: contact?.phone ?? null,
      recordedBy: open.person_id,
      fileIds: [],
      uploadKey: null,
      actor: { personId: open.person_id, postId: open.post_id, via: 'desk' },
      patrolPost: null,
      subject: kind?.subject === open.subject_kind ? { kind: open.subject_kind, id: open.subject_id } : null,
    },
    {
      tenantId: open.tenant_id,
      key: open.command_key,
      sender: 'visits',
      endpoint: 'visits.raise',
      request: [open.visit_id],
      hash: commandHash(secrets),
    },
  )
}

/** The matter of a visit has an id that follows from the visit's, so that it is the same however often it is tried. */
function matterIdOf(visitId: VisitId): MatterId {
  const hex = createHash('sha256').update(`difficulty of ${visitId}`).digest('hex')
  // The time of the visit, then a version and variant as UUIDv7 has them.
  const time = visitId.slice(0, 13)
  return `${time}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}` as MatterId
}

async function linkMatter(tx: Tx, open: Open, { id, number }: Reported, at: Date): Promise<void> {
  const { rows } =
    await sql`update visits.difficulties set state = 'raised', matter_id = ${id}, matter_number = ${number}
    where tenant_id = ${open.tenant_id} and visit_id = ${open.visit_id} and state = 'raising' returning visit_id`.execute(
      tx,
    )
  if (rows.length > 0) await tell(tx, open, difficultyRaised, { matterId: id }, at)
}

async function keepRefusal(tx: Tx, open: Open, why: Words, at: Date): Promise<void> {
  const { rows } =
    await sql`update visits.difficulties set state = 'refused', refused_why = ${JSON.stringify(why)}::jsonb
    where tenant_id = ${open.tenant_id} and visit_id = ${open.visit_id} and state = 'raising' returning visit_id`.execute(
      tx,
    )
  if (rows.length > 0) await tell(tx, open, difficultyRefused, { why }, at)
}

function tell(tx: Tx, open: Open, type: string, facts: object, at: Date): Promise<number> {
  const subject = { kind: open.subject_kind, id: open.subject_id }
  return record(tx, {
    tenantId: open.tenant_id,
    stream: streamOf(open.subject_id),
    type,
    at,
    actor: { ...systemActor, personId: open.person_id, postId: open.post_id },
    payload: { subject, dueId: open.due_id, visitId: open.visit_id, ...facts },
  })
}

/** A difficulty that is kept before it is reported. */
export async function keepDifficulty(
  tx: Tx,
  of: { tenantId: TenantId; visitId: VisitId; category: string; wordsSealed: Buffer; at: Date },
): Promise<void> {
  await sql`insert into visits.difficulties (tenant_id, visit_id, command_key, category, words_sealed, state, at)
    values (${of.tenantId}, ${of.visitId}, ${newId()}, ${of.category}, ${of.wordsSealed}, 'raising', ${of.at})`.execute(
    tx,
  )
}

/** A server that died between a visit and its matter: the worker makes up for it. */
const waitMs = 60_000

export const raiseTick: Tick = {
  name: 'visits.raise',
  everyMs: 30_000,
  run: async (services) => {
    const before = new Date(services.clock.now().getTime() - waitMs)
    const { rows } = await services.db.read((tx) =>
      sql<{ tenant_id: TenantId; visit_id: VisitId }>`select tenant_id, visit_id from visits.difficulties
        where state = 'raising' and at < ${before} order by at limit 20`.execute(tx),
    )
    for (const { tenant_id, visit_id } of rows) await settleDifficulty(services, tenant_id, visit_id)
    return rows.length === 20
  },
}
