/** A stretch of a text that stands in both versions, only before, or only after. */
export interface Piece {
  readonly kind: 'same' | 'gone' | 'new'
  readonly words: string
}

/** Longer texts are shown whole, before and after. */
const longest = 2500

/**
 * What changed between two texts, sign by sign: the longest common subsequence, so that what stands in both is never
 * shown as changed. Joined again, `same` and `gone` give `before`, `same` and `new` give `after`.
 */
export function differenceOf(before: string, after: string): Piece[] {
  const [a, b] = [[...before], [...after]]
  if (a.length > longest || b.length > longest)
    return joined([
      { kind: 'gone', words: before },
      { kind: 'new', words: after },
    ])
  const common = table(a, b)
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      pieces.push({ kind: 'same', words: left })
      i++
      j++
    } else if (left !== undefined && (right === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      pieces.push({ kind: 'gone', words: left })
      i++
    } else {
      pieces.push({ kind: 'new', words: right ?? '' })
      j++
    }
  }
  return joined(pieces)
}

type Table = readonly Uint16Array[]
const at = (common: Table, i: number, j: number): number => common[i]?.[j] ?? 0

/** By row and column: how much the rests of the two texts have in common. */
function table(a: readonly string[], b: readonly string[]): Table {
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    const row = common[i]
    if (!row) continue
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? at(common, i + 1, j + 1) + 1 : Math.max(at(common, i + 1, j), at(common, i, j + 1))
  }
  return common
}

/** Neighbours of one kind as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: { kind: Piece['kind']; words: string }[] = []
  for (const { kind, words } of pieces) {
    const last = all.at(-1)
    if (last?.kind === kind) last.words += words
    else if (words) all.push({ kind, words })
  }
  return all
}
