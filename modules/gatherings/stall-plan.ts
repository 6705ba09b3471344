/** A simple form from which a plan is drawn: rows of stalls with a way between, and a gap after every so many. */
export interface StallForm {
  readonly rows: number
  readonly columns: number
  /** Of one stall, in centimetres. */
  readonly width: number
  readonly depth: number
  /** A way across after so many stalls of a row; 0: none. */
  readonly gapEvery: number
  /** Rows (from 1) whose stalls have power or water. */
  readonly powerRows: readonly number[]
  readonly waterRows: readonly number[]
}

export interface DrawnStall {
  readonly number: string
  readonly rowAt: number
  readonly columnAt: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly depth: number
  readonly power: boolean
  readonly water: boolean
}

/** Wide enough for two wheelchairs (GB 50763 asks for 1.8 m where two meet). */
export const wayCm = 240
export const gapCm = 180

const letterOf = (row: number): string => (row < 26 ? String.fromCharCode(65 + row) : `A${letterOf(row - 26)}`)

/** The stalls of a form, row by row: A1, A2 … B1. */
export function drawStalls(form: StallForm): DrawnStall[] {
  const { rows, columns, width, depth, gapEvery } = form
  return Array.from({ length: rows * columns }, (_, n) => {
    const rowAt = Math.floor(n / columns)
    const columnAt = n % columns
    const gaps = gapEvery > 0 ? Math.floor(columnAt / gapEvery) : 0
    return {
      number: `${letterOf(rowAt)}${columnAt + 1}`,
      rowAt,
      columnAt,
      x: columnAt * width + gaps * gapCm,
      y: rowAt * (depth + wayCm),
      width,
      depth,
      power: form.powerRows.includes(rowAt + 1),
      water: form.waterRows.includes(rowAt + 1),
    }
  })
}
