import type { Actor } from '../../kernel/actor.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { AnswerPair, AnswerSums, ProjectFilter, ProjectRow } from './contract.ts'
import { satisfactionOf } from './neighbour-view.ts'
import { stateNames } from './project.ts'
import { projectPage } from './project-rows.ts'
import { stageOf, stages } from './stages.ts'
import { classNames, workClasses } from './work-items.ts'

const pageSize = 100
/** An export of more rows is asked to be narrowed. */
export const mostExported = 20_000

type Row = ProjectRow & { readonly satisfaction: AnswerPair }
type Column = readonly [zh: string, en: string, value: (row: Row, lang: Lang) => SheetValue]

/** `4 of 5 satisfied`, as text: a share without its number says nothing. */
const share = ({ answers, satisfied }: AnswerSums): string | null => (answers === 0 ? null : `${satisfied}/${answers}`)
const yuan = (fen: number | null) => (fen === null ? null : fen / 100)

const columns: readonly Column[] = [
  ['项目', 'Project', (row) => row.title],
  ['地点', 'Place', (row, lang) => (lang === 'en' ? row.place.nameEn || row.place.name : row.place.name)],
  ['状态', 'State', (row, lang) => stateNames[row.state][lang]],
  ['当前阶段', 'Stage now', (row, lang) => (row.stage ? stageOf(row.stage).name[lang] : null)],
  [`完成阶段（共 ${stages.length}）`, `Stages finished (of ${stages.length})`, (row) => row.finishedStages],
  ['超期阶段', 'Stage that is late', (row, lang) => (row.late ? stageOf(row.late.stage).name[lang] : null)],
  ['超期天数', 'Days late', (row) => row.late?.days ?? null],
  ['计划开始', 'Planned from', (row) => row.plannedFrom],
  ['计划完成', 'Planned until', (row) => row.plannedUntil],
  ...workClasses.map(
    (workClass): Column => [
      `${classNames[workClass].zh}（项）`,
      `${classNames[workClass].en} items`,
      (row) => row.items.find((one) => one.class === workClass)?.count ?? 0,
    ],
  ),
  ['来自金点子（条）', 'Ideas', (row) => row.ideas],
  ['涉及户数', 'Households', (row) => row.households],
  ['计划资金（元）', 'Money planned (yuan)', (row) => yuan(row.sums.plannedFen)],
  ['到账（元）', 'Received (yuan)', (row) => yuan(row.sums.receivedFen)],
  ['支付（元）', 'Paid (yuan)', (row) => yuan(row.sums.paidFen)],
  ['造价（元）', 'Cost (yuan)', (row) => yuan(row.sums.costFen)],
  [
    '造价口径',
    'Cost is',
    (row, lang) =>
      row.sums.costIsFinal ? { zh: '决算', en: 'final' }[lang] : { zh: '含概算', en: 'partly planned' }[lang],
  ],
  ['户均（元）', 'Cost a household (yuan)', (row) => yuan(row.sums.costAHouseholdFen)],
  ['未销号问题', 'Open defects', (row) => row.openDefects],
  ['改造前满意/答卷', 'Satisfied/answers before', (row) => share(row.satisfaction.before)],
  ['改造后满意/答卷', 'Satisfied/answers after', (row) => share(row.satisfaction.after)],
]

/** Exactly the rows of the list with the same filter, as a stream of .xlsx. */
export const exportProjects = (
  db: Db,
  { actor, today, lang }: { readonly actor: Actor; readonly today: string; readonly lang: Lang },
  filter: ProjectFilter,
) =>
  sheetStream<Row>({
    name: { zh: '改造项目', en: 'Renewals' }[lang],
    columns: columns.map(([zh, en, value]) => ({ header: { zh, en }[lang], value: (row: Row) => value(row, lang) })),
    rows: pages(db, actor, today, filter),
  })

async function* pages(db: Db, actor: Actor, today: string, filter: ProjectFilter): AsyncGenerator<Row> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const rows = await db.read(async (tx) => {
      const page = await projectPage(tx, actor, { ...filter, offset, limit: pageSize }, today)
      const whole: Row[] = []
      for (const row of page.rows)
        whole.push({ ...row, satisfaction: await satisfactionOf(tx, actor.tenantId, row.id) })
      return whole
    })
    yield* rows
    if (rows.length < pageSize) return
  }
}
