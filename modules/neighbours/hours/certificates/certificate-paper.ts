import { type Content, type ContentStack, pdfOf } from '../../../../kernel/documents/pdf.ts'
import { paperSign, spanWords } from '../hours.ts'
import type { Paper } from './certificate-view.ts'
import type { Snapshot } from './contract.ts'

type Column = ContentStack & { width: number }

const documentNames = { id_card: '身份证', passport: '护照', own_number: '志愿者编号' } as const
const day = (on: string) => `${Number(on.slice(0, 4))} 年 ${Number(on.slice(5, 7))} 月 ${Number(on.slice(8))} 日`

/** The address that the QR code holds: the page of the code, with the sign of this paper. */
export const verifyAddress = (origin: string, code: string, hash: string): string =>
  `${origin}/z/${code}?sign=${paperSign(hash)}`

/**
 * The paper as PDF, with the fields that 志愿服务记录证明 must have (民政部令第67号).
 * @param origin by which phones reach this server, e.g. `https://liren.example`
 */
export function certificatePaper({ says, hash, code, issuedAt, revoked }: Paper, origin: string): Promise<Buffer> {
  const address = verifyAddress(origin, code, hash)
  const content: Content = [
    { text: '志愿服务记录证明', style: 'title' },
    { text: `证明编号：${says.number}`, alignment: 'right', margin: [0, 0, 0, 14] },
    { text: proven(says), lineHeight: 1.7, margin: [0, 0, 0, 4] },
    { text: '服务内容', style: 'heading' },
    entriesTable(says),
    { columns: [signed(says), qr(address, code, hash)], margin: [0, 18, 0, 0], unbreakable: true } as Content,
    { text: '本证明依志愿者申请出具，如实记录，不收取任何费用。', style: 'small', margin: [0, 14, 0, 0] },
  ]
  return pdfOf(content, {
    ...{ title: `志愿服务记录证明 ${says.number}`, at: issuedAt, foot: `${says.number} · 核对码 ${paperSign(hash)}` },
    ...(revoked ? { watermark: '已撤销' } : {}),
  })
}

function proven({ name, document, from, to, minutes, entries, level, issuer }: Snapshot): string {
  const tail = document.kind === 'own_number' ? document.tail : `末四位 ${document.tail}`
  const stars = level ? `，按服务时长为${level.zh}` : ''
  return (
    `兹证明 ${name}（${documentNames[document.kind]}${tail}）于 ${day(from)} 至 ${day(to)} 期间，参加由${issuer.name}` +
    `及其服务队组织的志愿服务 ${entries.length} 次，累计服务时长 ${spanWords(minutes).zh}${stars}。`
  )
}

function entriesTable({ entries, minutes }: Snapshot): Content {
  const rows = entries.map((entry) => [
    entry.onDay,
    entry.content,
    { text: spanWords(entry.minutes).zh, alignment: 'right' },
  ])
  const head = ['日期', '内容', { text: '时长', alignment: 'right' }].map((cell) =>
    typeof cell === 'string' ? { text: cell, bold: true } : { ...cell, bold: true },
  )
  const sum = [{ text: '合计', bold: true }, '', { text: spanWords(minutes).zh, bold: true, alignment: 'right' }]
  return {
    table: { headerRows: 1, widths: [66, '*', 84], body: [head, ...rows, sum] },
    layout: 'lightHorizontalLines',
    fontSize: 9.5,
  } as Content
}

const signed = ({ issuer, responsible, handler, contact, issuedOn }: Snapshot): Content => ({
  stack: [
    `出具单位：${issuer.name}（盖章）`,
    `负责人：${responsible}`,
    `经办人：${handler}`,
    `联系电话：${contact}`,
    `出具日期：${day(issuedOn)}`,
  ],
  lineHeight: 1.7,
})

const qr = (address: string, code: string, hash: string): Column => ({
  width: 130,
  stack: [
    { qr: address, fit: 104, alignment: 'center' },
    {
      text: `扫码核验真伪\n证明码 ${code}\n核对码 ${paperSign(hash)}`,
      ...{ style: 'small', alignment: 'center', margin: [0, 4, 0, 0] },
    },
  ],
})
