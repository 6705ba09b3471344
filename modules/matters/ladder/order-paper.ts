import type { Actor } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type Content, pdfOf } from '../../../kernel/documents/pdf.ts'
import { wallClock } from '../../../kernel/time/day.ts'
import type { MeasureView } from '../contract.ts'
import { matterAsStaff } from '../matter-view.ts'
import { matterWords } from '../matter-words.ts'
import { uncategorised } from '../surroundings.ts'
import type { MatterRecord } from '../tables.ts'
import { type MeasureId, measuresOf } from './measures.ts'

/** What an order says on paper. */
export interface OrderOnPaper {
  readonly number: string
  readonly order: MeasureView
  readonly matter: {
    readonly number: string
    readonly title: string
    readonly category: string
    readonly place: string
    readonly reportedAt: Date
  }
}

/** An order of a matter that the actor reads as staff; 404 for everybody else. */
export async function orderOnPaper(tx: Tx, actor: Actor, matterId: MatterId, id: MeasureId): Promise<OrderOnPaper> {
  const matter = await matterAsStaff(tx, actor, matterId)
  const order = (await measuresOf(tx, actor.tenantId, matterId)).find((one) => one.id === id) ?? notFound()
  return {
    number: order.number ?? notFound(),
    order,
    matter: {
      ...{ number: matter.number, title: matter.title, reportedAt: matter.reported_at },
      ...(await whereAndWhat(tx, matter)),
    },
  }
}

async function whereAndWhat(tx: Tx, matter: MatterRecord): Promise<{ category: string; place: string }> {
  const { rows } = await sql<{ place: string; above: string | null; category: Words | null }>`
    select p.name as place, u.name as above, (select c.name from matters.categories c where c.tenant_id = ${matter.tenant_id}
      and c.tree = ${matter.category_tree} and c.code = ${matter.category_code} order by c.version desc limit 1) as category
    from places.places_view p left join places.places_view u on u.tenant_id = p.tenant_id and u.id = p.parent_id
    where p.tenant_id = ${matter.tenant_id} and p.id = ${matter.place_id}`.execute(tx)
  const [row] = rows
  return {
    category: (row?.category ?? uncategorised.name).zh,
    place: [row?.above, row?.place].filter(Boolean).join(' '),
  }
}

const reasons = matterWords.zh.orderReason
const moment = (iso: string): string => {
  const wall = wallClock(new Date(iso))
  const [year, month, day] = wall.slice(0, 10).split('-').map(Number)
  return `${year} 年 ${month} 月 ${day} 日 ${wall.slice(11, 16)}`
}

/** The supervision order 督办单 as PDF: whose, about what, why, until when, and its answer or room for one. In Chinese, as offices file it. */
export function orderPaper({ number, order, matter }: OrderOnPaper): Promise<Buffer> {
  const rows: readonly (readonly [string, string])[] = [
    ['主送', order.to.zh],
    ...(order.superior ? [['抄送', order.superior.zh] as const] : []),
    ['事项', `${matter.number}　${matter.title}`],
    ['类别', matter.category],
    ['地点', matter.place],
    ['上报时间', moment(matter.reportedAt.toISOString())],
    ...(order.stage && order.missedAt
      ? [['当前时限', `${matterWords.zh.stage[order.stage]}，${moment(order.missedAt)}`] as const]
      : []),
    ['督办原因', reasonOf(order)],
    ...(order.words ? [['督办要求', order.words] as const] : []),
    ['答复期限', order.dueAt ? moment(order.dueAt) : ''],
  ]
  const content: Content = [
    { text: '督办单', style: 'title' },
    { text: number, alignment: 'right', margin: [0, 0, 0, 10] },
    { table: { widths: [72, '*'], body: rows.map(([name, said]) => [{ text: name, bold: true }, said]) } },
    {
      text: '请在答复期限前说明未按时办理的原因和下一步办法；答复在事项页面“答复督办”中填写，或填在下面交回。',
      margin: [0, 12, 0, 4],
    },
    { text: '答复', style: 'heading' },
    order.answer
      ? { text: `${order.answer}\n（${order.doneAt ? moment(order.doneAt) : ''}）`, lineHeight: 1.6 }
      : { table: { widths: ['*'], heights: 150, body: [['']] } },
    {
      stack: [`签发：${order.by?.zh ?? '系统按督办阶梯签发'}（盖章）`, moment(order.at)],
      ...{ alignment: 'right', lineHeight: 1.7, margin: [0, 24, 0, 0], unbreakable: true },
    } as Content,
  ]
  return pdfOf(content, { title: `督办单 ${number}`, at: new Date(order.at), foot: `${number} · ${matter.number}` })
}

const reasonOf = ({ reason, origin }: MeasureView): string => {
  const named: Readonly<Record<string, string>> = reasons
  if (origin === 'ladder') return '超过时限，按督办阶梯签发'
  return (reason && named[reason]) ?? ''
}
