import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeSheet } from '../kernel/sheets/sheet-writer.ts'

/** A column of the bench's register of households: its header, and what COPY calls it. */
const columns = [
  ['小区', 'compound text'],
  ['楼栋', 'building text'],
  ['单元', 'unit text'],
  ['楼层', 'floor integer'],
  ['房号', 'number text'],
  ['联系人', 'contact text'],
  ['联系电话', 'phone text'],
  ['家庭成员', 'members text'],
  ['住房', 'housing text'],
  ['数据截至', 'as_of date'],
] as const

/** The same columns as a plain table, a door being its key. */
export const plainTable = (name: string): string =>
  `create table ${name} (${columns.map(([, column]) => column).join(', ')}, primary key (compound, building, unit, number))`

type Cells = readonly (string | number)[]

const compoundsOfDistrict = 80
const buildingsOfCompound = 5

/**
 * Doors of the bench's district in the order in which communities keep them: a building with its staircases and floors,
 * then the next. A household is a contact, two members and how they live there.
 * @param round each round has staircases of its own
 */
function* doors(round: number, count: number): Generator<Cells> {
  const buildings = compoundsOfDistrict * buildingsOfCompound
  const each = Math.ceil(count / buildings)
  for (let n = 0; n < count; n++) {
    const building = Math.floor(n / each)
    const compound = Math.floor(building / buildingsOfCompound)
    const [street, community] = [1 + Math.floor(compound / 40), 1 + (Math.floor(compound / 20) % 2)]
    const [grid, block] = [1 + (Math.floor(compound / 4) % 5), 1 + (compound % 4)]
    const room = n % each
    const floor = 1 + (Math.floor(room / 4) % 25)
    const unit = `${1 + round * 20 + Math.floor(room / 100)}单元`
    const door = [`${street}${community}${grid}${block}小区`, `${1 + (building % buildingsOfCompound)}栋`, unit, floor]
    const family = `住户${n}（户主，女，1968-04）；家人${n}（子女，男，1999-11）`
    const contact = [`住户${n}`, String(10_000_000_000 + n), family]
    yield [...door, `${floor}0${1 + (room % 4)}`, ...contact, n % 4 === 0 ? '租住' : '自有', '2026-06-30']
  }
}

/** The register as .xlsx, and the very same rows as PostgreSQL's COPY reads them. */
export async function writeRegister(round: number, count: number, to: { xlsx: string; copy: string }): Promise<void> {
  const sheet = columns.map(([header], at) => ({ header, value: (row: Cells) => row[at] ?? null }))
  await writeSheet({ columns: sheet, rows: doors(round, count) }, to.xlsx)
  await pipeline(Readable.from(lines(round, count)), createWriteStream(to.copy, { mode: 0o644 }))
}

function* lines(round: number, count: number): Generator<string> {
  for (const row of doors(round, count)) yield `${row.join('\t')}\n`
}
