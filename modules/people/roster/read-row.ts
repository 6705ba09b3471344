import type { Words } from '../../../kernel/contract/words.ts'
import { type CellValue, cellDate, cellText, type DateBase } from '../../../kernel/sheets/cells.ts'
import { foldWidth } from '../../../kernel/text/normalise.ts'
import { levelKey } from '../../places/public.ts'
import { normalLogin } from '../logins.ts'
import { normalPhone } from '../phones.ts'

/** What is wrong in a row; `column` is the key of a known column, '' for the row as a whole. */
export interface Fault {
  readonly column: string
  readonly words: Words
}

export const fault = (column: string, zh: string, en: string): Fault => ({ column, words: { zh, en } })

/** A row of a roster by what its columns mean, before anybody looks at what is there. */
export interface RosterRow {
  readonly number: number
  readonly name: string
  /** What they were called before; '' where the sheet says nothing of it. */
  readonly formerName: string
  /** Eleven digits. */
  readonly phone: string
  readonly post: string
  readonly kind: string
  /** Names by level, the topmost first. */
  readonly levels: readonly { readonly level: string; readonly name: string }[]
  readonly grid: string
  readonly where: string
  readonly since: Date | null
  readonly officePhone: string
  readonly login: string
  readonly faults: readonly Fault[]
}

/** As long as the page that makes a person takes them. */
const most = { name: 60, post: 60, officePhone: 30, login: 60, where: 80 }

const controlSigns = /\p{C}/u
const longestOffice = 60 * 366 * 86_400_000

/** Reads a row. Every text is trimmed and narrow; what cannot be is said beside its column. */
export function readRosterRow(
  raw: { readonly number: number; readonly cells: readonly CellValue[] },
  at: ReadonlyMap<string, number>,
  levels: readonly string[],
  today: Date,
  dateBase: DateBase = 1900,
): RosterRow {
  const faults: Fault[] = []
  const cell = (key: string): CellValue => {
    const place = at.get(key)
    return place === undefined ? null : (raw.cells[place] ?? null)
  }
  const text = (key: string, longest: number): string => {
    const said = foldWidth(cellText(cell(key)))
      .trim()
      .replaceAll(/\s+/gu, ' ')
    if ([...said].length > longest) faults.push(fault(key, `最多 ${longest} 个字`, `${longest} signs at most`))
    else if (controlSigns.test(said)) faults.push(fault(key, '里面有看不见的字符', 'There are unseen signs in it'))
    return said
  }
  const nameIn = (key: string) => text(key, most.name).replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
  const name = nameIn('name')
  if (name === '') faults.push(fault('name', '没有写姓名', 'The name is missing'))
  const login = normalLogin(text('login', most.login))
  if (login.length === 1) faults.push(fault('login', '账号至少两个字', 'A sign-in name has two signs at least'))
  return {
    number: raw.number,
    name,
    formerName: nameIn('formerName'),
    phone: phoneOf(cellText(cell('phone')), faults),
    post: text('post', most.post),
    kind: text('kind', most.post),
    levels: levels.flatMap((level) => {
      const said = text(levelKey(level), most.where)
      return said === '' ? [] : [{ level, name: said }]
    }),
    grid: text('grid', most.where),
    where: text('where', most.where),
    since: sinceOf(cell('since'), dateBase, today, faults),
    officePhone: text('officePhone', most.officePhone),
    login,
    faults,
  }
}

function phoneOf(said: string, faults: Fault[]): string {
  const phone = normalPhone(said)
  if (said === '')
    faults.push(
      fault(
        'phone',
        '没有写手机号：靠它认出同一个人，也用它登录',
        'The mobile number is missing: people are known by it and sign in with it',
      ),
    )
  else if (!/^1\d{10}$/.test(phone)) faults.push(fault('phone', '应是 11 位手机号', 'A mobile number of eleven digits'))
  return phone
}

function sinceOf(value: CellValue, base: DateBase, today: Date, faults: Fault[]): Date | null {
  if (cellText(value) === '') return null
  // 2021.3 and 2021年3月: rosters often name the month alone.
  const month = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/.exec(cellText(value))
  const at = month ? cellDate(`${month[1]}-${month[2]}-1`) : cellDate(value, base)
  if (!at || today.getTime() - at.getTime() > longestOffice)
    faults.push(fault('since', '看不懂这个日期，请写成 2024-03-01', 'This is no date; write it as 2024-03-01'))
  else if (at > today)
    faults.push(
      fault(
        'since',
        '还没到任职的日子：到时再导入，或在岗位页预约交接',
        'That day is still to come: import it then, or plan a hand-over on the page of posts',
      ),
    )
  return at
}
