import type { Static } from 'typebox'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { StateSchema } from '../matters/contract.ts'
import { fewestInGroup, mayStep, obstacle, steps, votingObstacle } from './consultation.ts'
import { askedSql, manages, scopeSql } from './consultation-scope.ts'
import { standingOf } from './consultation-service.ts'
import { atDoorSql } from './consultation-store.ts'
import type {
  ConsultationRow,
  ConsultationView,
  DoorView,
  listConsultations,
  ResultPage,
  StatementView,
} from './contract.ts'
import { keysOf, participantOf, type Voter } from './participant.ts'
import { topStatements } from './picture.ts'
import { percentOf, presentResult, readFound, seenOf } from './result-view.ts'
import type { ConsultationId, ConsultationRecord, StatementRecord } from './tables.ts'
import { turnOf } from './voting.ts'

type Names = readonly [name: string, nameEn: string]

interface Source extends ConsultationRecord {
  place_names: Names
  post_names: Names
  people: number
  votes: number
}

// Names by queries within the query: joined to views of views, planning takes a hundred times as long as reading.
const columns = sql`c.*, h.people, h.votes,
  (select array[p.name, p.name_en] from places.places_view p where p.tenant_id = c.tenant_id and p.id = c.place_id) as place_names,
  (select array[o.name, o.name_en] from people.posts_view o where o.tenant_id = c.tenant_id and o.id = c.post_id) as post_names`
const joins = sql`join consultations.heads h on h.tenant_id = c.tenant_id and h.consultation_id = c.id`

const headOf = (of: Source) => ({
  ...{ id: of.id, code: of.code, state: of.state, title: of.title, words: of.words },
  ...{ fromOn: of.from_on, untilOn: of.until_on, moderation: of.moderation },
  place: { id: of.place_id, name: of.place_names[0], nameEn: of.place_names[1] },
  organiser: { name: of.post_names[0], nameEn: of.post_names[1] },
})

/** A page of what somebody sees by their posts, the newest first. */
export async function listPage(
  tx: Tx,
  actor: Actor,
  { offset = 0, limit = 50, ...filter }: QueryOf<typeof listConsultations>,
): Promise<ResponseOf<typeof listConsultations>> {
  const where = whereSql(actor, filter)
  const { rows } = await sql<Source & Pick<ConsultationRow, 'statements' | 'waiting'> & { total: number }>`
    select ${columns}, s.statements, s.waiting, count(*) over ()::int as total from consultations.consultations c ${joins}
    cross join lateral (select (count(*) filter (where s.state = 'shown'))::int as statements,
      (count(*) filter (where s.state = 'waiting'))::int as waiting from consultations.statements s
      where s.tenant_id = c.tenant_id and s.consultation_id = c.id) s
    where ${where} order by c.created_at desc, c.id offset ${offset} limit ${limit}`.execute(tx)
  return {
    rows: rows.map((row) => ({
      ...headOf(row),
      ...{ people: row.people, votes: row.votes, statements: row.statements, waiting: row.waiting },
    })),
    ...{ total: rows[0]?.total ?? 0, offset, limit },
  }
}

type Filter = Pick<QueryOf<typeof listConsultations>, 'state' | 'waiting'>

/** Statements that residents gave are read while a consultation goes on, by those who ask there. */
const toReadSql = (actor: Actor) => sql<boolean>`(${askedSql(actor)} and c.state in ('draft', 'open') and exists (
  select from consultations.statements w where w.tenant_id = c.tenant_id and w.consultation_id = c.id and w.state = 'waiting'))`

const whereSql = (actor: Actor, { state, waiting = false }: Filter) =>
  sql<boolean>`c.tenant_id = ${actor.tenantId} and ${scopeSql(actor)}
    and ${state ? sql`c.state = ${state}` : sql`true`} and ${waiting ? toReadSql(actor) : sql`true`}`

/** How many consultations a filter holds. */
export async function countConsultations(tx: Tx, actor: Actor, filter: Filter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from consultations.consultations c
    where ${whereSql(actor, filter)}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** One consultation for staff: its statements with counts, never who voted. */
export async function viewFor(tx: Tx, actor: Actor, id: ConsultationId, at: Date): Promise<ConsultationView> {
  const { rows } = await sql<Source>`select ${columns} from consultations.consultations c ${joins}
    where c.tenant_id = ${actor.tenantId} and c.id = ${id} and ${scopeSql(actor)}`.execute(tx)
  const of = rows[0] ?? notFound()
  const statements = await statementsOf(tx, of)
  const result = await readFound(tx, of)
  const standing = await standingOf(tx, of, at)
  const may = manages(actor, of)
  const possible = steps.filter((step) => may && mayStep(step, of.state))
  return {
    ...headOf(of),
    ...{ people: of.people, votes: of.votes, manages: may },
    openedAt: of.opened_at?.toISOString() ?? null,
    closedAt: of.closed_at?.toISOString() ?? null,
    answeredAt: of.answered_at?.toISOString() ?? null,
    steps: possible.filter((step) => obstacle(step, standing) === null),
    blocked: possible.flatMap((step) => {
      const why = obstacle(step, standing)
      return why ? [{ step, why }] : []
    }),
    statements: presentStatements(statements, result.found),
    result: presentResult(result, shownWords(statements), null),
  }
}

type Joined = StatementRecord & { matter_state: Static<typeof StateSchema> | null }

async function statementsOf(tx: Tx, of: Pick<ConsultationRecord, 'tenant_id' | 'id'>): Promise<Joined[]> {
  const { rows } = await sql<Joined>`select s.*, m.state as matter_state
    from consultations.statements s
    left join matters.states_view m on m.tenant_id = s.tenant_id and m.id = s.matter_id
    where s.tenant_id = ${of.tenant_id} and s.consultation_id = ${of.id} order by s.number`.execute(tx)
  return rows
}

const shownWords = (statements: readonly StatementRecord[]) =>
  new Map(statements.filter(({ state }) => state === 'shown').map(({ number, words }) => [number, words]))

function presentStatements(
  statements: readonly Joined[],
  found: Awaited<ReturnType<typeof readFound>>['found'],
): StatementView[] {
  const counted = new Map(found.statements.map((one) => [one.statement, one]))
  const top = topStatements(found)
  return statements.map((one) => {
    const count = counted.get(one.number)
    const seen = seenOf(count)
    return {
      ...{ number: one.number, words: one.words, state: one.state, meta: one.meta, byStaff: one.by_staff },
      ...{ addedAt: one.added_at.toISOString(), hiddenWhy: one.hidden_why },
      seen: seen < fewestInGroup ? null : seen,
      ...{ agree: percentOf(count, 'agree'), disagree: percentOf(count, 'disagree') },
      byGroup: found.groups.map((_, n) => ({
        agree: percentOf(count?.byGroup[n], 'agree'),
        disagree: percentOf(count?.byGroup[n], 'disagree'),
      })),
      answer: one.answer,
      matter: one.matter_id && one.matter_state && { id: one.matter_id, state: one.matter_state },
      rank: top.indexOf(one.number),
    }
  })
}

export interface Asking {
  readonly tx: Tx
  readonly secrets: Secrets
  readonly tenantId: TenantId
  readonly voter: Voter
  readonly signedIn: boolean
  readonly now: Date
}

async function sourceByCode({ tx, tenantId }: Asking, code: string): Promise<Source> {
  const { rows } = await sql<Source>`select ${columns} from consultations.consultations c ${joins}
    where ${atDoorSql(tenantId, code)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** What the poster's code opens: the question, and the next statement for whoever holds the phone. */
export async function doorView(asking: Asking, code: string): Promise<DoorView> {
  const { tx, secrets, voter, now } = asking
  const of = await sourceByCode(asking, code)
  const notNow = votingObstacle({ state: of.state, fromOn: of.from_on, untilOn: of.until_on, today: dayOf(now) })
  const participant = await participantOf(tx, of, keysOf(secrets, of, voter))
  const turn = await turnOf(tx, secrets, of, voter, participant)
  return {
    ...headOf(of),
    signedIn: asking.signedIn,
    people: of.people,
    notNow,
    ...turn,
    ...(notNow ? { next: null } : {}),
  }
}

/** The picture, what is held, and what the community answers. */
export async function resultPage(asking: Asking, code: string): Promise<ResultPage> {
  const { tx, secrets, voter } = asking
  const of = await sourceByCode(asking, code)
  const statements = await statementsOf(tx, of)
  const me = await participantOf(tx, of, keysOf(secrets, of, voter))
  return {
    ...headOf(of),
    result: presentResult(await readFound(tx, of), shownWords(statements), me),
    answers: statements.flatMap(({ number, words, answer, state, matter_state }) =>
      answer === null || state !== 'shown' ? [] : [{ number, words, answer, matterState: matter_state }],
    ),
  }
}
