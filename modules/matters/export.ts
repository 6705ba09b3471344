import type { Actor } from '../../kernel/actor.ts'
import { clauses, labelled } from '../../kernel/contract/punctuation.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { type SheetPlan, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { MatterRow } from './contract.ts'
import { coursesOf, type FirmRow, firmCells, firmHeaders } from './export-firms.ts'
import { answersOfMany, anyForm, fieldsOfKind } from './forms/forms-of.ts'
import type { Answered } from './forms/kept.ts'
import { type ListQuery, listPage } from './matter-queries.ts'
import { matterWords } from './matter-words.ts'

const pageSize = 200
/** An export of more rows is asked to be narrowed: what nobody can read nobody should carry away. */
export const mostExported = 50_000

const headers = {
  zh: [
    '受理编号',
    '标题',
    '类别',
    '地点',
    '上级地点',
    '网格',
    '来源',
    '状态',
    '承办',
    '承办人',
    '当前时限',
    '上报时间',
    '办结时间',
    '归档时间',
    '结果',
    '满意度',
    '办理轮次',
  ],
  en: [
    'Number',
    'Title',
    'Category',
    'Place',
    'In',
    'Grid',
    'Channel',
    'State',
    'Held by',
    'Person',
    'Deadline',
    'Reported',
    'Resolved',
    'Closed',
    'Outcome',
    'Satisfaction',
    'Rounds',
  ],
} as const

/**
 * Exactly the rows of the list with the same filter and order, as a stream of .xlsx; of firms with the columns of the
 * ledger of difficulties that offices keep by hand.
 */
export async function exportStream(db: Db, actor: Actor, query: ListQuery, now: Date, lang: Lang) {
  if (query.subjectKind === 'firm') return firmStream(db, actor, query, now, lang)
  const formColumns = await columnsOfForms(db, actor, query.kind ?? [], lang)
  const rows = pages(db, actor, query, now)
  const plan: SheetPlan<FilledRow> = {
    name: lang === 'zh' ? '事项' : 'Matters',
    columns: [
      ...headers[lang].map((header, index) => ({
        header,
        value: ({ row }: FilledRow) => cellsOf(row, lang)[index] ?? null,
      })),
      ...formColumns,
    ],
    rows: formColumns.length > 0 ? withAnswers(db, actor, rows) : plain(rows),
  }
  return sheetStream(plan)
}

interface FilledRow {
  readonly row: MatterRow
  readonly answers: readonly Answered[]
}

/** A column a field where the list is of one kind; else one for all that was filled in, if any kind has a form. Sealed answers stay here. */
async function columnsOfForms(db: Db, actor: Actor, kinds: readonly string[], lang: Lang) {
  const { tenantId } = actor
  const [kind, ...others] = kinds
  if (kind !== undefined && others.length === 0) {
    const fields = await db.read((tx) => fieldsOfKind(tx, tenantId, kind))
    return fields.map(({ key, label }) => ({
      header: label[lang],
      value: ({ answers }: FilledRow) => answers.find((one) => one.key === key)?.value?.[lang] ?? null,
    }))
  }
  if (!(await db.read((tx) => anyForm(tx, tenantId)))) return []
  return [
    {
      header: lang === 'zh' ? '表单' : 'Form',
      value: ({ answers }: FilledRow) =>
        clauses(
          lang,
          answers.flatMap(({ label, value }) => (value ? [labelled(lang, label[lang], value[lang])] : [])),
        ),
    },
  ]
}

async function* plain(rows: AsyncIterable<MatterRow>): AsyncGenerator<FilledRow> {
  for await (const row of rows) yield { row, answers: [] }
}

async function* withAnswers(db: Db, actor: Actor, rows: AsyncIterable<MatterRow>): AsyncGenerator<FilledRow> {
  let batch: MatterRow[] = []
  const filled = async () => {
    const of = await db.read((tx) =>
      answersOfMany(
        tx,
        actor.tenantId,
        batch.map(({ id }) => id),
      ),
    )
    const done = batch.map((row) => ({ row, answers: of.get(row.id) ?? [] }))
    batch = []
    return done
  }
  for await (const row of rows) {
    batch.push(row)
    if (batch.length === pageSize) yield* await filled()
  }
  yield* await filled()
}

function firmStream(db: Db, actor: Actor, query: ListQuery, now: Date, lang: Lang) {
  return sheetStream<FirmRow>({
    name: lang === 'zh' ? '企业诉求台账' : 'Difficulties of firms',
    columns: firmHeaders(lang).map((header, index) => ({
      header,
      value: (row) => firmCells(row, lang)[index] ?? null,
    })),
    rows: withCourses(db, actor, pages(db, actor, query, now)),
  })
}

async function* withCourses(db: Db, actor: Actor, rows: AsyncIterable<MatterRow>): AsyncGenerator<FirmRow> {
  let batch: MatterRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < pageSize) continue
    yield* await coursesOf(db, actor, batch)
    batch = []
  }
  if (batch.length > 0) yield* await coursesOf(db, actor, batch)
}

function cellsOf(row: MatterRow, lang: Lang) {
  const words = matterWords[lang]
  const date = (at: string | null) => (at ? new Date(at) : null)
  return [
    row.number,
    row.title,
    row.category.name[lang],
    lang === 'zh' ? row.place.name : row.place.nameEn,
    lang === 'zh' ? row.place.above.name : row.place.above.nameEn,
    row.grid ? (lang === 'zh' ? row.grid.name : row.grid.nameEn) : '',
    words.channel[row.channel],
    words.state[row.state],
    row.holder ? (lang === 'zh' ? row.holder.name : row.holder.nameEn) : '',
    row.holder?.personName ?? '',
    date(row.clock?.dueAt ?? null),
    date(row.reportedAt),
    date(row.resolvedAt),
    date(row.closedAt),
    row.outcome ? words.outcome[row.outcome] : '',
    row.satisfaction,
    row.rounds,
  ]
}

async function* pages(db: Db, actor: Actor, query: ListQuery, now: Date): AsyncGenerator<MatterRow> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const page = await listPage(db, actor, { ...query, offset, limit: pageSize }, now)
    yield* page.rows
    if (page.rows.length < pageSize) return
  }
}
