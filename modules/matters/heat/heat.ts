/** Squares of a map on which matters are counted; pure. Sides are powers of two of a degree, so that they are exact in binary. */

/** The finest squares: 1/1024 of a degree, about 109 m by 95 m at 30° north. Nearer to a door a heat map never shows. */
export const finest = 1024
/** An answer has at most so many squares; more of them become fewer, larger ones. */
export const mostSquares = 1500
/** Fewer in one square are shown blurred: without a number, over a square of four times the side. */
export const fewestInSquare = 3
const blur = 4

export interface Square {
  /** Column and row: the square begins at `x / per` degrees east and `y / per` degrees north. */
  readonly x: number
  readonly y: number
  readonly n: number
}

export interface Heat {
  /** Squares a degree. */
  readonly per: number
  readonly squares: readonly Square[]
  /** Of larger squares, `per / 4` a degree: where there are a few. */
  readonly blurred: readonly Square[]
  /** How many are in the blurred ones. */
  readonly scattered: number
}

/** Squares as they are to be shown: no more than `most` of them, small numbers blurred. None is lost: all add up to what came in. */
export function heatOf(fine: readonly Square[], most = mostSquares): Heat {
  let [per, squares] = [finest, merged(fine, 1)]
  while (squares.length > most && per > 1) [per, squares] = [per / 2, merged(squares, 2)]
  const few = squares.filter(({ n }) => n < fewestInSquare)
  return {
    per,
    squares: squares.filter(({ n }) => n >= fewestInSquare),
    blurred: merged(few, blur),
    scattered: few.reduce((sum, { n }) => sum + n, 0),
  }
}

function merged(squares: readonly Square[], by: number): Square[] {
  const found = new Map<string, Square>()
  for (const { x, y, n } of squares) {
    const at = { x: Math.floor(x / by), y: Math.floor(y / by) }
    const key = `${at.x} ${at.y}`
    found.set(key, { ...at, n: n + (found.get(key)?.n ?? 0) })
  }
  return [...found.values()]
}

/** West, south, east, north in degrees, the first two included: as the filter `area` of a list takes it. */
export const areaOf = ({ x, y }: Pick<Square, 'x' | 'y'>, per: number): string =>
  [x / per, y / per, (x + 1) / per, (y + 1) / per].join(',')
