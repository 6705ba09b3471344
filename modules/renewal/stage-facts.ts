import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { questionBriefs } from '../choices/public.ts'
import { openStates } from '../matters/public.ts'
import type { Piece, StageFacts } from './stage-rules.ts'
import { type EvidenceRecord, mine, type ProjectRecord } from './tables.ts'

/** Everything in a project from which the rules of stages are decided. */
export async function stageFacts(tx: Tx, project: ProjectRecord, now: Date): Promise<StageFacts> {
  const { tenant_id: tenantId, id } = project
  const { rows } = await sql<Omit<StageFacts, 'today' | 'households' | 'consent' | 'openMatters'>>`
    select i.*, s.*,
      (select count(*)::int from renewal.photos f where f.tenant_id = ${tenantId} and f.project_id = ${id}
        and f.phase = 'during') as "photosDuring",
      (select count(*)::int from renewal.inspectors n where n.tenant_id = ${tenantId} and n.project_id = ${id}) as inspectors,
      (select count(*)::int from renewal.facilities c where c.tenant_id = ${tenantId} and c.project_id = ${id}) as facilities,
      (select count(*)::int from renewal.answers a where a.tenant_id = ${tenantId} and a.project_id = ${id}
        and a.survey = 'after') as "answersAfter"
    from (select count(*)::int as items, count(*) filter (where planned_fen is null)::int as "itemsUnplanned",
        count(*) filter (where final_fen is null)::int as "itemsUnfinal" from renewal.items
        where tenant_id = ${tenantId} and project_id = ${id} and dropped_at is null) i
    cross join (select count(*)::int as spots,
        count(*) filter (where not exists (select from renewal.photos f where f.tenant_id = z.tenant_id
          and f.spot_id = z.id and f.phase = 'before'))::int as "spotsWithoutBefore",
        count(*) filter (where not exists (select from renewal.photos f where f.tenant_id = z.tenant_id
          and f.spot_id = z.id and f.phase = 'after'))::int as "spotsWithoutAfter"
        from renewal.spots z where z.tenant_id = ${tenantId} and z.project_id = ${id}) s`.execute(tx)
  const [counted] = rows
  if (!counted) throw new Error('counting answered nothing')
  const { households, consent } = project
  return { ...counted, today: dayOf(now), households, consent, openMatters: await openNumbers(tx, project) }
}

/** Whether the matter of a row `alias` is not closed: with the one that it was merged into, where it was. */
export const standsOpenSql = (alias: string) => sql<boolean>`exists (select from matters.states_view s
  left join matters.states_view into_ on into_.tenant_id = s.tenant_id and into_.id = s.merged_into_id
  where s.tenant_id = ${sql.ref(`${alias}.tenant_id`)} and s.id = ${sql.ref(`${alias}.matter_id`)}
    and coalesce(into_.state, s.state) = any(${[...openStates]}::text[]))`

/** Defects and hazards of a project that are not closed. */
const openSql = (project: Pick<ProjectRecord, 'tenant_id' | 'id'>) => sql<{
  id: MatterId
  number: string
}>`select t.matter_id as id, v.number from (
    select tenant_id, matter_id, project_id from renewal.defects
    union select tenant_id, matter_id, project_id from renewal.item_hazards) t
  join matters.states_view v on v.tenant_id = t.tenant_id and v.id = t.matter_id
  where t.tenant_id = ${project.tenant_id} and t.project_id = ${project.id} and ${standsOpenSql('t')}`

/** The matters of a project that keep it from being accepted: what every view shows as open. */
export async function openMattersOf(
  tx: Tx,
  project: Pick<ProjectRecord, 'tenant_id' | 'id'>,
): Promise<ReadonlySet<MatterId>> {
  const { rows } = await openSql(project).execute(tx)
  return new Set(rows.map(({ id }) => id))
}

async function openNumbers(tx: Tx, project: ProjectRecord): Promise<string[]> {
  const { rows } = await openSql(project).execute(tx)
  return rows.map(({ number }) => number).toSorted()
}

/** Evidence of a project that was not taken back, in the order in which it was entered. */
export function evidenceOf(
  tx: Tx,
  { tenant_id, id }: Pick<ProjectRecord, 'tenant_id' | 'id'>,
): Promise<EvidenceRecord[]> {
  return mine(tx)
    .selectFrom('renewal.evidence')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

type Briefs = Awaited<ReturnType<typeof questionBriefs>>

/** The questions to owners that evidence names. */
export const questionsIn = (tx: Tx, { tenant_id }: Pick<ProjectRecord, 'tenant_id'>, rows: readonly EvidenceRecord[]) =>
  questionBriefs(
    tx,
    tenant_id,
    rows.flatMap(({ question_id }) => question_id ?? []),
  )

/** As the rules take it. */
export const piecesOf = (rows: readonly EvidenceRecord[], questions: Briefs): Piece[] =>
  rows
    .filter(({ undone_at }) => undone_at === null)
    .map((row) => ({
      ...{ code: row.code, asked: row.asked, agreed: row.agreed, asksOwners: row.question_id !== null },
      passed: row.question_id ? (questions.get(row.question_id)?.passed ?? null) : null,
      ...{ fromOn: row.from_on, untilOn: row.until_on, department: row.department },
      ...{ verdict: row.verdict, party: row.party },
    }))
