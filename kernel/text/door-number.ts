import { foldWidth } from './normalise.ts'

/** Where somebody lives, as far as a text says: '3', '2', '501'; letters in capitals, Chinese numerals as digits. */
export interface DoorNumber {
  readonly building?: string
  readonly unit?: string
  readonly room?: string
}

const ones = '零一二三四五六七八九'

/** 十二 is 12, 一百零二 is 102; undefined for what is not a numeral below a thousand. */
export function chineseNumber(numeral: string): number | undefined {
  const spelt = numeral.replaceAll('〇', '零').replaceAll('两', '二')
  const plain = /^(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(spelt)
  if (spelt === '' || !plain) return undefined
  const [, hundreds, tens, ten, unit] = plain
  const digit = (sign: string | undefined): number => (sign ? ones.indexOf(sign) : 0)
  return digit(hundreds) * 100 + (ten ? (tens ? digit(tens) : 1) : 0) * 10 + digit(unit)
}

const numeral = '[零〇一二三四五六七八九十百]{1,5}'
const no = `(?:[A-Za-z]?\\d{1,3}|[A-Za-z]|${numeral})`
const roomNo = '[A-Za-z]?\\d{3,4}(?!\\d| ?(?:[年元块万多余]|户(?!主)|米|平|人|天|个))'

// 3栋, 12号楼, 5#楼, 5#, 三号楼, A座. 三栋楼 counts buildings, 三栋楼下 does not. 一座桥 is a bridge.
const building = `(?<![A-Za-z0-9.零〇一二三四五六七八九十百-])(?:(${no})(?:[栋幢](?!楼(?![上下道顶梯里内底前后]))|号楼|#(?:楼|栋)?)|([A-Za-z]|\\d{1,2}(?=座(?:\\d|${numeral}?单元)))座)`
const rest = `(?:[ ,]?(?:第)?(${no}|[甲乙丙丁])单元)?(?:[ ,]?(?:\\d{1,2}|${numeral})[楼层])?(?:[ ,-]?(${roomNo}))?`
const full = new RegExp(`${building}[ ,]?(?:(\\d{1,2})-(?=\\d{3,4}))?${rest}`, 'g')
// 5-2-301, but not 10-22-2018 and not a date
const dashed = /(?<![A-Za-z0-9-])([A-Za-z]?\d{1,3})-(\d{1,2})-(\d{3,4})(?![0-9-])/g
const unitOnly = new RegExp(`(${no}|[甲乙丙丁])单元(?:[ ,]?(?:\\d{1,2}|${numeral})[楼层])?(?:[ ,-]?(${roomNo}))?`)
const roomOnly = /(?<![A-Za-z0-9.-])([A-Za-z]?\d{3,4})(?:室|号房|房(?![产屋子间价租东]))/

function plain(written: string | undefined): string | undefined {
  if (!written) return undefined
  const value = chineseNumber(written)
  return value === undefined ? written.toUpperCase().replace(/^0+(?=\d)/, '') : String(value)
}

function doorOf(written: {
  building?: string | undefined
  unit?: string | undefined
  room?: string | undefined
}): DoorNumber {
  const [building, unit, room] = [plain(written.building), plain(written.unit), written.room?.toUpperCase()]
  return { ...(building && { building }), ...(unit && { unit }), ...(room && { room }) }
}

interface FoundDoor {
  readonly door: DoorNumber
  readonly start: number
  readonly end: number
}

function* doorsIn(folded: string): Generator<FoundDoor> {
  for (const match of folded.matchAll(full)) {
    const [found, named, lettered, dashUnit, unit, room] = match
    const door = doorOf({ building: named ?? lettered, unit: dashUnit ?? unit, room })
    yield { door, start: match.index, end: match.index + found.length }
  }
  for (const match of folded.matchAll(dashed)) {
    const [found, inBuilding, unit, room] = match
    if (/^(?:19|20)\d\d$/.test(room ?? '')) continue
    yield { door: doorOf({ building: inBuilding, unit, room }), start: match.index, end: match.index + found.length }
  }
}

const parts = (door: DoorNumber): number => Object.keys(door).length

/**
 * The door number in a text: of several the most complete, of those the first. Understands 3栋2单元501, 5幢, 12号楼,
 * 三号楼, 5#楼, A座1203, 3栋2-501, 5-2-301; also a unit or a room alone (2单元501, 501室). Empty if there is none.
 */
export function doorNumber(text: string): DoorNumber {
  const folded = foldWidth(text)
  let best: DoorNumber = {}
  for (const { door } of doorsIn(folded)) if (parts(door) > parts(best)) best = door
  if (parts(best) === 3) return best
  const [, unit, unitRoom] = unitOnly.exec(folded) ?? []
  const [, room] = roomOnly.exec(folded) ?? []
  return { ...doorOf({ unit, room: unitRoom ?? room }), ...best }
}

/** The text with unit and room left out of every door number: what may stand in a public line (地址到楼栋). */
export function withoutRooms(text: string): string {
  const folded = foldWidth(text)
  let [shown, from] = ['', 0]
  const found = [...doorsIn(folded)].filter(({ door }) => door.unit ?? door.room).sort((a, b) => a.start - b.start)
  for (const { door, start, end } of found) {
    if (start < from) continue
    shown += `${text.slice(from, start)}${door.building}栋`
    from = end + (/^(?:室|号房?|房)/.exec(folded.slice(end))?.[0].length ?? 0)
  }
  return shown + text.slice(from)
}
