import {
  type Block,
  type PaperBlock,
  type PictureBlock,
  pagesOf,
  pdfContent,
} from '../../../kernel/documents/blocks.ts'
import { pdfOf } from '../../../kernel/documents/pdf.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { stateNames } from '../case.ts'
import { declineReasons, disputeKinds, originKinds, otherWays, sources } from '../kinds.ts'
import type { ContentsLine, PartyRecord } from '../tables.ts'
import { agreementBlocks } from './agreement-document.ts'
import { inChinese, mediatorNames, nameOf, partyNamed, partyTable, type Reading, saidHow, sideName } from './reading.ts'

interface Part {
  readonly title: string
  readonly blocks: readonly PaperBlock[]
}

const part = (title: string, ...blocks: Block[]): Part => ({ title, blocks: [{ is: 'title', text: title }, ...blocks] })
const when = (any: boolean, made: () => Part): Part[] => (any ? [made()] : [])
const texts = (text: string): Block => ({ is: 'text', text })

function application(reading: Reading): Part {
  const { row } = reading.whole
  const origin = row.origin_kind ? `，${originKinds[row.origin_kind].zh}` : ''
  return part(
    '人民调解受理登记表',
    { is: 'line', text: `编号：${reading.number}　收到：${inChinese(row.received_on)}` },
    { is: 'line', text: `来源：${sources[row.source].zh}${origin}　类别：${disputeKinds[row.kind].zh}` },
    { is: 'line', text: `地点：${reading.place}` },
    partyTable(reading),
    { is: 'heading', text: '纠纷简要情况' },
    texts(reading.open(row.words_sealed)),
    {
      is: 'line',
      text: row.accepted_on
        ? `受理：${inChinese(row.accepted_on)}　期限：${inChinese(row.due_on)}`
        : row.decline_reason
          ? `不予受理：${declineReasons[row.decline_reason].zh}`
          : '未受理',
    },
  )
}

/** The version of the text that was shown; of a yes from before versions were kept it is not known. */
function shownTo({ agreed }: Reading, { consent_version, consent_at }: PartyRecord): string {
  const text = agreed.find(({ version }) => version === consent_version)
  if (!text || !consent_at) return ''
  return text.fromAt && consent_at >= text.fromAt ? `第${text.version}版` : '未记版本'
}

/** What each answered, and the texts that those who agreed were shown. */
export const answersPart = (reading: Reading): Part => {
  const shown = reading.whole.parties.map((party) => shownTo(reading, party))
  const agreed = reading.agreed.filter(({ version }) => shown.includes(`第${version}版`))
  return part(
    '征求当事人意见记录',
    {
      ...{ is: 'table', widths: [2, 3, 3, 3, 3, 2], head: true },
      rows: [
        ['当事人', '姓名', '答复', '方式', '日期', '同意书'],
        ...reading.whole.parties.map((party, n) => [
          sideName(party.side),
          nameOf(reading, party),
          party.consent === 'yes' ? '同意调解' : party.consent === 'no' ? '拒绝调解' : '未答复',
          saidHow(party.consent_way),
          party.consent_at ? inChinese(dayOf(party.consent_at)) : '',
          shown[n] ?? '',
        ]),
      ],
    },
    ...agreed.flatMap(({ version, zh }): Block[] => [
      { is: 'heading', text: `同意书第${version}版` },
      ...zh.split('\n').map(texts),
    ]),
  )
}

const choice = (reading: Reading): Part =>
  part(
    '调解员选定记录',
    {
      ...{ is: 'table', widths: [3, 3, 4], head: true },
      rows: [
        ['调解员', '主持', '选定方式'],
        ...reading.whole.mediators.map(({ person_id, leads, chosen_by, to_at }) => [
          `${reading.whole.names.get(person_id) ?? ''}${to_at ? '（已退出）' : ''}`,
          leads ? '是' : '否',
          chosen_by === 'parties' ? '当事人选择' : '调委会提名，当事人接受',
        ]),
      ],
    },
    ...reading.whole.parties.map(
      (party): Block => ({
        is: 'line',
        text: `${nameOf(reading, party)}：${party.accepts ? `接受（${saidHow(party.accepts_way)}）` : '未接受'}`,
      }),
    ),
  )

const sessions = (reading: Reading): Part[] =>
  reading.whole.sessions.map((one, n) =>
    part(
      `调解记录（第${n + 1}次）`,
      { is: 'line', text: `时间：${inChinese(dayOf(one.held_at))}　地点：${reading.open(one.where_sealed)}` },
      { is: 'line', text: `参加：${one.party_ids.map((id) => partyNamed(reading, id)).join('、') || '无当事人到场'}` },
      { is: 'line', text: `调解员：${one.mediator_ids.map((id) => reading.whole.names.get(id) ?? '').join('、')}` },
      texts(reading.open(one.words_sealed)),
      ...(one.tried_sealed ? [texts(`约定先试：${reading.open(one.tried_sealed)}`)] : []),
    ),
  )

const evidence = (reading: Reading): Part =>
  part('证据材料清单', {
    ...{ is: 'table', widths: [1, 6, 3, 2], head: true },
    rows: [
      ['序号', '材料', '提供人', '页数'],
      ...reading.whole.evidence.map((one, n) => [
        String(n + 1),
        reading.open(one.what_sealed),
        one.party_id ? partyNamed(reading, one.party_id) : '调委会',
        String(one.pages),
      ]),
    ],
  })

/** A photo with what is written over it. */
export interface Photo {
  /** What it belongs to: a piece of evidence, or the agreement. */
  readonly of: string
  readonly jpeg: Buffer
  /** Of the picture as it was kept: the copy in the file is smaller. */
  readonly sha256: string
}

/** Photos of one thing, a page each: which it is, what else is known of it, the hash of the picture. */
function photoPart(title: string, photos: readonly Photo[], known: readonly string[]): Part {
  const blocks = photos.flatMap(({ jpeg, sha256 }, n): PaperBlock[] => {
    const lines = [`${title}（${n + 1}/${photos.length}）`, ...known, `SHA-256 ${sha256}`]
    const picture: PictureBlock = { is: 'picture', jpeg, lines }
    return n === 0 ? [picture] : [{ is: 'break' }, picture]
  })
  return { title: `${title}照片`, blocks }
}

const evidencePhotos = (reading: Reading, photos: readonly Photo[]): Part[] =>
  reading.whole.evidence.flatMap((one, n) => {
    const mine = photos.filter(({ of }) => of === one.id)
    const from = one.party_id ? partyNamed(reading, one.party_id) : '调委会'
    const known = [reading.open(one.what_sealed), `提供人：${from}　日期：${inChinese(dayOf(one.at))}`]
    return when(mine.length > 0, () => photoPart(`证据${n + 1}`, mine, known))
  })

function signedPages({ whole }: Reading, photos: readonly Photo[]): Part[] {
  const mine = photos.filter(({ of }) => of === whole.agreement?.id)
  const days = [...new Set(whole.signatures.map(({ signed_on }) => inChinese(signed_on)))].join('、')
  return when(mine.length > 0, () => photoPart('协议签名页', mine, [`签名：${days}`]))
}

const promiseStates = { open: '未登记', kept: '已履行', broken: '未履行' } as const
const performance = (reading: Reading): Part =>
  part('履行情况记录', {
    ...{ is: 'table', widths: [2, 5, 3, 4], head: true },
    rows: [
      ['履行人', '内容', '期限', '情况'],
      ...reading.whole.promises.map((one) => [
        partyNamed(reading, one.party_id),
        reading.open(one.what_sealed),
        inChinese(one.due_on),
        `${promiseStates[one.state]}${one.settled_on ? ` ${inChinese(one.settled_on)}` : ''}\n${reading.open(one.note_sealed)}`,
      ]),
    ],
  })

const callBacks = (reading: Reading): Part =>
  part('回访记录', {
    ...{ is: 'table', widths: [3, 3, 2, 6], head: true },
    rows: [
      ['日期', '当事人', '满意', '内容'],
      ...reading.whole.callBacks.map((one) => [
        inChinese(dayOf(one.at)),
        partyNamed(reading, one.party_id),
        one.content ? `${one.content} 分` : one.reached ? '未评' : '未联系上',
        reading.open(one.words_sealed),
      ]),
    ],
  })

/** How it ended: for a case that was closed, whether what was promised was kept. */
function outcomeOf({ whole: { row, promises } }: Reading): string {
  if (row.end_state === 'closed')
    return promises.every(({ state }) => state === 'kept') ? '达成协议，履行完毕' : '达成协议，有约定未履行'
  return row.end_state ? stateNames[row.end_state].zh : ''
}

function closing(reading: Reading): Part {
  const { row, agreement } = reading.whole
  const told = row.told_ways.map((way) => otherWays[way].zh).join('、')
  return part(
    '结案报告',
    {
      is: 'line',
      text: `结果：${outcomeOf(reading)}　日期：${inChinese(row.ended_on)}`,
    },
    { is: 'line', text: `调解员：${mediatorNames(reading) || '无'}　调解次数：${reading.whole.sessions.length}` },
    ...(agreement
      ? [
          {
            is: 'line' as const,
            text: `协议：${agreement.form === 'oral' ? '口头' : '书面'}，${inChinese(agreement.effective_on)}生效`,
          },
        ]
      : []),
    ...(told ? [texts(`已书面告知当事人可以通过以下途径解决：${told}。`)] : []),
    { is: 'right', text: reading.whole.committee.seal_name },
    { is: 'right', text: inChinese(reading.today) },
  )
}

function partsOf(reading: Reading, photos: readonly Photo[]): Part[] {
  const { whole } = reading
  return [
    application(reading),
    answersPart(reading),
    ...when(whole.mediators.length > 0, () => choice(reading)),
    ...sessions(reading),
    ...when(whole.evidence.length > 0, () => evidence(reading)),
    ...evidencePhotos(reading, photos),
    ...when(whole.agreement !== null, () => ({ title: '人民调解协议', blocks: agreementBlocks(reading) })),
    ...signedPages(reading, photos),
    ...when(whole.promises.length > 0, () => performance(reading)),
    ...when(whole.callBacks.length > 0, () => callBacks(reading)),
    closing(reading),
  ]
}

const cover = (reading: Reading, keepUntil: string): Block[] => [
  ...Array.from({ length: 6 }, (): Block => ({ is: 'gap' })),
  { is: 'title', text: '人民调解卷宗' },
  { is: 'centre', text: reading.whole.committee.name },
  { is: 'centre', text: reading.number },
  { is: 'gap' },
  { is: 'line', text: `案由：${disputeKinds[reading.whole.row.kind].zh}` },
  { is: 'line', text: `当事人：${reading.whole.parties.map((party) => nameOf(reading, party)).join('、')}` },
  { is: 'line', text: `调解员：${mediatorNames(reading) || '无'}` },
  {
    is: 'line',
    text: `收到：${inChinese(reading.whole.row.received_on)}　结案：${inChinese(reading.whole.row.ended_on)}`,
  },
  { is: 'line', text: `立卷：${inChinese(reading.today)}　保管到：${inChinese(keepUntil)}` },
]

const contentsBlocks = (lines: readonly ContentsLine[]): Block[] => [
  { is: 'title', text: '卷内目录' },
  {
    ...{ is: 'table', widths: [1, 7, 2, 2], head: true },
    rows: [
      ['序号', '材料', '起页', '页数'],
      ...lines.map(({ title, page, pages }, n) => [String(n + 1), title, String(page), String(pages)]),
    ],
  },
]

export interface Bound {
  readonly pdf: Buffer
  readonly pages: number
  readonly contents: readonly ContentsLine[]
}

/**
 * Binds a case into one PDF with numbered pages and a list of contents. Each part begins on a page of its own, so that
 * its pages are counted alone.
 */
export async function bindVolume(
  reading: Reading,
  photos: readonly Photo[],
  keepUntil: string,
  at: Date,
): Promise<Bound> {
  const paper = { title: `人民调解卷宗 ${reading.number}`, at, foot: reading.number }
  const parts = partsOf(reading, photos)
  const counts: number[] = []
  for (const { blocks } of parts) counts.push(pagesOf(await pdfOf(pdfContent(blocks), paper)))
  // In the order in which the database keeps the keys of JSON: the ledger has the hash of the text.
  const plain = parts.map(({ title }, n): ContentsLine => ({ page: 0, pages: counts[n] ?? 1, title }))
  const before = 1 + pagesOf(await pdfOf(pdfContent(contentsBlocks(plain)), paper))
  const contents = plain.map((line, n) => ({
    page: before + 1 + counts.slice(0, n).reduce((sum, count) => sum + count, 0),
    pages: line.pages,
    title: line.title,
  }))
  const whole: PaperBlock[] = [...cover(reading, keepUntil), { is: 'break' }, ...contentsBlocks(contents)]
  for (const { blocks } of parts) whole.push({ is: 'break' }, ...blocks)
  const pdf = await pdfOf(pdfContent(whole), paper)
  return { pdf, pages: pagesOf(pdf), contents }
}
