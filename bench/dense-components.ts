import { randomFrom } from '../modules/consultations/groups/random.ts'

type Axes = readonly [Float64Array, Float64Array]

/**
 * Two principal directions of a filled, centred table, row by row as one would write it down first: the floor that
 * sparse rows are measured against. Same iterations, same end.
 */
export function denseComponents(table: Float64Array, width: number, seed: number): Axes {
  const random = randomFrom(seed)
  const start = () => Float64Array.from({ length: width }, () => random() - 0.5)
  const rows = Float64Array.from(table)
  const first = iterate(rows, start())
  for (let at = 0; at < rows.length; at += width) {
    let along = 0
    for (let j = 0; j < width; j++) along += (rows[at + j] as number) * (first[j] as number)
    for (let j = 0; j < width; j++) (rows[at + j] as number) -= along * (first[j] as number)
  }
  return [first, iterate(rows, start())]
}

function iterate(rows: Float64Array, start: Float64Array): Float64Array {
  const width = start.length
  let vector = start
  let before = 0
  for (let turn = 0; turn < 100; turn++) {
    const product = new Float64Array(width)
    for (let at = 0; at < rows.length; at += width) {
      let along = 0
      for (let j = 0; j < width; j++) along += (rows[at + j] as number) * (vector[j] as number)
      for (let j = 0; j < width; j++) (product[j] as number) += along * (rows[at + j] as number)
    }
    const length = Math.sqrt(product.reduce((sum, part) => sum + part * part, 0))
    vector = product.map((part) => part / length)
    if (length === before) break
    before = length
  }
  return vector
}
