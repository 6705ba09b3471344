import type { FileId, MatterId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { VisitEntry } from './contract.ts'
import type { Answer, Method, Question } from './rule.ts'
import type { SubjectRef } from './subject.ts'
import type { VisitId } from './tables.ts'

interface Raw {
  readonly id: VisitId
  readonly held_at: Date
  readonly method: Method
  readonly reached: boolean
  readonly supplement: boolean
  readonly rule: Words
  readonly post: Words | null
  readonly mood: number | null
  readonly follow_up: boolean
  readonly answers: Readonly<Record<string, Answer>>
  readonly questions: readonly Question[]
  readonly words_sealed: Buffer | null
  readonly file_ids: FileId[]
  readonly matter: { id: MatterId; number: string } | null
}

/** Which of these subjects were called or visited at all. */
export async function visitedOf(tx: Tx, tenantId: TenantId, kind: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct subject_id as id from visits.visits
    where tenant_id = ${tenantId} and subject_kind = ${kind} and subject_id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What was said at calls and visits to a subject, newest first. */
export async function historyOf(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  { kind, id }: SubjectRef,
  limit = 200,
): Promise<VisitEntry[]> {
  const { rows } = await sql<Raw>`
    select v.id, v.held_at, v.method, v.reached, v.supplement, r.spec -> 'name' as rule,
      case when p.id is not null then json_build_object('zh', p.name, 'en', p.name_en) end as post, v.mood, v.follow_up,
      v.answers, v.questions, m.words_sealed, v.file_ids,
      case when f.matter_id is not null then json_build_object('id', f.matter_id, 'number', f.matter_number) end as matter
    from visits.visits v
    join visits.dues d on d.tenant_id = v.tenant_id and d.id = v.due_id
    join visits.rule_versions r on r.tenant_id = d.tenant_id and r.code = d.rule_code and r.version = d.rule_version
    left join people.posts_view p on p.tenant_id = v.tenant_id and p.id = v.post_id
    left join visits.remarks m on m.tenant_id = v.tenant_id and m.visit_id = v.id
    left join visits.difficulties f on f.tenant_id = v.tenant_id and f.visit_id = v.id
    where v.tenant_id = ${tenantId} and v.subject_kind = ${kind} and v.subject_id = ${id}
    order by v.held_at desc, v.id desc limit ${limit}`.execute(tx)
  return rows.map((raw) => ({
    id: raw.id,
    heldAt: raw.held_at.toISOString(),
    method: raw.method,
    reached: raw.reached,
    supplement: raw.supplement,
    rule: raw.rule,
    post: raw.post,
    mood: raw.mood,
    followUp: raw.follow_up,
    answers: raw.questions.map((question) => ({
      question: question.words,
      answer: answerWords(question, raw.answers[question.code]),
    })),
    words: raw.words_sealed ? secrets.open(raw.words_sealed) : null,
    fileIds: raw.file_ids,
    matter: raw.matter,
  }))
}

function answerWords({ options, unit }: Question, answer: Answer | undefined): Words {
  const chosen = options.find(({ value }) => value === answer)
  if (chosen) return chosen.words
  const said = String(answer ?? '')
  return unit ? { zh: `${said} ${unit.zh}`, en: `${said} ${unit.en}` } : { zh: said, en: said }
}
