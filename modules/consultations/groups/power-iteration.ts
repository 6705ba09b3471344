import { alongVector, type CentredRows, rowSum, rowSums } from './centred-rows.ts'

/** Rows of which one direction was taken out: `axis` of length 1, and what each row had along it. */
interface Deflation {
  readonly axis: Float64Array
  readonly along: Float64Array
}

/**
 * The first two principal directions of centred rows, each of length 1 (or all 0 where nothing varies), by power
 * iteration on XᵀX; the second after the first was taken out of every row.
 * @param starts where to begin: the directions of the update before, or random ones.
 */
export function principalAxes(
  rows: CentredRows,
  starts: readonly [Float64Array, Float64Array],
  iterations: number,
): readonly [Float64Array, Float64Array] {
  const axis = powerIteration(rows, starts[0], iterations)
  const along = rowSums(rows, alongVector(rows.deviation, axis))
  return [axis, powerIteration(rows, starts[1], iterations, { axis, along })]
}

/** Ends after so many iterations, or when the length of the product repeats exactly. */
function powerIteration(
  rows: CentredRows,
  start: Float64Array,
  iterations: number,
  taken?: Deflation,
): Float64Array<ArrayBuffer> {
  let vector = Float64Array.from(start)
  let before = 0
  for (let turn = 0; turn < iterations; turn++) {
    const product = timesGram(rows, vector, taken)
    const length = Math.sqrt(dot(product, product))
    if (length === 0) return new Float64Array(start.length)
    vector = product.map((value) => value / length)
    if (length === before) break
    before = length
  }
  return vector
}

/** XᵀX·v in one pass over the rows, XᵀX never being written down; with a deflation, of the rows after it. */
function timesGram(
  { matrix, rows, deviation }: CentredRows,
  vector: Float64Array,
  taken?: Deflation,
): Float64Array<ArrayBuffer> {
  const { cells, starts, people } = matrix
  const table = alongVector(deviation, vector)
  const weight = new Float64Array(table.length)
  const lost = taken ? dot(taken.axis, vector) : 0
  const count = rows ? rows.length : people.length
  let back = 0
  for (let n = 0; n < count; n++) {
    const row = rows ? (rows[n] as number) : n
    const from = starts[row] as number
    const to = starts[row + 1] as number
    let product = rowSum(cells, from, to, table)
    if (taken) {
      const along = taken.along[n] as number
      product -= along * lost
      back += along * product
    }
    for (let i = from; i < to; i++) (weight[cells[i] as number] as number) += product
  }
  const out = new Float64Array(vector.length)
  for (let cell = 0; cell < weight.length; cell++)
    (out[Math.floor(cell / 3)] as number) += (weight[cell] as number) * (deviation[cell] as number)
  if (taken)
    for (let column = 0; column < out.length; column++) (out[column] as number) -= back * (taken.axis[column] as number)
  return out
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
