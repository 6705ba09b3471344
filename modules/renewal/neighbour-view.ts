import type { Actor } from '../../kernel/actor.ts'
import type { MatterId, PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { mattersInScope, mattersNow } from '../matters/public.ts'
import { phonesOf } from '../people/public.ts'
import type { AnswerPair, AnswerSums, DefectView, InspectorView, PublicQuestion } from './contract.ts'
import { maskedNames, postNames } from './names.ts'
import { fewAnswers, surveys } from './neighbour-kinds.ts'
import { openMattersOf } from './stage-facts.ts'
import { type DefectRecord, type InspectorRecord, mine, type ProjectRecord } from './tables.ts'

type Of = Pick<ProjectRecord, 'tenant_id' | 'id'>

/** The inspectors of a project, names and phones masked. */
export async function inspectorViews(tx: Tx, secrets: Secrets, { tenant_id, id }: Of): Promise<InspectorView[]> {
  const { rows } = await sql<InspectorRecord & { defects: number }>`select n.*, (select count(*)::int
      from renewal.defects d where d.tenant_id = n.tenant_id and d.inspector_id = n.id) as defects
    from renewal.inspectors n where n.tenant_id = ${tenant_id} and n.project_id = ${id} order by n.from_on, n.id`.execute(
    tx,
  )
  const people = rows.map(({ person_id }) => person_id)
  const name = await maskedNames(tx, tenant_id, people)
  const phones = await phonesOf(tx, secrets, tenant_id, people)
  return rows.map((row) => {
    const phone = phones.get(row.person_id)
    return {
      ...{ id: row.id, name: name(row.person_id), phone: phone ? maskPhone(phone) : null },
      ...{ fromOn: row.from_on, toOn: row.to_on, defects: row.defects },
    }
  })
}

/** Defects with where their matters stand, open ones first. */
export async function defectViews(tx: Tx, project: Of, reader: Actor | null, now: Date): Promise<DefectView[]> {
  const { rows } = await sql<
    DefectRecord & { person_id: PersonId | null }
  >`select d.*, n.person_id from renewal.defects d
    left join renewal.inspectors n on n.tenant_id = d.tenant_id and n.id = d.inspector_id
    where d.tenant_id = ${project.tenant_id} and d.project_id = ${project.id} order by d.at desc, d.matter_id`.execute(
    tx,
  )
  const matters = await mattersNow(
    tx,
    project.tenant_id,
    rows.map(({ matter_id }) => matter_id),
    now,
  )
  const open = await openMattersOf(tx, project)
  const inScope = reader ? await mattersInScope(tx, reader, [...matters.keys()]) : new Set<MatterId>()
  const views = rows.flatMap((row): DefectView[] => {
    const matter = matters.get(row.matter_id)
    if (!matter) return []
    const isMine = reader !== null && row.person_id === reader.personId
    return [
      {
        ...{ matterId: row.matter_id, number: matter.number, title: matter.title, state: matter.state },
        ...{ open: open.has(row.matter_id), itemId: row.item_id },
        place: { id: matter.place.id, name: matter.place.name, nameEn: matter.place.nameEn },
        ...{ reportedAt: matter.reportedAt, dueAt: matter.clock?.dueAt ?? null },
        ...{ byInspector: row.inspector_id !== null, mine: isMine },
        mayOpen: isMine || inScope.has(row.matter_id),
      },
    ]
  })
  return views.toSorted((a, b) => Number(b.open) - Number(a.open))
}

/** Questions with their answers, the newest first. Hidden ones are seen by staff and by who asked. */
export async function questionViews(
  tx: Tx,
  { tenant_id, id }: Of,
  { personId, staff }: { readonly personId: PersonId | null; readonly staff: boolean },
): Promise<PublicQuestion[]> {
  const rows = await mine(tx)
    .selectFrom('renewal.questions')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute()
  const seen = rows.filter((row) => staff || row.hide_reason === null || row.person_id === personId)
  const name = await maskedNames(
    tx,
    tenant_id,
    seen.map(({ person_id }) => person_id),
  )
  const post = await postNames(
    tx,
    tenant_id,
    seen.map(({ answered_by_post }) => answered_by_post),
  )
  return seen.map((row) => ({
    ...{ id: row.id, words: row.words, by: name(row.person_id), at: row.at.toISOString() },
    answer:
      row.answer && row.answered_at
        ? { words: row.answer, by: post(row.answered_by_post), at: row.answered_at.toISOString() }
        : null,
    hidden: row.hide_reason ? { reason: row.hide_reason, words: row.hide_words } : null,
    mine: row.person_id === personId,
  }))
}

interface Counted {
  readonly survey: (typeof surveys)[number]
  readonly score: number
  readonly channel: 'phone' | 'paper'
  readonly n: number
}

/** Sums of answers; nobody's own answer is shown to anybody. Pure. */
export function sumsOfAnswers(counts: readonly Omit<Counted, 'survey'>[]): AnswerSums {
  const of = (which: (one: Omit<Counted, 'survey'>) => boolean) =>
    counts.filter(which).reduce((sum, { n }) => sum + n, 0)
  const answers = of(() => true)
  return {
    answers,
    satisfied: of(({ score }) => score >= 4),
    scores: [1, 2, 3, 4, 5].map((score) => of((one) => one.score === score)),
    phone: of(({ channel }) => channel === 'phone'),
    paper: of(({ channel }) => channel === 'paper'),
    few: answers < fewAnswers,
  }
}

/** Satisfaction before and after. */
export async function satisfactionOf(tx: Tx, tenantId: TenantId, id: ProjectRecord['id']): Promise<AnswerPair> {
  const { rows } = await sql<Counted>`select survey, score, channel, count(*)::int as n from renewal.answers
    where tenant_id = ${tenantId} and project_id = ${id} group by survey, score, channel`.execute(tx)
  const [before, after] = surveys.map((survey) => sumsOfAnswers(rows.filter((row) => row.survey === survey)))
  return { before: before ?? sumsOfAnswers([]), after: after ?? sumsOfAnswers([]) }
}
