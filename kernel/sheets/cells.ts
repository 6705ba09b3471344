/** An Excel error such as `#N/A` in a cell. */
export interface CellFault {
  readonly fault: string
}

/** What a cell holds: formulas count by their stored result, dates are instants. */
export type CellValue = string | number | boolean | Date | CellFault | null

/** The first day of serial dates: 1900 (Windows) or 1904 (old Macintosh files). */
export type DateBase = 1900 | 1904

/** Sheets carry wall time without a zone; China has one zone and no summer time. */
const chinaOffsetMs = 8 * 3_600_000
const dayMs = 86_400_000
/** 9999-12-31 as a serial of 1900: the last date that Excel knows. */
const lastSerial = 2_958_465

export const isFault = (value: CellValue): value is CellFault =>
  typeof value === 'object' && value !== null && !(value instanceof Date)

/** Whether nothing is to be read in the cell. */
export const isBlank = (value: CellValue | undefined): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

/** The cell as a person would read it, trimmed; `''` for blank. Whole numbers have no exponent, dates are `YYYY-MM-DD HH:MM:SS` at +08:00. */
export function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return chinaTime(value)
  return value.fault
}

function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
}

function chinaTime(at: Date): string {
  const wall = new Date(at.getTime() + chinaOffsetMs)
  if (Number.isNaN(wall.getTime())) return ''
  const text = wall.toISOString()
  const time = text.slice(11, 19)
  return time === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`
}

/** The cell as a number (numbers written as text, with thousands commas or full-width digits, too); null when it is none. */
export function cellNumber(value: CellValue | undefined): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  const text = narrow(value).replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : null
}

const yes = new Set(['true', 'yes', 'y', '1', '是', '有', '对', '√', '✓'])
const no = new Set(['false', 'no', 'n', '0', '否', '无', '不', '×', '✗'])

/** The cell as yes or no; null when it says neither. */
export function cellBoolean(value: CellValue | undefined): boolean | null {
  if (typeof value === 'boolean') return value
  const text = narrow(cellText(value)).toLowerCase()
  if (yes.has(text)) return true
  return no.has(text) ? false : null
}

/**
 * The cell as an instant, wall time read at +08:00; null when it is none.
 * Understands date cells, serials (`base` as the workbook says) and texts such as `2019/1/2 3:04[:05]`,
 * `2019-01-02`, `2019.1.2`, `20190102`, `2019年1月2日 3时4分`, `2019/1/2 下午3:04`, and ISO 8601 with a zone.
 */
export function cellDate(value: CellValue | undefined, base: DateBase = 1900): Date | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value
  if (typeof value === 'number') return isCompactDay(value) ? textDate(String(value)) : serialDate(value, base)
  return typeof value === 'string' ? textDate(value) : null
}

/** 20190102 typed as a number; no serial is that large. */
const isCompactDay = (value: number) => Number.isInteger(value) && value >= 19000101 && value <= 99991231

/** A serial day number as an instant; null outside 1900-01-01 … 9999-12-31. Rounded to the second: serials are binary fractions. */
export function serialDate(serial: number, base: DateBase): Date | null {
  if (!(serial >= 1 && serial < lastSerial + 1)) return null
  // Excel counts a 29 February 1900 that never was (serial 60).
  const days = base === 1904 ? serial : serial < 60 ? serial + 1 : serial
  const start = base === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  return new Date(start + Math.round(days * 86_400) * 1000 - chinaOffsetMs)
}

/** The serial (1900) of an instant at +08:00. */
export const dateSerial = (at: Date): number => (at.getTime() + chinaOffsetMs - Date.UTC(1899, 11, 30)) / dayMs

const dayPattern = /^(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})(?!\d)(?:\s*[日号])?/
const compactPattern = /^(\d{4})(\d{2})(\d{2})(?=\D|$)/
const timePattern =
  /^(上午|早上|凌晨|中午|下午|晚上|AM|PM)?\s*(\d{1,2})\s*[:时点](?:\s*(\d{1,2})\s*(?:[:分]\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?)?)?\s*(AM|PM)?$/i
const zonedPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i

function textDate(raw: string): Date | null {
  const text = narrow(raw)
  if (zonedPattern.test(text)) return validDate(Date.parse(text))
  const day = dayPattern.exec(text) ?? compactPattern.exec(text)
  if (!day) return null
  const rest = text.slice(day[0].length)
  const apart = rest === '' || /[日号]$/.test(day[0]) || /^[\s,T(星周]/.test(rest)
  const time = apart ? clockTime(rest) : null
  if (!time) return null
  const [year = 0, month = 0, date = 0] = day.slice(1).map(Number)
  const midnight = new Date(Date.UTC(year, month - 1, date))
  // 31 April would roll over silently.
  if (year < 1900 || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== date) return null
  const [hour = 0, minute = 0, second = 0] = time
  return validDate(midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 - chinaOffsetMs)
}

function clockTime(rest: string): [number, number, number] | null {
  const text = rest.replace(/^[\s,T]*/i, '').replace(/^\(?(星期|周)[一二三四五六日天]\)?\s*/, '')
  if (text === '') return [0, 0, 0]
  const found = timePattern.exec(text)
  if (!found) return null
  const half = (found[1] ?? found[5] ?? '').toUpperCase()
  let hour = Number(found[2])
  const minute = Number(found[3] ?? 0)
  const second = Number(found[4] ?? 0)
  const afternoon = half === '下午' || half === '晚上' || half === 'PM' || half === '中午'
  if (afternoon && hour < 12 && !(half === '中午' && hour >= 10)) hour += 12
  if (half === 'AM' && hour === 12) hour = 0
  return hour > 23 || minute > 59 || second > 59 ? null : [hour, minute, second]
}

const validDate = (ms: number): Date | null => (Number.isNaN(ms) ? null : new Date(ms))

/** Full-width digits, letters and signs as their narrow forms, trimmed: people type with Chinese keyboards. */
const narrow = (text: string): string => text.normalize('NFKC').trim()
