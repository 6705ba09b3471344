import { listed } from '../../kernel/contract/punctuation.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import { stateNames } from './case.ts'
import type { CaseRow } from './contract.ts'
import { disputeKinds } from './kinds.ts'

const heads = {
  zh: {
    sheet: '调解台账',
    number: '编号',
    kind: '类别',
    state: '状态',
    place: '地点',
    parties: '当事人',
    lead: '调解员',
    received: '收到',
    due: '到期',
  },
  en: {
    sheet: 'Mediation',
    number: 'Number',
    kind: 'Kind',
    state: 'State',
    place: 'Place',
    parties: 'Parties',
    lead: 'Mediator',
    received: 'Received',
    due: 'Due',
  },
} as const

/** The list as the screen shows it, names masked, as .xlsx. */
export function exportSheet(rows: readonly CaseRow[], lang: Lang) {
  const h = heads[lang]
  const columns: Column<CaseRow>[] = [
    { header: h.number, value: ({ number }) => number, width: 18 },
    { header: h.kind, value: ({ kind }) => disputeKinds[kind][lang], width: 14 },
    { header: h.state, value: ({ state }) => stateNames[state][lang], width: 12 },
    { header: h.place, value: ({ place }) => (lang === 'zh' ? place.name : place.nameEn), width: 18 },
    { header: h.parties, value: ({ parties }) => listed(lang, parties), width: 20 },
    { header: h.lead, value: ({ lead }) => lead, width: 12 },
    { header: h.received, value: ({ receivedOn }) => receivedOn },
    { header: h.due, value: ({ clock }) => clock?.dueOn ?? null },
  ]
  return sheetStream<CaseRow>({ name: h.sheet, columns, rows })
}
