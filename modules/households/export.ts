import { listed } from '../../kernel/contract/punctuation.ts'
import { defineWords, type Lang, wordsIn } from '../../kernel/contract/words.ts'
import type { Db } from '../../kernel/db.ts'
import { type Column, sheetStream } from '../../kernel/sheets/sheet-writer.ts'
import { circumstances } from './circumstances.ts'
import type { HouseholdFilter, HouseholdRow } from './contract.ts'
import { householdPage } from './household-queries.ts'
import { doorOf } from './refresh.ts'
import type { Doing } from './scope.ts'

/** An export of more rows is asked to be narrowed. */
export const mostExported = 20_000
const pageSize = 500

const book = defineWords({
  zh: {
    sheet: '住户',
    ...{
      compound: '小区',
      building: '楼栋',
      door: '门牌',
      grid: '网格',
      contact: '联系人',
      phone: '电话',
      people: '人数',
    },
    ...{ circumstances: '情况', from: '入住', to: '离开', reached: '上次见到', tries: '之后未遇', due: '下次走访期限' },
    ...{ conflicts: '两种说法', differences: '待核对', wishes: '心愿' },
  },
  en: {
    sheet: 'Households',
    ...{ compound: 'Compound', building: 'Building', door: 'Door', grid: 'Grid', contact: 'Contact', phone: 'Phone' },
    ...{ people: 'People', circumstances: 'Circumstances', from: 'From', to: 'Until', reached: 'Last reached' },
    ...{
      tries: 'Tries since',
      due: 'Next visit by',
      conflicts: 'Conflicts',
      differences: 'Differences',
      wishes: 'Wishes',
    },
  },
})

/** The list with the same filter, masked as on the screen. */
export function exportSheet(db: Db, doing: Doing, filter: HouseholdFilter, lang: Lang) {
  const w = wordsIn(book, lang)
  const named = (of: { readonly name: string; readonly nameEn: string }) => (lang === 'zh' ? of.name : of.nameEn)
  const day = (at: string | null) => (at === null ? null : new Date(at))
  const columns: Column<HouseholdRow>[] = [
    { header: w.compound, value: ({ room }) => named(room.compound), width: 18 },
    { header: w.building, value: ({ room }) => named(room.building) },
    { header: w.door, value: ({ room }) => doorOf(room) },
    { header: w.grid, value: ({ grid }) => grid && named(grid), width: 18 },
    { header: w.contact, value: ({ contact }) => contact?.name ?? null },
    { header: w.phone, value: ({ contact }) => contact?.phone ?? null, width: 14 },
    { header: w.people, value: ({ people }) => people },
    {
      header: w.circumstances,
      value: ({ circumstances: codes }) =>
        listed(
          lang,
          codes.map((code) => circumstances[code as keyof typeof circumstances].name[lang]),
        ),
      width: 24,
    },
    { header: w.from, value: ({ fromOn }) => fromOn },
    { header: w.to, value: ({ toOn }) => toOn },
    { header: w.reached, value: ({ lastReachedAt }) => day(lastReachedAt), dates: 'day' },
    { header: w.tries, value: ({ tries }) => tries },
    { header: w.due, value: ({ due }) => day(due?.deadlineAt ?? null), dates: 'day' },
    { header: w.conflicts, value: ({ conflicts }) => conflicts },
    { header: w.differences, value: ({ differences }) => differences },
    { header: w.wishes, value: ({ wishes }) => wishes },
  ]
  return sheetStream<HouseholdRow>({ name: w.sheet, columns, rows: rowsOf(db, doing, filter) })
}

async function* rowsOf(db: Db, doing: Doing, filter: HouseholdFilter): AsyncGenerator<HouseholdRow> {
  for (let offset = 0; offset < mostExported; offset += pageSize) {
    const { rows } = await db.read((tx) => householdPage(tx, doing, { ...filter, offset, limit: pageSize }))
    yield* rows
    if (rows.length < pageSize) return
  }
}
