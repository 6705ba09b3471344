import type { PlaceId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { RowResult } from './contract.ts'
import type { Node, PlaceTree } from './place-tree.ts'

/** What is wrong in a row; `column` is the key of a known column, '' for the row as a whole. */
export interface Fault {
  readonly column: string
  readonly words: Words
}

/** What a row would do. */
export interface Verdict {
  readonly row: number
  readonly result: RowResult
  /** The place by its names. */
  readonly label: string
  readonly placeId: PlaceId | null
  readonly faults: readonly Fault[]
}

export const fault = (column: string, zh: string, en: string): Fault => ({ column, words: { zh, en } })

export const labelOf = (tree: PlaceTree, node: Node): string =>
  tree
    .lineOf(node)
    .map(({ facts }) => facts.name)
    .join(' / ')

export const wrong = (row: number, label: string, faults: readonly Fault[]): Verdict => ({
  ...{ row, result: 'wrong', label, placeId: null, faults },
})

/** Names of places are no longer than this, as on the screen. */
export const longestName = 60

export const nameFault = (column: string, name: string): Fault | null =>
  name.trim() === ''
    ? fault(column, '没有名称', 'There is no name')
    : [...name].length > longestName
      ? fault(column, `名称太长，最多 ${longestName} 字`, `The name is too long; ${longestName} signs at most`)
      : null
