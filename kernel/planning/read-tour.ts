import { mostTabled } from './distances.ts'
import { countOf, filledLines, type NumberedLine, numbersOf, UnreadableProblem } from './problem-file.ts'
import type { TourProblem } from './tour.ts'

const mostPoints = 100_000

/**
 * A symmetric tour in the format of TSPLIB: EDGE_WEIGHT_TYPE EUC_2D, CEIL_2D, MAN_2D, MAX_2D, ATT or GEO over coordinates,
 * or EXPLICIT with a matrix, each distance a whole number as that paper rounds it. Throws UnreadableProblem.
 */
export function readTour(lines: readonly string[]): TourProblem & { readonly name: string } {
  const filled = filledLines(lines)
  const { head, rest } = headOf(filled)
  const name = head.get('NAME')?.text ?? ''
  const kind = head.get('TYPE')
  if (kind && kind.text !== 'TSP') throw new UnreadableProblem(kind.line, `TYPE is ${kind.text}, not TSP`)
  const dimension = head.get('DIMENSION')
  if (!dimension) throw new UnreadableProblem(null, 'there is no DIMENSION: this is no file of TSPLIB')
  const size = countOf(dimension.line, numbersOf(dimension)[0], 'DIMENSION', mostPoints)
  const type = head.get('EDGE_WEIGHT_TYPE')
  if (!type) throw new UnreadableProblem(null, 'there is no EDGE_WEIGHT_TYPE')
  if (type.text === 'EXPLICIT') return { name, size, distance: matrixOf(head, rest, size) }
  const rounding = roundings[type.text]
  if (!rounding) throw new UnreadableProblem(type.line, `EDGE_WEIGHT_TYPE ${type.text.slice(0, 20)} is not read`)
  const points = pointsOf(rest, size)
  const { x, y } = points
  const distance = (a: number, b: number) => rounding(x[a] ?? 0, y[a] ?? 0, x[b] ?? 0, y[b] ?? 0)
  return { name, size, points, distance }
}

/** `KEY : value` lines up to the first section. */
function headOf(lines: readonly NumberedLine[]) {
  const head = new Map<string, NumberedLine>()
  const from = lines.findIndex(({ text }) => /^[A-Z_]+_SECTION\s*:?$/.test(text))
  for (const { line, text } of from < 0 ? lines.slice(0, 100) : lines.slice(0, from)) {
    const [, key, value] = /^([A-Z_]+)\s*:\s*(.*)$/.exec(text) ?? []
    if (key !== undefined && value !== undefined) head.set(key, { line, text: value.trim() })
  }
  return { head, rest: from < 0 ? [] : lines.slice(from) }
}

/** The lines of a section, without its name. */
function section(lines: readonly NumberedLine[], name: string): readonly NumberedLine[] {
  const from = lines.findIndex(({ text }) => text.replace(/\s*:$/, '') === name)
  if (from < 0) throw new UnreadableProblem(null, `there is no ${name}`)
  const to = lines.findIndex(({ text }, at) => at > from && /^[A-Z]/.test(text))
  return lines.slice(from + 1, to < 0 ? undefined : to)
}

function pointsOf(lines: readonly NumberedLine[], size: number) {
  const x = new Float64Array(size)
  const y = new Float64Array(size)
  const seen = new Set<number>()
  for (const each of section(lines, 'NODE_COORD_SECTION')) {
    const numbers = numbersOf(each)
    const [node, east, north] = numbers
    if (numbers.length !== 3 || node === undefined || east === undefined || north === undefined)
      throw new UnreadableProblem(each.line, 'a point is its number and two coordinates')
    if (seen.size === size) throw new UnreadableProblem(each.line, `more points than DIMENSION says: ${size}`)
    if (seen.has(node)) throw new UnreadableProblem(each.line, `point ${node} stands here a second time`)
    x[seen.size] = east
    y[seen.size] = north
    seen.add(node)
  }
  if (seen.size < size) throw new UnreadableProblem(null, `there are ${seen.size} points; DIMENSION says ${size}`)
  return { x, y }
}

type Rounding = (x: number, y: number, toX: number, toY: number) => number

const roundings: Readonly<Record<string, Rounding>> = {
  EUC_2D: (x, y, toX, toY) => Math.floor(Math.sqrt((x - toX) ** 2 + (y - toY) ** 2) + 0.5),
  CEIL_2D: (x, y, toX, toY) => Math.ceil(Math.sqrt((x - toX) ** 2 + (y - toY) ** 2)),
  MAN_2D: (x, y, toX, toY) => Math.floor(Math.abs(x - toX) + Math.abs(y - toY) + 0.5),
  MAX_2D: (x, y, toX, toY) => Math.max(Math.floor(Math.abs(x - toX) + 0.5), Math.floor(Math.abs(y - toY) + 0.5)),
  // Rounded up where rounding would make it shorter than it is.
  ATT: (x, y, toX, toY) => Math.ceil(Math.sqrt(((x - toX) ** 2 + (y - toY) ** 2) / 10)),
  GEO: (x, y, toX, toY) => {
    const [lat, lng, toLat, toLng] = [radians(x), radians(y), radians(toX), radians(toY)]
    const [q1, q2, q3] = [Math.cos(lng - toLng), Math.cos(lat - toLat), Math.cos(lat + toLat)]
    return Math.floor(6378.388 * Math.acos(0.5 * ((1 + q1) * q2 - (1 - q1) * q3)) + 1)
  },
}

/** TSPLIB's degrees.minutes, with its own π. */
function radians(value: number): number {
  const degrees = Math.trunc(value)
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: the published lengths were worked out with this one.
  return (3.141592 * (degrees + (5 * (value - degrees)) / 3)) / 180
}

/** Where the numbers of a row begin and end. */
const shapes: Readonly<Record<string, (row: number, size: number) => readonly [number, number]>> = {
  FULL_MATRIX: (_, size) => [0, size],
  UPPER_ROW: (row, size) => [row + 1, size],
  LOWER_ROW: (row) => [0, row],
  UPPER_DIAG_ROW: (row, size) => [row, size],
  LOWER_DIAG_ROW: (row) => [0, row + 1],
}

function matrixOf(head: ReadonlyMap<string, NumberedLine>, rest: readonly NumberedLine[], size: number) {
  if (size > mostTabled) throw new UnreadableProblem(null, `a matrix of ${size} points; at most ${mostTabled} are read`)
  const format = head.get('EDGE_WEIGHT_FORMAT')
  const shape = shapes[format?.text ?? '']
  if (!shape)
    throw new UnreadableProblem(format?.line ?? null, `EDGE_WEIGHT_FORMAT ${format?.text ?? '(none)'} is not read`)
  const numbers: number[] = []
  for (const each of section(rest, 'EDGE_WEIGHT_SECTION')) {
    for (const number of numbersOf(each)) numbers.push(number)
    if (numbers.length > size * size) throw new UnreadableProblem(each.line, 'more distances than DIMENSION says')
  }
  const table = new Float64Array(size * size)
  let at = 0
  for (let row = 0; row < size; row++) {
    const [from, to] = shape(row, size)
    for (let column = from; column < to; column++) {
      const away = numbers[at++] ?? Number.NaN
      if (!(away >= 0)) throw new UnreadableProblem(null, 'a distance is missing or negative')
      table[row * size + column] = away
      table[column * size + row] = away
    }
  }
  if (at !== numbers.length) throw new UnreadableProblem(null, `there are ${numbers.length} distances, not ${at}`)
  return (a: number, b: number): number => table[a * size + b] ?? 0
}
